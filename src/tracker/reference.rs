//! References taken apart.

/// What a reference says of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    /// The host of a URL; else empty.
    pub(super) host: &'a str,
    /// `owner/repo`; empty where the reference leaves it open, and where the host has but one place.
    pub(super) place: &'a str,
    /// The number or key; for a URL of an unknown shape, all of it.
    pub(super) id: &'a str,
}

/// Words before `#12` and `:12` that name a tracker's kind, and no place.
const WORDS: [&str; 9] = ["lp", "bug", "bugs", "gh", "issue", "bz", "rhbz", "debbugs", "closes"];

impl<'a> Reference<'a> {
    /// An issue by its id alone.
    pub(super) const fn bare(id: &'a str) -> Self {
        Self { host: "", place: "", id }
    }

    /// Reads `#123`, `owner/repo#123`, `KEY-123`, `lp:123`, or a URL.
    pub(super) fn new(text: &'a str) -> Self {
        let text = text.trim().trim_end_matches('/');
        if let Some((_, rest)) = text.split_once("://") {
            return Self::of_url(rest).unwrap_or_else(|| Self::bare(text));
        }
        if let Some((place, id)) = text.rsplit_once('#') {
            let place = place.trim_end_matches([':', ' ']);
            let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(place));
            return Self { place: if is_word { "" } else { place }, ..Self::bare(id) };
        }
        if let Some((word, id)) = text.split_once(':')
            && WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
        {
            return Self::bare(id.trim());
        }
        // `owner/repo/issues/12`, without a host.
        let is_path = text.contains("/issues/");
        let path = is_path.then(|| Self::of_path("", text)).flatten();
        path.unwrap_or_else(|| Self::bare(text))
    }

    fn of_url(rest: &'a str) -> Option<Self> {
        let (host, rest) = rest.split_once('/')?;
        let host = host.strip_prefix("www.").unwrap_or(host);
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut values = query.split('&').filter_map(|part| part.split_once('='));
        let is_number = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
        let named = |(key, value): &(&str, &str)| matches!(*key, "id" | "bug") && is_number(value);
        let path = path.trim_end_matches('/');
        if matches!(path.rsplit('/').next(), Some("show_bug.cgi" | "bugreport.cgi"))
            && let Some((_, id)) = values.find(named)
        {
            return Some(Self { host, ..Self::bare(id) });
        }
        if is_number(path) {
            return Some(Self { host, ..Self::bare(path) });
        }
        Self::of_path(host, path)
    }

    /// `PLACE/issues/12`, `PLACE/-/issues/12`, `browse/KEY-12`, `PLACE/+bug/12`, `bugs/12`.
    fn of_path(host: &'a str, path: &'a str) -> Option<Self> {
        const MARKS: [&str; 6] = ["issues", "issue", "work_items", "browse", "+bug", "bugs"];
        let mut at = 0;
        for segment in path.split('/') {
            let end = at + segment.len();
            if MARKS.contains(&segment) && end < path.len() {
                let id = path[end + 1..].split('/').next().unwrap_or_default();
                let id = id.split(['?', '#']).next().unwrap_or_default();
                let place = path[..at].trim_end_matches('/');
                let place = place.strip_suffix("/-").unwrap_or(place);
                // One tracker for all of these hosts: the number is enough.
                let place = if matches!(segment, "browse" | "+bug" | "bugs") { "" } else { place };
                return (!id.is_empty()).then_some(Self { host, place, id });
            }
            at = end + 1;
        }
        None
    }
}
