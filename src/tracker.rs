//! The issue tracker: what references of issues name, where they lead, and what a snapshot of it knows of them.
//!
//! Nothing here asks a tracker anything: all that is known is in files that somebody has exported.

mod csv;
mod forge;
mod json;
mod reference;
pub mod snapshot;
#[cfg(test)]
mod tests;

pub(crate) use forge::Forge;
pub use snapshot::{Issue, Snapshot};

use reference::Reference;
use std::collections::HashSet;
use std::sync::Arc;

/// How many people's reports or reactions measure how far a bug reaches, where nothing is configured.
pub const REACH: u32 = 10;

/// What references look like beside the usual ones: `T{issue}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    before: String,
    after: String,
}

impl Pattern {
    /// A word with one `{issue}`, which stands for digits, and something around it.
    pub fn new(text: &str) -> Option<Self> {
        let (before, after) = text.split_once("{issue}")?;
        let around = [before, after].concat();
        let is_word = |c: char| !c.is_whitespace() && !matches!(c, '{' | '}');
        let fits = !around.is_empty() && around.chars().all(is_word);
        fits.then(|| Self { before: before.to_owned(), after: after.to_owned() })
    }

    /// The references of the tracker that an issue's key is one of: `DB-78` is such as `DB-77`.
    pub fn of_key(reference: &str) -> Option<Self> {
        let key = Reference::new(reference).id;
        let before = key.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_key =
            |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        let fits = before.len() < key.len()
            && before.len() > 2
            && before.ends_with('-')
            && before.starts_with(|c: char| c.is_ascii_uppercase())
            && before.chars().all(is_key);
        fits.then(|| Self { before: before.to_owned(), after: String::new() })
    }

