//! What a link's target is: an issue, a pull request, a commit, an advisory, a file, or only a link; and whether it is
//! a placeholder.
//!
//! Hosts made for documentation (`example.com`, `example.test`) are addresses like any other: only what the path says
//! makes a placeholder.

use super::EvidenceKind;
use super::name;
use super::parts::Parts;
use super::words::{BARE_HOSTS, CAPITALS, COMMITS, IMAGES, ISSUES, PLAYGROUNDS, PULLS, STANDINS};
use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memchr3, memrchr};
use std::borrow::Cow;
use std::sync::LazyLock;

/// What a target turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) kind: EvidenceKind,
    /// Where it goes: the target as written, for files without line and query.
    pub(super) to: String,
    /// Why it goes nowhere.
    pub(super) broken: Option<&'static str>,
}

const IN_ADDRESS: &str = "placeholder in the address";
const NO_ADDRESS: &str = "placeholder instead of an address";

/// Whether a word of prose is an address though it has no `https://`.
pub(super) fn is_bare_address(word: &str) -> bool {
    // What any of them begins with.
    word.starts_with(['g', 'b', 'w', 'c'])
        && BARE_HOSTS
            .iter()
            .any(|host| word.strip_prefix(host).is_some_and(|rest| !rest.is_empty()))
}

/// Reads a target. `None` for places inside the document and for what no reader can check, such as a mail address.
pub(super) fn read(target: &str) -> Option<Target> {
    let target = target.trim();
    let broken = |reason| {
        Some(Target { kind: EvidenceKind::Link, to: target.to_owned(), broken: Some(reason) })
    };
    if target.is_empty() {
        return broken("empty link target");
    }
    if matches!(target, "#" | "#!" | "/" | "." | "./") || target.starts_with("javascript:") {
        return broken("link goes nowhere");
    }
    if ["mailto:", "tel:", "xmpp:"].iter().any(|scheme| name::begins(target, scheme)) {
        return None;
    }
    if let Some(anchor) = target.strip_prefix('#') {
        return if STANDINS.contains_in_any_case(anchor) { broken(NO_ADDRESS) } else { None };
    }
    let has_scheme =
        || memchr_iter(b':', target.as_bytes()).any(|at| target[at..].starts_with("://"));
    if is_standin(target) || !has_scheme() && target.contains(char::is_whitespace) {
        return broken(NO_ADDRESS);
    }
    let address = Address::new(target);
    let kind = address.kind();
    let to = match kind {
        EvidenceKind::File => address.path.to_owned(),
        _ => target.to_owned(),
    };
    Some(Target { kind, to, broken: address.broken(kind) })
}

/// Whether a link leads to a host and no further.
pub(super) fn is_home_page(target: &str) -> bool {
    let host = target.split_once("://").map(|(_, rest)| rest).or_else(|| target.strip_prefix("//"));
    let host = host.unwrap_or(target).trim_end_matches(['/', '#', '?']);
    !host.is_empty() && memchr3(b'/', b'?', b'#', host.as_bytes()).is_none()
}

fn is_standin(word: &str) -> bool {
    word.len() <= 20 && (STANDINS.contains_in_any_case(word) || CAPITALS.contains(word))
}

/// The parts of a target.
struct Address<'a> {
    text: &'a str,
    /// Lower case, without `www.`, user and port; empty for a path.
    host: Cow<'a, str>,
    /// Whether it has a host at all.
    absolute: bool,
    path: &'a str,
    query: &'a str,
    segments: Vec<&'a str>,
}

impl<'a> Address<'a> {
    fn new(target: &'a str) -> Self {
        let scheme = |b: &u8| b.is_ascii_alphanumeric() || *b == b'+';
        let scheme = target.bytes().take_while(scheme).count();
        let bare = || {
            BARE_HOSTS.iter().any(|host| name::begins(target, host) && target.len() > host.len())
        };
        let rest = match target[scheme..].strip_prefix("://") {
            Some(rest) => Some(rest),
            _ if target.starts_with("//") => Some(&target[2..]),
            _ if bare() => Some(target),
            _ => None,
        };
        let (absolute, rest) =
            rest.map_or((false, target), |rest| (!name::begins(target, "file:"), rest));
        let host_end = memchr3(b'/', b'?', b'#', rest.as_bytes()).unwrap_or(rest.len());
        let (host, rest) = rest.split_at(if absolute { host_end } else { 0 });
        let path_end = memchr2(b'?', b'#', rest.as_bytes()).unwrap_or(rest.len());
        let (path, rest) = rest.split_at(path_end);
        let query = rest.split('#').next().unwrap_or_default().trim_start_matches('?');
        let mut segments = Vec::with_capacity(8);
        let mut start = 0;
        for end in memchr_iter(b'/', path.as_bytes()).chain([path.len()]) {
            segments.extend(path.get(start..end).filter(|segment| !segment.is_empty()));
            start = end + 1;
        }
        Self { text: target, host: host_name(host), absolute, path, query, segments }
    }

