//! Inline, reasoned suppressions: `hotfix-lint: allow RULE: REASON`.

use super::Waiver;
use crate::source::Span;

/// Reads the waiver in the comment at `span`, whose text between the comment's markers is `inner`.
///
/// The scope is left open: only the reader of the document knows what the comment stands in.
pub fn read(text: &str, span: Span, inner: Span) -> Option<Waiver> {
    let body = text.get(inner.range())?;
    let rest =
        body.trim_start().strip_prefix("hotfix-lint:")?.trim_start().strip_prefix("allow")?;
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let rest = rest.trim_start();
    let start = inner.start + (body.len() - rest.len());
    let len = rest.find(|c: char| c == ':' || c.is_whitespace()).unwrap_or(rest.len());
    let reason = rest[len..].trim_start().strip_prefix(':').unwrap_or_default().trim();
    Some(Waiver {
        span,
        rule: rest[..len].to_owned(),
        rule_span: Span::new(start, start + len),
        reason: reason.to_owned(),
        scope: None,
    })
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
}
