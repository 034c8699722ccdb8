//! Whether two references name the same issue.

/// Whether two references name the same issue: `#123`, `owner/repo#123`, `KEY-123`, or a URL. A bare number is an
/// issue of the project's own tracker, whichever repository the other reference spells out.
pub(crate) fn same_issue(a: &str, b: &str, tracker_url: Option<&str>) -> bool {
    let (a, b) = (reference(a, tracker_url), reference(b, tracker_url));
    let same_place =
        a.place.is_empty() || b.place.is_empty() || a.place.eq_ignore_ascii_case(b.place);
    same_place && a.id.eq_ignore_ascii_case(b.id)
}

/// An issue reference taken apart.
struct Reference<'a> {
    /// `owner/repo`; empty where the reference leaves it open.
    place: &'a str,
    /// The number or key; for a URL of an unknown shape, all of it.
    id: &'a str,
}

fn reference<'a>(text: &'a str, tracker_url: Option<&str>) -> Reference<'a> {
    let text = text.trim().trim_end_matches('/');
    if let Some((before, after)) = tracker_url.and_then(|url| url.split_once("{issue}"))
        && let Some(id) = text.strip_prefix(before).and_then(|rest| rest.strip_suffix(after))
    {
        return Reference { place: "", id };
    }
    if let Some((_, path)) = text.split_once("://") {
        let path = path.split(['?', '#']).next().unwrap_or(path).trim_end_matches('/');
        let path = path.split_once('/').map_or("", |(_host, path)| path);
        return match path.rsplit_once("/issues/") {
            Some((place, id)) => Reference { place: place.trim_end_matches("/-"), id },
            None => Reference { place: "", id: text },
        };
    }
    match text.rsplit_once('#') {
        Some((place, id)) => Reference { place, id },
        None => Reference { place: "", id: text },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_are_compared_by_what_they_name() {
        let tracker = Some("https://tracker.example/browse/{issue}?view=full");
        for (a, b) in [
            ("#12", "acme/app#12"),
            ("#12", "https://forge.example/acme/app/issues/12"),
            ("acme/app#12", "https://forge.example/acme/app/issues/12#comment-3"),
            ("acme/app#12", "https://forge.example/acme/app/-/issues/12/"),
            ("APP-7", "https://tracker.example/browse/APP-7?view=full"),
            ("https://x.example/bug?id=3", "https://x.example/bug?id=3"),
        ] {
            assert!(same_issue(a, b, tracker), "{a} {b}");
        }
        for (a, b) in [
            ("#12", "#13"),
            ("acme/app#12", "acme/web#12"),
            ("https://x.example/bug?id=3", "https://x.example/bug?id=4"),
        ] {
            assert!(!same_issue(a, b, tracker), "{a} {b}");
        }
    }
}