    fn kind(&self) -> EvidenceKind {
        if self.is_advisory() {
            return EvidenceKind::Advisory;
        }
        if self.segment_after(PULLS, is_number) || self.is_review() {
            return EvidenceKind::PullRequest;
        }
        if self.segment_after(COMMITS, is_hash)
            || self.segments.contains(&"commit") && self.query_value("id", is_hash)
        {
            return EvidenceKind::Commit;
        }
        let is_key = |segment: &str| is_number(segment) || name::has_form_of_key(segment);
        if self.segment_after(ISSUES, is_key) || self.is_tracker() {
            return EvidenceKind::Issue;
        }
        let last = self.segments.last().copied().unwrap_or_default();
        let ending = memrchr(b'.', last.as_bytes()).map_or("", |dot| &last[dot..]);
        if IMAGES.iter().any(|image| image.eq_ignore_ascii_case(ending)) {
            return EvidenceKind::Image;
        }
        if !self.absolute {
            return EvidenceKind::File;
        }
        let first = self.segments.first().copied().unwrap_or_default();
        let runs = |place: &&str| {
            place.strip_prefix(&*self.host).is_some_and(|rest| {
                rest.is_empty() || rest.strip_prefix('/').is_some_and(|rest| rest == first)
            })
        };
        if PLAYGROUNDS.iter().any(runs) {
            return EvidenceKind::Reproduction;
        }
        match self.unfinished() {
            Some(kind) => kind,
            None => EvidenceKind::Link,
        }
    }

    /// Whether a segment that `is` follows one of `names`.
    fn segment_after(&self, names: &[&str], is: impl Fn(&str) -> bool) -> bool {
        self.segments.windows(2).any(|pair| is(pair[1]) && names.contains(&pair[0]))
    }

    fn query_value(&self, key: &str, is: impl Fn(&str) -> bool) -> bool {
        self.query
            .split('&')
            .any(|part| part.split_once('=').is_some_and(|(name, value)| name == key && is(value)))
    }

    fn is_advisory(&self) -> bool {
        let named = |text: &str| {
            // Any of them has two of these.
            memchr2_iter(b'-', b':', text.as_bytes()).nth(1).is_some()
                && text.split(['/', '=', '&', '#']).any(name::is_advisory)
        };
        self.segment_after(&["advisories", "vulnerability", "vuln"], |_| true)
            || named(self.path)
            || named(self.query)
    }

    /// Gerrit and Phabricator.
    fn is_review(&self) -> bool {
        static REVIEWS: LazyLock<Parts> = LazyLock::new(|| Parts::new(&["review", "gerrit"]));
        let last = self.segments.last().copied().unwrap_or_default();
        let reviews = || REVIEWS.any_in(&self.host);
        self.absolute
            && (self.segments.iter().any(|segment| is_number(segment)) && reviews()
                || self.segments.first() == Some(&"c") && self.segment_after(&["+"], is_number)
                || last.strip_prefix('D').is_some_and(is_number) && self.is_phabricator())
    }

    fn is_phabricator(&self) -> bool {
        self.host.contains("phab") || self.host.contains("reviews.")
    }

    /// Trackers with addresses of their own.
    fn is_tracker(&self) -> bool {
        let last = self.segments.last().copied().unwrap_or_default();
        let short = self.segments.len() == 1 && is_number(last);
        let bugs = || {
            self.host == "crbug.com"
                || self.host.starts_with("bugs.")
                || self.host.contains("bugzilla")
        };
        (short || last.strip_prefix("issue").is_some_and(is_number)) && bugs()
            || self.path.ends_with("show_bug.cgi") && self.query_value("id", is_number)
            || self.path.ends_with("bugreport.cgi") && self.query_value("bug", is_number)
            || self.host == "bugs.chromium.org" && self.query_value("id", is_number)
            || last.strip_prefix('T').is_some_and(is_number) && self.is_phabricator()
    }

