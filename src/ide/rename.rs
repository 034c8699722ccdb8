//! Renaming a release: in the calendar, and in the proposals that wait for it.

use super::places::Place;
use crate::calendar::Calendar;
use crate::config::{EventNames, Mention};
use crate::edit::{Edit, apply, deferral, scalar};
use crate::proposal::Format;
use crate::proposal::metadata::{self, Metadata};
use crate::proposal::yaml_tree::{self, NodeKind, ScalarStyle};
use crate::source::{Source, Span};

/// The new name of a release, without the blanks around it.
///
/// # Errors
///
/// In words for people, when it can be no name, or another release has it.
pub fn checked(new: &str, old: &str, calendar: Option<&Calendar>) -> Result<String, String> {
    let name = new.trim();
    if name.is_empty() {
        return Err("a release needs a name".to_owned());
    }
    if name.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')) {
        return Err("the name of a release stands on one line".to_owned());
    }
    if name != old && calendar.is_some_and(|calendar| calendar.find(name, None).is_some()) {
        return Err(format!("the calendar has another release {name}"));
    }
    Ok(name.to_owned())
}

/// Whether a release has a name that can be changed where it is written.
///
/// # Errors
///
/// In words for people, when a rule makes it.
pub fn written(name: &str, calendar: Option<&Calendar>) -> Result<(), String> {
    if calendar.is_some_and(|calendar| calendar.made.contains(name)) {
        return Err(format!(
            "the rule in `releases` makes the name {name}: change its `name`, which is the pattern for all of them"
        ));
    }
    Ok(())
}

/// The edit of the release's own name in the calendar.
pub fn in_calendar(place: &Place, new: &str) -> Edit {
    let quotes = ScalarStyle::Double;
    Edit::replace(place.span, scalar::write(new, place.style, quotes, place.flow))
}

/// The edits of the events that are about a release, in a calendar that is iCalendar.
///
/// # Errors
///
/// In words for people, when the events could not be read with the new name.
pub fn in_events(
    source: &Source,
    events: &EventNames,
    old: &str,
    new: &str,
) -> Result<Vec<Edit>, String> {
    let text = source.text();
    let mentions = events.mentions(text, old);
    let edit = |mention: &Mention| mention.name.map(|name| Edit::replace(name, new));
    let Some(edits) = mentions.iter().map(edit).collect::<Option<Vec<Edit>>>() else {
        return Err(format!(
            "an event about {old} is written so that it has to be renamed by hand"
        ));
    };
    let count = |text: &str| events.mentions(text, new).len();
    let is_read = |after: String| count(&after) == count(text) + mentions.len();
    if !apply(text, &edits).is_some_and(is_read) {
        return Err(format!(
            "the calendar's events cannot be about {new}: a name in them is one word, with a digit unless the \
             configuration says what they are called"
        ));
    }
    Ok(edits)
}

/// The edits of a proposal whose `target` is `old`, quotes kept, or put where YAML needs them; none in any other.
///
/// Where Defer has written to which release, that says the new name as well.
pub fn in_proposal(source: &Source, format: Format, old: &str, new: &str) -> Vec<Edit> {
    let metadata = read(source, format);
    let Some(target) = metadata.target.as_ref().filter(|target| target.text == old) else {
        return Vec::new();
    };
    let style = metadata.entry("target").and_then(|entry| match entry.value.kind {
        NodeKind::Scalar { style, .. } => Some(style),
        _ => None,
    });
    let root = metadata.tree.root.as_ref();
    let flow = root.is_some_and(|root| source.slice(root.span).starts_with('{'));
    let style = style.unwrap_or(ScalarStyle::Plain);
    let text = scalar::write(new, style, ScalarStyle::Double, flow);
    let mut edits = vec![Edit::replace(target.span, text)];
    if format == Format::Markdown && metadata.deferral.is_some() {
        let sentence = deferral::named_release(source, old);
        edits.extend(sentence.map(|span| Edit::replace(span, new)));
    }
    edits
}

/// Where a proposal says that it waits for the release `name`.
pub fn target(source: &Source, format: Format, name: &str) -> Option<Span> {
    read(source, format).target.filter(|target| target.text == name).map(|target| target.span)
}

fn read(source: &Source, format: Format) -> Metadata {
    let text = source.text();
    match format {
        Format::Markdown => match metadata::split_front_matter(source) {
            Some((block, body, _)) => {
                metadata::read(source, yaml_tree::parse(text, body), Some(block), Some(body))
            }
            None => Metadata::default(),
        },
        Format::Yaml => metadata::read(source, yaml_tree::parse(text, source.span()), None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::{Fixture, markdown};
    use crate::ide::places;

    fn renamed(format: Format, text: &str, new: &str) -> String {
        apply(text, &in_proposal(&Source::new(text), format, "26.12", new)).unwrap()
    }

    #[test]
    fn names_that_can_be() {
        let fixture: Fixture = markdown("");
        let context = fixture.context();
        let calendar = context.config.calendar.as_ref();
        assert_eq!(checked(" 27.01 ", "26.12", calendar), Ok("27.01".to_owned()));
        assert_eq!(checked("26.12", "26.12", calendar), Ok("26.12".to_owned()));
        for bad in ["", "  ", "a\nb", "27.02", "a\u{2028}b"] {
            assert!(checked(bad, "26.12", calendar).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn quotes_are_kept_or_put_where_needed() {
        let front = |target: &str| format!("---\r\ntarget: {target} # é😀\r\n---\r\n# T\r\n");
        for (before, new, after) in [
            ("\"26.12\"", "27.01", "\"27.01\""),
            ("'26.12'", "it's", "'it''s'"),
            ("26.12", "27.01", "\"27.01\""),
            ("26.12", "spring", "spring"),
            ("26.12", "a: b", "\"a: b\""),
            ("26.12", "é 😀", "é 😀"),
        ] {
            assert_eq!(renamed(Format::Markdown, &front(before), new), front(after), "{before}");
        }
        let yaml = "title: T\ntarget: 26.12\nanswers: {}\n";
        let after = "title: T\ntarget: v2\nanswers: {}\n";
        assert_eq!(renamed(Format::Yaml, yaml, "v2"), after);
        assert_eq!(renamed(Format::Yaml, "{target: 26.12}", "a, b"), "{target: \"a, b\"}");
    }

    #[test]
    fn the_sentence_of_a_deferral() {
        let document = |name: &str| {
            format!(
                "---\nstatus: deferred\ntarget: {name}\ndeferral:\n  date: 2026-11-22\n---\n# 26.12\n\n\
                 ## Deferral\n\nDeferred on 2026-11-22 to {name}, which is released on 2026-12-09.\n\n- 26.12.\n"
            )
        };
        assert_eq!(renamed(Format::Markdown, &document("26.12"), "v2"), document("v2"));
    }

    #[test]
    fn other_proposals_stay() {
        for text in ["", "# 26.12\n", "---\ntarget: 27.02\n---\n", "---\ntarget:\n---\n26.12\n"] {
            assert_eq!(renamed(Format::Markdown, text, "v2"), text);
            assert_eq!(renamed(Format::Yaml, text, "v2"), text);
        }
    }

    #[test]
    fn the_calendar_itself() {
        let text = "releases:\n  - {name: 26.12, release: 2026-12-09}\n";
        let source = Source::new(text);
        let place = places::releases(&source).remove(0);
        let after = apply(text, &[in_calendar(&place, "27.01")]).unwrap();
        assert_eq!(after, text.replace("26.12,", "\"27.01\","));
    }
}
