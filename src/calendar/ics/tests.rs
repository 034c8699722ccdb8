use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n")
}

fn event(properties: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\n{properties}END:VEVENT\n"))
}

fn first(properties: &str, zone: Option<&str>) -> Result<String, String> {
    let zone = zone.map(|name| TimeZone::get(name).unwrap());
    let text = event(properties);
    let (events, mistakes) = events(&text, zone.as_ref());
    assert_eq!(mistakes, []);
    let [event] = &events[..] else { panic!("{events:?}") };
    event.first.clone().map(|day| day.to_string()).map_err(|mistake| mistake.message)
}

#[test]
fn names_and_days() {
    let text = calendar(
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261127\r\nSUMMARY;LANGUAGE=en:26.12\\, co\r\n \
         de freeze\\nfor all\r\nBEGIN:VALARM\r\nSUMMARY:not this\r\nDTSTART:19700101T000000\r\nEND:VALARM\r\nEND:VEVENT\r\n\
         BEGIN:VEVENT\nDTSTART:20261209\nSTATUS:CANCELLED\nEND:VEVENT\n\
         BEGIN:VEVENT\nSUMMARY:26.12 release\nDTSTART;X-NOTE=\"a:b;c\";VALUE=DATE:20261209\nRRULE:FREQ=DAILY\nEND:VEVENT\n",
    );
    let (events, mistakes) = events(&text, None);
    assert_eq!(mistakes, []);
    let [freeze, release] = &events[..] else { panic!("{events:?}") };
    assert_eq!(freeze.summary, "26.12, code freeze for all");
    assert_eq!(
        (freeze.first.clone(), freeze.last),
        (Ok(date(2026, 11, 24)), Some(date(2026, 11, 26)))
    );
    assert_eq!((release.first.clone(), release.last), (Ok(date(2026, 12, 9)), None));
    assert!(release.recurs.is_some() && freeze.recurs.is_none());
}

#[test]
fn the_day_that_is_written_counts() {
    for start in [
        "DTSTART:20261124T000000\n",
        "DTSTART:20261124T233000Z\n",
        "DTSTART;TZID=America/Los_Angeles:20261124T233000\n",
        "DTSTART;TZID=\"W. Europe Standard Time\":20261124T003000\n",
    ] {
        assert_eq!(first(start, None).as_deref(), Ok("2026-11-24"), "{start}");
    }
}

#[test]
fn the_day_in_the_zone_of_the_team() {
    let cases = [
        // 08:30 of the next day in Berlin.
        ("DTSTART;TZID=America/Los_Angeles:20261124T233000\n", "Europe/Berlin", "2026-11-25"),
        ("DTSTART;TZID=America/Los_Angeles:20261124T133000\n", "Europe/Berlin", "2026-11-24"),
        ("DTSTART;TZID=/Asia/Tokyo:20261124T003000\n", "America/Los_Angeles", "2026-11-23"),
        ("DTSTART:20261124T080000Z\n", "America/Los_Angeles", "2026-11-24"),
        ("DTSTART:20261124T075959Z\n", "America/Los_Angeles", "2026-11-23"),
        // Summer time ends on 2026-11-01: midnight is an hour later in UTC.
        ("DTSTART:20261031T070000Z\n", "America/Los_Angeles", "2026-10-31"),
        ("DTSTART:20261102T070000Z\n", "America/Los_Angeles", "2026-11-01"),
        // A date is that day everywhere, and so is a time without a zone.
        ("DTSTART;VALUE=DATE:20261124\n", "Pacific/Kiritimati", "2026-11-24"),
        ("DTSTART:20261124T233000\n", "Pacific/Kiritimati", "2026-11-24"),
    ];
    for (start, zone, day) in cases {
        assert_eq!(first(start, Some(zone)).as_deref(), Ok(day), "{start} {zone}");
    }
}

#[test]
fn days_that_are_none() {
    let wrong = |start: &str| first(start, Some("Europe/Berlin")).unwrap_err();
    assert_eq!(
        wrong("DTSTART:2026-11-24\n"),
        "DTSTART is `2026-11-24`: a day is written like 20261124"
    );
    assert_eq!(wrong("DTSTART:20261131\n"), "DTSTART is `20261131`: there is no such day");
    assert_eq!(
        wrong("DTSTART:20261124T250000Z\n"),
        "DTSTART is `20261124T250000Z`: there is no such time"
    );
    assert_eq!(
        wrong("DTSTART:20261124T25\n"),
        "DTSTART is `20261124T25`: a day is written like 20261124"
    );
    assert_eq!(wrong("SUMMARY:x\n"), "this event has no `DTSTART`");
    assert!(
        wrong("DTSTART;TZID=Mars/Olympus:20261124T010000\n")
            .starts_with("time zone `Mars/Olympus` is not known")
    );
}

#[test]
fn one_broken_event_does_not_lose_the_others() {
    let good = "BEGIN:VEVENT\nDTSTART:20261209\nSUMMARY:good\nEND:VEVENT\n";
    let text = calendar(&format!(
        "{good}BEGIN:VEVENT\nSUMMARY cut off\nDTSTART:20261124\n{good}BEGIN:VEVENT\nSUMMARY:no end\n"
    ));
    let (events, mistakes) = events(&text, None);
    assert_eq!(events.iter().map(|e| e.summary.as_str()).collect::<Vec<_>>(), ["good", "good"]);
    let said: Vec<_> =
        mistakes.iter().map(|m| (&text[m.span.range()], m.message.as_str())).collect();
    assert_eq!(
        said,
        [
            ("SUMMARY cut off", "`SUMMARY cut off` is no property: one is written `NAME:value`"),
            ("BEGIN:VEVENT", "this event has no end: `END:VEVENT` is missing"),
            ("BEGIN:VEVENT", "this event has no end: `END:VEVENT` is missing"),
        ]
    );
}

#[test]
fn other_files_are_told() {
    for (text, why) in [
        ("", "an empty file"),
        ("\n\n", "an empty file"),
        ("releases: []\n", "is no iCalendar file"),
        ("<html>", "is no iCalendar file"),
    ] {
        let (events, mistakes) = events(text, None);
        assert!(events.is_empty() && mistakes.len() == 1, "{text}");
        assert!(mistakes[0].message.starts_with(why), "{:?}", mistakes[0]);
    }
    assert_eq!(events("\u{feff}BEGIN:VCALENDAR\r\nEND:VCALENDAR", None), (Vec::new(), Vec::new()));
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(BEGIN:VEVENT|END:VEVENT|DTSTART|SUMMARY|:|;TZID=|\"|\r?\n|[ \t]|20261124|T|Z|é|\\\\|\\PC){0,60}") {
        let text = format!("BEGIN:VCALENDAR\n{text}");
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let (events, mistakes) = events(&text, Some(&zone));
        for span in events.iter().map(|e| e.place).chain(mistakes.iter().map(|m| m.span)) {
            prop_assert!(text.get(span.range()).is_some());
        }
    }
}
