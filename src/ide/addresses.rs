//! Where references lead on the web: issues, pull requests, commits, advisories.

use crate::proposal::evidence::EvidenceKind;
use crate::tracker::{Forge, Tracker};

/// The address of a reference that is no address itself; `None` where that cannot be told.
///
/// The address of an issue of a forge tells where its commits and requests are as well.
pub(super) fn address(kind: EvidenceKind, target: &str, tracker: &Tracker) -> Option<String> {
    if target.is_empty() || target.contains("://") {
        return None;
    }
    match kind {
        EvidenceKind::Issue => tracker.url_of(target),
        EvidenceKind::PullRequest => request(target, tracker),
        EvidenceKind::Commit => commit(target, tracker),
        EvidenceKind::Advisory => advisory(target),
        _ => None,
    }
}

/// The address of `fix`, whatever kind of reference it is.
pub(super) fn fix(target: &str, tracker: &Tracker) -> Option<String> {
    let kind = if target.contains(['#', '!']) {
        EvidenceKind::PullRequest
    } else if is_hash(target.rsplit('@').next().unwrap_or(target)) {
        EvidenceKind::Commit
    } else {
        return None;
    };
    address(kind, target, tracker)
}

/// `#12`, `owner/repo#12`, `!12`, `group/project!12`.
fn request(target: &str, tracker: &Tracker) -> Option<String> {
    let Some((project, number)) = target.split_once('!') else {
        // Issues and pull requests share their numbers, and forges lead from the one's page to the other's.
        return tracker.url_of(target);
    };
    let forge = Forge::of(tracker.url.as_deref()?)?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let project = forge.project(project)?;
    is_number.then(|| project.merge_request(number))
}

/// `0123abc`, `owner/repo@0123abc`.
fn commit(target: &str, tracker: &Tracker) -> Option<String> {
    let (project, hash) = target.rsplit_once('@').unwrap_or(("", target));
    let project = Forge::of(tracker.url.as_deref()?)?.project(project)?;
    is_hash(hash).then(|| project.commit(hash))
}

fn is_hash(text: &str) -> bool {
    (7..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// `CVE-2026-1234`, `GHSA-aaaa-bbbb-cccc`, `RUSTSEC-2026-0001`.
fn advisory(target: &str) -> Option<String> {
    if !target.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return None;
    }
    let (database, _) = target.split_once('-')?;
    match database.to_ascii_uppercase().as_str() {
        "CVE" => Some(format!("https://www.cve.org/CVERecord?id={}", target.to_ascii_uppercase())),
        "GHSA" => Some(format!("https://github.com/advisories/{target}")),
        "RUSTSEC" => Some(format!("https://rustsec.org/advisories/{target}.html")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EvidenceKind::{Advisory, Commit, PullRequest};

    const HUB: Option<&str> = Some("https://forge.example/acme/app/issues/{issue}");
    const LAB: Option<&str> = Some("https://lab.example/g/sub/app/-/issues/{issue}");
    const KEYS: Option<&str> = Some("https://tracker.example/browse/{issue}");

    fn at(url: Option<&str>) -> Tracker {
        url.map(Tracker::at).unwrap_or_default()
    }

    #[test]
    fn where_references_lead() {
        for (kind, target, tracker, expected) in [
            (PullRequest, "#12", HUB, "https://forge.example/acme/app/issues/12"),
            (PullRequest, "acme/web#12", HUB, "https://forge.example/acme/web/issues/12"),
            (PullRequest, "!12", LAB, "https://lab.example/g/sub/app/-/merge_requests/12"),
            (PullRequest, "g/web!3", LAB, "https://lab.example/g/web/-/merge_requests/3"),
            (Commit, "0123abc", HUB, "https://forge.example/acme/app/commit/0123abc"),
            (Commit, "0123abc", LAB, "https://lab.example/g/sub/app/-/commit/0123abc"),
            (Commit, "acme/web@0123abc", HUB, "https://forge.example/acme/web/commit/0123abc"),
            (Advisory, "cve-2026-1234", None, "https://www.cve.org/CVERecord?id=CVE-2026-1234"),
            (
                Advisory,
                "GHSA-aa11-bb22-cc33",
                None,
                "https://github.com/advisories/GHSA-aa11-bb22-cc33",
            ),
            (
                Advisory,
                "RUSTSEC-2026-0001",
                None,
                "https://rustsec.org/advisories/RUSTSEC-2026-0001.html",
            ),
        ] {
            assert_eq!(address(kind, target, &at(tracker)).as_deref(), Some(expected), "{target}");
        }
        let hub = at(HUB);
        assert_eq!(fix("0123abc", &hub), address(Commit, "0123abc", &hub));
        assert_eq!(fix("#3", &hub), address(PullRequest, "#3", &hub));
    }

    #[test]
    fn what_leads_nowhere() {
        for (kind, target, tracker) in [
            (Commit, "0123abc", KEYS),
            (Commit, "0123abc", None),
            (Commit, "not a hash", HUB),
            (Commit, "a b/c@0123abc", HUB),
            (PullRequest, "!12", KEYS),
            (PullRequest, "!x", LAB),
            (PullRequest, "https://forge.example/acme/app/pull/3", HUB),
            (Advisory, "RHSA-2024:1234", None),
            (EvidenceKind::Test, "test_merge", HUB),
        ] {
            assert_eq!(address(kind, target, &at(tracker)), None, "{target}");
        }
        assert_eq!(fix("soon", &at(HUB)), None);
    }
}
