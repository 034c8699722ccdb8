//! Where references lead on the web: issues, pull requests, commits, advisories.

use super::hover::issue_url;
use crate::proposal::evidence::EvidenceKind;

/// The address of a reference that is no address itself; `None` where that cannot be told.
///
/// `tracker` is the configured address of an issue. One of a forge tells where its commits and requests are as well.
pub(super) fn address(kind: EvidenceKind, target: &str, tracker: Option<&str>) -> Option<String> {
    if target.is_empty() || target.contains("://") {
        return None;
    }
    match kind {
        EvidenceKind::Issue => issue_url(target, tracker),
        EvidenceKind::PullRequest => request(target, tracker?),
        EvidenceKind::Commit => commit(target, tracker?),
        EvidenceKind::Advisory => advisory(target),
        _ => None,
    }
}

/// The address of `fix`, whatever kind of reference it is.
pub(super) fn fix(target: &str, tracker: Option<&str>) -> Option<String> {
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
fn request(target: &str, tracker: &str) -> Option<String> {
    let Some((project, number)) = target.split_once('!') else {
        // Issues and pull requests share their numbers, and forges lead from the one's page to the other's.
        return issue_url(target, Some(tracker));
    };
    let forge = Forge::of(tracker)?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let project = forge.project(project)?;
    is_number.then(|| format!("{project}/-/merge_requests/{number}"))
}

/// `0123abc`, `owner/repo@0123abc`.
fn commit(target: &str, tracker: &str) -> Option<String> {
    let (project, hash) = target.rsplit_once('@').unwrap_or(("", target));
    let forge = Forge::of(tracker)?;
    let project = forge.project(project)?;
    let dash = if forge.dashed { "/-" } else { "" };
    is_hash(hash).then(|| format!("{project}{dash}/commit/{hash}"))
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

/// What the address of an issue tells of the forge that it is on.
struct Forge<'a> {
    /// Up to and without the slash before the project.
    host: &'a str,
    project: &'a str,
    /// Everything but projects stands behind `/-/`.
    dashed: bool,
}

impl<'a> Forge<'a> {
    /// `https://HOST/PROJECT/issues/{issue}`, or with `/-` before `/issues`; other trackers know no commits.
    fn of(tracker: &'a str) -> Option<Self> {
        let base = tracker.strip_suffix("/issues/{issue}")?;
        let (base, dashed) = base.strip_suffix("/-").map_or((base, false), |base| (base, true));
        let start = base.find("://")? + 3;
        let end = start + base.get(start..)?.find('/')?;
        let project = base.get(end + 1..).filter(|project| project.contains('/'))?;
        Some(Self { host: &base[..end], project, dashed })
    }

    /// The address of a project; of the tracker's own where none is named.
    fn project(&self, named: &str) -> Option<String> {
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.');
        let project = if named.is_empty() { self.project } else { named };
        let is_path = project.contains('/') && project.bytes().all(is_plain);
        is_path.then(|| format!("{}/{project}", self.host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EvidenceKind::{Advisory, Commit, PullRequest};

    const HUB: Option<&str> = Some("https://forge.example/acme/app/issues/{issue}");
    const LAB: Option<&str> = Some("https://lab.example/g/sub/app/-/issues/{issue}");
    const KEYS: Option<&str> = Some("https://tracker.example/browse/{issue}");

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
            assert_eq!(address(kind, target, tracker).as_deref(), Some(expected), "{target}");
        }
        assert_eq!(fix("0123abc", HUB), address(Commit, "0123abc", HUB));
        assert_eq!(fix("#3", HUB), address(PullRequest, "#3", HUB));
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
            assert_eq!(address(kind, target, tracker), None, "{target}");
        }
        assert_eq!(fix("soon", HUB), None);
    }
}