    /// The issue that a word names.
    pub fn issue<'t>(&self, word: &'t str) -> Option<&'t str> {
        let id = word.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?;
        let is_number = !id.is_empty() && id.len() < 20 && id.bytes().all(|b| b.is_ascii_digit());
        is_number.then_some(id)
    }

    /// Whether a text can hold a reference: it has what stands before the number.
    pub fn may_be_in(&self, text: &str) -> bool {
        memchr::memmem::find(text.as_bytes(), self.before.as_bytes()).is_some()
    }

    /// Whether a word begins a reference: with all that stands before the number.
    pub fn begins(&self, word: &str) -> bool {
        !self.before.is_empty()
            && word
                .strip_prefix(self.before.as_str())
                .is_some_and(|id| id.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The reference of an issue.
    pub fn write(&self, id: &str) -> String {
        [&self.before, id, &self.after].concat()
    }
}

/// A team's tracker.
#[derive(Clone, Debug, Default)]
pub struct Tracker {
    /// Where an issue is: an address with `{issue}`.
    pub url: Option<String>,
    /// What references look like beside the usual ones.
    pub pattern: Option<Pattern>,
    /// What is known of its issues.
    pub snapshots: Vec<Arc<Snapshot>>,
    /// The snapshots have every issue there was.
    pub complete: bool,
    /// How many people's reports or reactions measure how far a bug reaches; `None` for [`REACH`].
    pub reach: Option<u32>,
}

impl Tracker {
    /// A tracker at an address.
    pub fn at(url: &str) -> Self {
        Self { url: Some(url.to_owned()), ..Self::default() }
    }

    /// Where a reference leads: itself when it is a URL, else the tracker's page of it. `None` where that would be no
    /// address: the reference is whatever the author wrote.
    pub fn url_of(&self, reference: &str) -> Option<String> {
        if !is_address(reference) {
            return None;
        }
        if reference.starts_with("https://") || reference.starts_with("http://") {
            return Some(reference.to_owned());
        }
        let url = self.url.as_deref()?;
        if let Some(id) = self.pattern.as_ref().and_then(|pattern| pattern.issue(reference)) {
            return Some(url.replace("{issue}", id));
        }
        let named = Reference::new(reference);
        if named.place.is_empty() {
            return Some(url.replace("{issue}", named.id));
        }
        // Another project of the same forge.
        Some(Forge::of(url)?.project(named.place)?.issue(named.id))
    }

    /// Whether two references name the same issue: `#123`, `owner/repo#123`, `KEY-123`, or a URL. A bare number is an
    /// issue of the project's own tracker, whichever repository the other reference spells out.
    pub fn is_same(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.reference(a), self.reference(b));
        let same = |a: &str, b: &str| a.is_empty() || b.is_empty() || a.eq_ignore_ascii_case(b);
        same(a.host, b.host) && same(a.place, b.place) && a.id.eq_ignore_ascii_case(b.id)
    }

    /// What the snapshots know of an issue.
    pub fn issue(&self, reference: &str) -> Option<&Issue> {
        if self.snapshots.is_empty() {
            return None;
        }
        self.known(self.own(reference)?).map(|(_, issue)| issue)
    }

    /// The names of the snapshots' files, where an issue of this tracker is in none of them.
    pub fn lacks(&self, reference: &str) -> Option<String> {
        if self.snapshots.is_empty() {
            return None;
        }
        let id = self.own(reference)?;
        (self.known(id).is_none() && self.snapshots.iter().any(|snapshot| !snapshot.is_empty()))
            .then(|| self.names())
    }

    /// Why an issue proves nothing, as far as the snapshots tell.
    pub fn refutes(&self, reference: &str) -> Option<String> {
        if self.snapshots.is_empty() {
            return None;
        }
        let id = self.own(reference)?;
        if let Some((snapshot, issue)) = self.known(id) {
            let how = issue.refuted.as_ref()?;
            return Some(format!("{} says that it was closed as {how}", snapshot.name));
        }
        let missed = self.snapshots.iter().any(|snapshot| snapshot.should_have(id));
        // Issues and pull requests of a forge share their numbers, and exports of issues leave the others out.
        let is_request = self.url.as_deref().and_then(Forge::of).is_some_and(|forge| !forge.dashed);
        let hint = if is_request {
            ", unless it is a pull request: then write `PR` before it"
        } else {
            ""
        };
        let has = if self.snapshots.len() == 1 { "has" } else { "have" };
        (self.complete && missed).then(|| format!("{} {has} no such issue{hint}", self.names()))
    }

    /// Whether the people behind these issues, which reported the same bug, are so many that they measure how far it
    /// reaches. Those who reported it and those who reacted may be the same: the more of the two count, never the sum.
    pub fn measures<'r>(&self, references: impl IntoIterator<Item = &'r str>) -> bool {
        let mut seen = HashSet::new();
        let (mut reports, mut reactions) = (0u32, 0);
        for issue in references.into_iter().filter_map(|reference| self.issue(reference)) {
            let of = issue.duplicate_of.as_ref().and_then(|of| self.known(of));
            let issue = of.map_or(issue, |(_, first)| first);
            if seen.insert(issue.id.as_str()) {
                reports = reports.saturating_add(issue.reports());
                reactions = issue.reactions.max(reactions);
            }
        }
        reports.max(reactions) >= self.reach.unwrap_or(REACH)
    }

    /// The address of an issue of another project, where all of a snapshot are of others.
    pub fn is_of_others<'s>(&self, snapshot: &'s Snapshot) -> Option<&'s str> {
        let home = self.url.as_deref().and_then(Forge::of)?;
        let first = snapshot.issues().first()?.url.as_deref()?;
        let is_other = |issue: &Issue| issue.url.as_deref().is_some_and(|url| !home.has(url));
        snapshot.issues().iter().all(is_other).then_some(first)
    }

    /// Whether its snapshots should have every issue, and have none.
    pub fn has_nothing(&self) -> bool {
        let are_empty = self.snapshots.iter().all(|snapshot| snapshot.is_empty());
        self.complete && !self.snapshots.is_empty() && are_empty
    }

    /// How a team refers to an issue of a snapshot.
    pub fn written(&self, issue: &Issue) -> String {
        let is_number = issue.id.bytes().all(|b| b.is_ascii_digit());
        match &self.pattern {
            Some(pattern) if is_number => pattern.write(&issue.id),
            _ if is_number => format!("#{}", issue.id),
            _ => issue.id.clone(),
        }
    }

    fn known(&self, id: &str) -> Option<(&Snapshot, &Issue)> {
        self.snapshots.iter().find_map(|snapshot| Some((&**snapshot, snapshot.issue(id)?)))
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.snapshots.iter().map(|snapshot| &*snapshot.name).collect();
        names.join(" and ")
    }

    /// A reference taken apart; its own form, by the tracker's address or by the pattern, first.
    fn reference<'t>(&self, text: &'t str) -> Reference<'t> {
        let by_url = || {
            let (before, after) = self.url.as_deref()?.split_once("{issue}")?;
            let text = text.trim().trim_end_matches('/');
            let id = text.strip_prefix(before)?;
            match after.trim_end_matches('/') {
                // What follows the issue, such as a comment's place, names the same one.
                "" => id.split(['#', '?', '/']).next().filter(|id| !id.is_empty()),
                after => id.strip_suffix(after),
            }
        };
        let by_pattern = || self.pattern.as_ref()?.issue(text.trim());
        by_pattern().or_else(by_url).map_or_else(|| Reference::new(text), Reference::bare)
    }

    /// The id of an issue of this very tracker; `None` for those of others, as far as can be told.
    fn own<'t>(&self, text: &'t str) -> Option<&'t str> {
        let named = self.reference(text);
        if named.host.is_empty() && named.place.is_empty() {
            return Some(named.id);
        }
        let sample = self.url.as_deref().map(|url| url.replace("{issue}", "1"));
        let exported = || self.snapshots.iter().find_map(|snapshot| snapshot.url());
        let home = Reference::new(sample.as_deref().or_else(exported)?);
        let same_host = named.host.is_empty() || named.host.eq_ignore_ascii_case(home.host);
        let last = home.place.rsplit('/').next().unwrap_or_default();
        let same_place = named.place.eq_ignore_ascii_case(home.place)
            || !named.place.contains('/') && named.place.eq_ignore_ascii_case(last);
        (same_host && same_place).then_some(named.id)
    }
}

/// Whether all of a text may stand in an address: what RFC 3986 allows in a path, a query and a fragment; of percent
/// signs those of an encoding.
fn is_address(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b);
    let encoded =
        |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    text.bytes().all(allowed) && text.split('%').skip(1).all(encoded)
}