    /// What the address of an issue or the like would be, if its last part were written.
    fn unfinished(&self) -> Option<EvidenceKind> {
        let last = self.segments.last().filter(|_| self.query.is_empty())?;
        let (before, open) = match self.segments.len().checked_sub(2).map(|i| self.segments[i]) {
            Some(before) if is_placeholder(last) => (before, true),
            _ => (*last, self.path.ends_with('/')),
        };
        let kind = match before {
            "issues" | "issue" | "browse" => EvidenceKind::Issue,
            "pull" | "pulls" | "merge_requests" | "pull-requests" => EvidenceKind::PullRequest,
            "commit" => EvidenceKind::Commit,
            _ => return None,
        };
        open.then_some(kind)
    }

    fn broken(&self, kind: EvidenceKind) -> Option<&'static str> {
        if self.absolute && !self.host.contains(|c: char| c.is_alphanumeric()) {
            return Some("address has no host");
        }
        let text = self.text.as_bytes();
        let opens = |at: usize| {
            matches!(text[at..], [b'}', ..] | [b'%', b'3', b'C', ..] | [b'%', b'7', b'B', ..])
        };
        if memchr3(b'<', b'>', b'{', text).is_some() || memchr2_iter(b'}', b'%', text).any(opens) {
            return Some(IN_ADDRESS);
        }
        if matches!(&*self.host, "localhost" | "0.0.0.0" | "[::1]") || self.host.starts_with("127.")
        {
            return Some("address is on one machine only");
        }
        if self.segments.iter().any(|segment| is_placeholder(segment))
            || self.query.split(['&', '=']).any(is_placeholder)
            || is_placeholder(&self.host)
        {
            return Some(IN_ADDRESS);
        }
        let zero = |segment: &&str| !segment.is_empty() && segment.bytes().all(|b| b == b'0');
        match kind {
            EvidenceKind::Issue if self.segments.last().is_some_and(zero) => {
                Some("issue 0 does not exist")
            }
            EvidenceKind::PullRequest if self.segments.last().is_some_and(zero) => {
                Some("pull request 0 does not exist")
            }
            EvidenceKind::Issue | EvidenceKind::PullRequest | EvidenceKind::Commit
                if self.unfinished().is_some() =>
            {
                Some("address ends before the number")
            }
            _ => None,
        }
    }
}

/// The name of a host in lower case, without `www.`, user and port.
fn host_name(host: &str) -> Cow<'_, str> {
    let host = &host[memrchr(b'@', host.as_bytes()).map_or(0, |at| at + 1)..];
    let port = memchr(b':', host.as_bytes()).filter(|_| !host.starts_with('['));
    let host = &host[..port.unwrap_or(host.len())];
    let host = if name::begins(host, "www.") { &host[4..] } else { host };
    if host.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(host.to_ascii_lowercase())
    } else {
        Cow::Borrowed(host)
    }
}

fn is_number(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_digit())
}

fn is_hash(segment: &str) -> bool {
    let len = segment.bytes().take_while(u8::is_ascii_hexdigit).count();
    (7..=64).contains(&len) && matches!(segment.as_bytes().get(len), None | Some(b'.'))
}

