//! Inline, reasoned suppressions: `hotfix-lint: allow RULE: REASON`.

use super::Waiver;
use super::lexicon::edit_distance;
use crate::source::Span;

/// Reads the waiver in the comment at `span`, whose text between the comment's markers is `inner`.
///
/// The scope is left open: only the reader of the document knows what the comment stands in.
pub fn read(text: &str, span: Span, inner: Span) -> Option<Waiver> {
    let body = text.get(inner.range())?;
    let (len, is_slip) = match exact(body) {
        Some(len) => (len, false),
        None => (misspelt(body)?, true),
    };
    let rest = &body[len..];
    let start = inner.start + len;
    let slip = is_slip.then(|| {
        let lead = body.len() - body.trim_start().len();
        Span::new(inner.start + lead, start)
    });
    let len = rest.find(ends_name).unwrap_or(rest.len());
    let reason = rest[len..].trim_start().strip_prefix(':').unwrap_or_default().trim();
    Some(Waiver {
        span,
        rule: rest[..len].to_owned(),
        rule_span: Span::new(start, start + len),
        reason: reason.to_owned(),
        slip,
        scope: None,
    })
}

fn ends_name(c: char) -> bool {
    c == ':' || c.is_whitespace()
}

/// Where the rule begins behind `hotfix-lint: allow`.
fn exact(body: &str) -> Option<usize> {
    let rest =
        body.trim_start().strip_prefix("hotfix-lint:")?.trim_start().strip_prefix("allow")?;
    let is_whole = rest.is_empty() || rest.starts_with(char::is_whitespace);
    is_whole.then(|| body.len() - rest.trim_start().len())
}

/// What other programs call it.
const OTHER_WORDS: [&str; 12] = [
    "allowed", "disable", "except", "exempt", "ignore", "mute", "nolint", "permit", "silence",
    "skip", "suppress", "waive",
];

/// Where the rule begins behind what can only be meant as `hotfix-lint: allow`. A sentence that begins with the
/// program's name is none: without the colon a rule's name has to follow.
fn misspelt(body: &str) -> Option<usize> {
    let body = body.trim_end();
    let rest = behind_name(body.trim_start())?;
    let words = rest.trim_start_matches([':', ' ', '\t']);
    let between = &rest[..rest.len() - words.len()];
    let len = words.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(words.len());
    let (word, behind) = words.split_at(len);
    let word = word.get(..len.min(16))?.to_ascii_lowercase();
    let is_allow = edit_distance(&word, "allow") <= 1;
    if between.is_empty() || !is_allow && !OTHER_WORDS.contains(&word.as_str()) {
        return None;
    }
    let rule = behind.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    if !between.contains(':') {
        let name = &rule[..rule.find(ends_name).unwrap_or(rule.len())];
        let behind = rule[name.len()..].trim_start();
        let is_name = name.contains('-') || behind.starts_with(':');
        if !is_name || word != "allow" && !behind.is_empty() && !behind.starts_with(':') {
            return None;
        }
    }
    Some(body.len() - rule.len())
}

/// What stands behind the program's name, however it is written.
fn behind_name(body: &str) -> Option<&str> {
    let start = |len: usize| body.get(..len).map(str::to_ascii_lowercase);
    let is_mark = |mark: &str| matches!(mark, "-" | "_" | " ");
    if start(6)? != "hotfix" {
        return None;
    }
    let rest = &body[6..];
    let rest = rest.get(..1).filter(|mark| is_mark(mark)).map_or(rest, |_| &rest[1..]);
    let name = rest.get(..4)?;
    name.eq_ignore_ascii_case("lint").then(|| &rest[4..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_and_reason() {
        let text = "# hotfix-lint: allow missing-evidence: held by the security team";
        let waiver = read(text, Span::new(0, text.len()), Span::new(1, text.len())).unwrap();
        assert_eq!(&text[waiver.rule_span.range()], "missing-evidence");
        assert_eq!(waiver.reason, "held by the security team");
        let bare = "# hotfix-lint: allow x";
        assert_eq!(read(bare, Span::new(0, 22), Span::new(1, 22)).unwrap().reason, "");
        assert_eq!(read("# hotfix-lint is good", Span::new(0, 21), Span::new(1, 21)), None);
    }

    #[test]
    fn what_is_meant_as_a_waiver() {
        fn slip(body: &str) -> Option<(&str, String, String)> {
            let whole = Span::new(0, body.len());
            let waiver = read(body, whole, whole)?;
            let slip = waiver.slip.map_or("", |slip| &body[slip.range()]);
            Some((slip, waiver.rule, waiver.reason))
        }
        for (body, begins) in [
            (" hotfix-lint: alow missing-issue: because ", "hotfix-lint: alow "),
            ("hotfix-lint allow missing-issue: because", "hotfix-lint allow "),
            ("hotfix-lint alow missing-issue: because", "hotfix-lint alow "),
            ("hotfix-lint: allow: missing-issue: because", "hotfix-lint: allow: "),
            ("hotfix-lint : allow missing-issue: because", "hotfix-lint : allow "),
            ("Hotfix-Lint: Allow missing-issue: because", "Hotfix-Lint: Allow "),
            ("hotfix_lint: allow missing-issue: because", "hotfix_lint: allow "),
            ("hotfix-lint: ignore missing-issue: because", "hotfix-lint: ignore "),
            ("hotfix-lint:disable missing-issue: because", "hotfix-lint:disable "),
            ("hotfix-lint: allow-missing-issue: because", "hotfix-lint: allow-"),
            ("hotfix-lint: allow missing-issue: because", ""),
        ] {
            let expected = (begins, "missing-issue".to_owned(), "because".to_owned());
            assert_eq!(slip(body), Some(expected), "{body}");
        }
        assert_eq!(slip("hotfix-lint: alow").map(|all| all.1).as_deref(), Some(""));
        for other in [
            "hotfix-lint is good",
            "hotfix-lint reads this document",
            "hotfix-lint: see the docs",
            "hotfix-lint: all of these were checked",
            "hotfix-lint allows waivers, if they say why",
            "hotfix-lint allows missing-evidence to be waived here",
            "hotfix-lint allow us to waive things",
            "hotfix-lint ignores what is in a comment",
            "hotfix-lint can skip this",
            "hotfix-lint",
            "hotfix-lint:",
            "hotfix-linter: allow missing-issue: because",
            "hotfix: allow missing-issue: because",
            "allow missing-issue: because",
            "hotfixé",
            "hotfix-liné: allow",
        ] {
            assert_eq!(slip(other), None, "{other}");
        }
    }
}
