//! iCalendar files: every event and every mistake has its place.
#![no_main]

use hotfix_lint::calendar::ics;
use hotfix_lint_fuzz::text;
use jiff::tz::TimeZone;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    for zone in [None, Some(&TimeZone::UTC)] {
        let (events, mistakes) = ics::events(text, zone);
        let is_place =
            |start: usize, end: usize| assert!(text.get(start..end).is_some(), "{start}..{end}");
        for event in events {
            is_place(event.place.start, event.place.end);
            assert!(!event.summary.contains(['\n', '\r']));
            if let Err(mistake) = event.first {
                is_place(mistake.span.start, mistake.span.end);
            }
        }
        mistakes.iter().for_each(|mistake| is_place(mistake.span.start, mistake.span.end));
    }
});
