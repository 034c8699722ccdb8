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
fn the_last_day_is_the_one_before_an_end_at_midnight() {
    for (end, zone, last) in [
        ("DTEND:20261203T000000", None, 2),
        ("DTEND:20261203t000000", None, 2),
        ("DTEND:20261203T000000Z", None, 2),
        ("DTEND:20261203", None, 2),
        ("DTEND:20261203T000001", None, 3),
        ("DTEND:20261203T170000", None, 3),
        ("DTEND:20261203t170000", None, 3),
        ("DTEND:20261203T000000", Some("Europe/Berlin"), 2),
        // One o'clock, and midnight.
        ("DTEND:20261203T000000Z", Some("Europe/Berlin"), 3),
        ("DTEND:20261202T230000Z", Some("Europe/Berlin"), 2),
        ("DTEND;TZID=America/New_York:20261202T180000", Some("Europe/Berlin"), 2),
        ("DTEND;TZID=America/New_York:20261203T000000", Some("Europe/Berlin"), 3),
    ] {
        let text = event(&format!("DTSTART:20261202T000000\n{end}\n"));
        let zone = zone.map(|name| TimeZone::get(name).unwrap());
        let (events, mistakes) = events(&text, zone.as_ref());
        assert_eq!(mistakes, []);
        assert_eq!(events[0].last, Some(date(2026, 12, last)), "{end}");
    }
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

/// A zone whose summer begins in the early hours of a Sunday in March, and ends in October.
const EUROPE: &str = "BEGIN:VTIMEZONE\r\nTZID:W. Europe\\, mine\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n\
    TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n\
    BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
    RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";

fn defined(zone: &str, start: &str) -> Option<String> {
    let text = calendar(&format!("{zone}BEGIN:VEVENT\n{start}END:VEVENT\n"));
    let (events, mistakes) = events(&text, Some(&TimeZone::UTC));
    assert_eq!(mistakes, []);
    events[0].first.as_ref().ok().map(ToString::to_string)
}

#[test]
fn zones_that_the_file_defines() {
    let day = |time: &str| {
        defined(EUROPE, &format!("DTSTART;TZID=\"W. Europe, mine\":2026{time}\n")).unwrap()
    };
    // An hour of winter, two of summer; the change is in the night.
    assert_eq!(day("1124T003000"), "2026-11-23");
    assert_eq!(day("1124T010000"), "2026-11-24");
    assert_eq!(day("0701T013000"), "2026-06-30");
    assert_eq!(day("0329T003000"), "2026-03-28");
    assert_eq!(day("0330T013000"), "2026-03-29");
    assert_eq!(day("1025T013000"), "2026-10-24");
    assert_eq!(day("1026T010000"), "2026-10-26");

    // Rules of before, a zone without summer time, and one east of India that has given it up.
    let with = |rules: &str| format!("BEGIN:VTIMEZONE\nTZID:X\n{rules}END:VTIMEZONE\n");
    let rule = |kind: &str, start: &str, to: &str, again: &str| {
        format!("BEGIN:{kind}\nDTSTART:{start}\nTZOFFSETTO:{to}\n{again}END:{kind}\n")
    };
    let at = |zone: &str, time: &str| defined(zone, &format!("DTSTART;TZID=X:2026{time}\n"));
    let america = with(
        &[
            rule(
                "DAYLIGHT",
                "19870405T020000",
                "-0400",
                "RRULE:FREQ=YEARLY;UNTIL=20060402T070000Z;BYMONTH=4;BYDAY=1SU\n",
            ),
            rule("DAYLIGHT", "20070311T020000", "-0400", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n"),
            rule(
                "STANDARD",
                "20071104T020000",
                "-0500",
                "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\n",
            ),
        ]
        .concat(),
    );
    assert_eq!(at(&america, "0320T193000").as_deref(), Some("2026-03-20"));
    assert_eq!(at(&america, "0307T193000").as_deref(), Some("2026-03-08"));
    let fixed = with(&rule("STANDARD", "16010101T000000", "+0530", ""));
    assert_eq!(at(&fixed, "0701T052900").as_deref(), Some("2026-06-30"));
    let once = [
        rule("DAYLIGHT", "20110327T020000", "+0400", ""),
        rule("STANDARD", "20141026T020000", "+0300", ""),
    ];
    assert_eq!(at(&with(&once.concat()), "0701T033000").as_deref(), Some("2026-07-01"));

    // What says more than that is not guessed at.
    for again in [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21\n",
        "RRULE:FREQ=MONTHLY;BYDAY=1SU\n",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYMONTHDAY=8\n",
        "RRULE:nonsense\n",
        "RDATE:20260329T020000\n",
        "",
    ] {
        let odd = rule("DAYLIGHT", "20070311T020000", "-0400", again);
        let standard = rule(
            "STANDARD",
            "20071104T020000",
            "-0500",
            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\n",
        );
        assert_eq!(at(&with(&[odd, standard].concat()), "0320T193000"), None, "{again}");
    }
    for to in ["", "0", "+1", "+01:00", "+ab00", "é00"] {
        assert_eq!(
            at(&with(&rule("STANDARD", "16010101T000000", to, "")), "0701T033000"),
            None,
            "{to}"
        );
    }
}

#[test]
fn zones_behind_an_address() {
    for (id, day) in [
        ("/citadel.org/20260101_1/Europe/Berlin", "2026-11-23"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "2026-11-23"),
        ("/example.com/1/America/Argentina/Ushuaia", "2026-11-24"),
    ] {
        let start = format!("DTSTART;TZID={id}:20261124T003000\n");
        assert_eq!(first(&start, Some("UTC")).as_deref(), Ok(day), "{id}");
    }
    for id in ["/citadel.org/Mars/Olympus", "Mars/Europe/Berlin", "/Berlin", "//", ""] {
        let start = format!("DTSTART;TZID=\"{id}\":20261124T003000\n");
        assert!(first(&start, Some("UTC")).is_err(), "{id}");
    }
}

#[test]
fn what_comes_every_year() {
    let until = |start: &str, rule: &str| {
        let text = event(&format!("DTSTART;VALUE=DATE:{start}\n{rule}\n"));
        let (events, _) = events(&text, None);
        events[0].recurs.as_ref().unwrap().yearly_until
    };
    let endless = Some(Date::MAX);
    for rule in [
        "RRULE:FREQ=YEARLY",
        "RRULE:FREQ=YEARLY;",
        "rrule:freq=yearly;interval=1",
        "RRULE:FREQ=YEARLY;WKST=MO;BYMONTH=12",
        "RRULE:FREQ=YEARLY;BYMONTHDAY=25;BYMONTH=12",
    ] {
        assert_eq!(until("20201225", rule), endless, "{rule}");
    }
    assert_eq!(until("20200229", "RRULE:FREQ=YEARLY"), endless);
    let last = Some(date(2024, 12, 25));
    assert_eq!(until("20201225", "RRULE:FREQ=YEARLY;COUNT=5"), last);
    assert_eq!(until("20201225", "RRULE:FREQ=YEARLY;UNTIL=20241225"), last);
    assert_eq!(until("20201225", "RRULE:FREQ=YEARLY;UNTIL=20241225T235959Z"), last);
    for rule in [
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=MONTHLY",
        "RRULE:INTERVAL=1",
        "RRULE:FREQ=YEARLY;INTERVAL=2",
        "RRULE:FREQ=YEARLY;BYMONTHDAY=25",
        "RRULE:FREQ=YEARLY;BYMONTH=11",
        "RRULE:FREQ=YEARLY;BYMONTH=11,12",
        "RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
        "RRULE:FREQ=YEARLY;BYYEARDAY=100",
        "RRULE:FREQ=YEARLY;UNTIL=soon",
        "RRULE:FREQ=YEARLY;COUNT=0",
        "RRULE:FREQ=YEARLY;COUNT=-1",
        "RRULE:FREQ=YEARLY;COUNT=99999",
        "RRULE:FREQ",
        "RRULE:",
        "RRULE:FREQ=YEARLY\nRRULE:FREQ=YEARLY;BYMONTH=12",
        "RRULE:FREQ=YEARLY\nRDATE;VALUE=DATE:20250704",
        "RRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20211225",
        "RDATE;VALUE=DATE:20250704",
    ] {
        assert_eq!(until("20201225", rule), None, "{rule}");
    }
    assert_eq!(until("20200229", "RRULE:FREQ=YEARLY;COUNT=3"), None);
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
    fn any_text_is_read(text in "(BEGIN:VEVENT|END:VEVENT|BEGIN:VTIMEZONE|END:VTIMEZONE|BEGIN:STANDARD|BEGIN:DAYLIGHT|TZID|TZOFFSETTO|[+]0100|RRULE|FREQ=YEARLY|BYMONTH=3|BYDAY=-1SU|UNTIL=|COUNT=|=|DTSTART|SUMMARY|:|;TZID=|\"|\r?\n|[ \t]|20261124|T|Z|é|\\\\|\\PC){0,60}") {
        let text = format!("BEGIN:VCALENDAR\n{text}");
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let (events, mistakes) = events(&text, Some(&zone));
        for span in events.iter().map(|e| e.place).chain(mistakes.iter().map(|m| m.span)) {
            prop_assert!(text.get(span.range()).is_some());
        }
    }
}