fn is_placeholder(segment: &str) -> bool {
    is_standin(segment)
        || segment.len() > 2 && segment.bytes().all(|b| matches!(b, b'X' | b'x' | b'?' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_have_kinds() {
        let cases = [
            ("https://github.com/o/r/issues/12", "issue"),
            ("https://github.com/o/r/issues/12#issuecomment-5", "issue"),
            ("github.com/o/r/issues/12", "issue"),
            ("https://gitlab.com/g/s/p/-/issues/7", "issue"),
            ("https://gitlab.com/g/p/-/work_items/7", "issue"),
            ("https://jira.example.test/browse/APP-123", "issue"),
            ("https://bugzilla.mozilla.org/show_bug.cgi?id=1895123", "issue"),
            ("https://bugzilla.mozilla.org/1895123", "issue"),
            ("https://bugs.launchpad.net/ubuntu/+source/x/+bug/2001", "issue"),
            ("https://bugs.debian.org/1000001", "issue"),
            ("https://bugs.debian.org/cgi-bin/bugreport.cgi?bug=1000001", "issue"),
            ("https://crbug.com/390743124", "issue"),
            ("https://issues.chromium.org/issues/390743124", "issue"),
            ("https://bugs.python.org/issue12345", "issue"),
            ("https://phabricator.wikimedia.org/T1234", "issue"),
            ("https://jira.example.test/browse/SEV-1", "issue"),
            ("https://linear.app/acme/issue/APP-12/title", "issue"),
            ("https://trac.example.test/ticket/99", "issue"),
            ("../issues/12", "issue"),
            ("https://github.com/o/r/pull/12/files", "pull-request"),
            ("https://gitlab.com/g/p/-/merge_requests/7", "pull-request"),
            ("https://bitbucket.org/o/r/pull-requests/3", "pull-request"),
            ("https://chromium-review.googlesource.com/c/chromium/src/+/5000000", "pull-request"),
            ("https://go-review.example.test/c/go/+/1234", "pull-request"),
            ("https://github.com/o/r/commit/0123abc", "commit"),
            ("https://github.com/o/r/pull/12/commits/0123abc4", "pull-request"),
            ("https://git.example.test/r.git/commit/?id=0123abcd", "commit"),
            ("https://chromium.googlesource.com/chromium/src/+/0123abcdef", "commit"),
            ("https://nvd.nist.gov/vuln/detail/CVE-2024-3094", "advisory"),
            ("https://github.com/advisories/GHSA-aaaa-bbbb-cccc", "advisory"),
            ("https://github.com/o/r/security/advisories/GHSA-aaaa-bbbb-cccc", "advisory"),
            ("https://rustsec.org/advisories/RUSTSEC-2024-0001.html", "advisory"),
            ("https://x.test/a.PNG?raw=1", "image"),
            ("docs/log.txt#L12", "file"),
            ("./repro.py", "file"),
            ("/src/lib.rs", "file"),
            ("https://play.rust-lang.org/?gist=1", "reproduction"),
            ("https://www.typescriptlang.org/play?#code/1", "reproduction"),
            ("https://github.com/o/r/issues", "link"),
            ("https://github.com/o/r", "link"),
            ("https://example.com/report", "link"),
            ("https://github.com/o/r/discussions/3", "link"),
            ("https://github.com/o/r/commits/main", "link"),
        ];
        for (target, kind) in cases {
            let read = read(target);
            assert_eq!(read.as_ref().map(|t| t.kind.name()), Some(kind), "{target}");
            assert_eq!(read.and_then(|t| t.broken), None, "{target}");
        }
        assert_eq!(read("docs/log.txt?plain=1#L12").map(|t| t.to).as_deref(), Some("docs/log.txt"));
    }

    #[test]
    fn placeholders_are_broken() {
        let cases = [
            ("", "empty link target"),
            ("#", "link goes nowhere"),
            ("url", NO_ADDRESS),
            ("link here", NO_ADDRESS),
            ("TODO", NO_ADDRESS),
            ("http://", "address has no host"),
            ("https://...", "address has no host"),
            ("https://example.com/issues/TODO", IN_ADDRESS),
            ("https://example.test/TBD", IN_ADDRESS),
            ("https://github.com/OWNER/REPO/issues/1", IN_ADDRESS),
            ("https://github.com/your-org/your-repo/issues/1", IN_ADDRESS),
            ("https://github.com/o/r/issues/XXX", IN_ADDRESS),
            ("https://github.com/o/r/issues/NNNN", IN_ADDRESS),
            ("https://github.com/o/r/issues/{issue}", IN_ADDRESS),
            ("https://github.com/o/r/issues/", "address ends before the number"),
            ("https://github.com/o/r/pull/", "address ends before the number"),
            ("https://github.com/o/r/issues/0", "issue 0 does not exist"),
            ("http://localhost:8080/x", "address is on one machine only"),
            ("https://bugzilla.mozilla.org/show_bug.cgi?id=TODO", IN_ADDRESS),
        ];
        for (target, reason) in cases {
            assert_eq!(read(target).and_then(|t| t.broken), Some(reason), "{target}");
        }
    }

    #[test]
    fn home_pages() {
        for target in
            ["https://acme.io", "https://acme.io/", "//acme.io", "www.acme.io", "https://a.b:80/#"]
        {
            assert!(is_home_page(target), "{target}");
        }
        for target in
            ["https://acme.io/status", "https://acme.io/?q=1", "https://acme.io/#/r/3", "/"]
        {
            assert!(!is_home_page(target), "{target}");
        }
    }

    #[test]
    fn places_inside_the_document_are_no_evidence() {
        for target in ["#reproduction", "mailto:a@example.test"] {
            assert_eq!(read(target), None, "{target}");
        }
    }
}
