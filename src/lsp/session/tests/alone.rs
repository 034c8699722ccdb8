//! Scans of the workspace and the passing of days, event by event.

use super::*;

/// A session in one folder that nobody serves but the test.
struct Alone {
    session: Session,
    inbox: Receiver<Event>,
    out: Receiver<String>,
    folder: tempfile::TempDir,
}

impl Alone {
    fn new(clock: Clock, files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let (lines, inbox, out) = lines();
        let mut session = Session::new(lines, moody, clock);
        session.phase = Phase::Running;
        session.workspace = Workspace::new(vec![folder.path().to_owned()]);
        session.rescan(Duration::ZERO);
        Self { session, inbox, out, folder }
    }

    /// Lets the scan under way end.
    fn scan(&mut self) {
        while self.session.disk.is_scanning() {
            let Ok(Event::Scan(serial, news)) = self.inbox.recv_timeout(LONG) else { panic!() };
            self.session.scanned(serial, news);
        }
    }

    /// Asks for the diagnostics of a file that is not open.
    fn pull(&mut self, id: i32, name: &str) {
        self.session.client = Arc::new(Client { pull: true, ..Client::default() });
        let uri = uri::of_path(&self.folder.path().join(name));
        let params = json!({"textDocument": {"uri": uri}});
        let method = "textDocument/diagnostic".to_owned();
        let request = Request { id: id.into(), method, params };
        assert!(self.session.take(Event::Message(request.into(), false)).is_continue());
    }

    /// The answers since this was asked last: the request, and how many diagnostics it got.
    fn answers(&self) -> Vec<(u64, usize)> {
        let texts = self.out.try_iter().map(|text| serde_json::from_str::<Value>(&text).unwrap());
        let count = |answer: Value| {
            Some((answer["id"].as_u64()?, answer["result"]["items"].as_array()?.len()))
        };
        texts.filter_map(count).collect()
    }

    /// What was pushed since this was asked last.
    fn pushed(&self) -> Vec<Value> {
        let texts = self.out.try_iter().map(|text| serde_json::from_str::<Value>(&text).unwrap());
        texts.filter(|message| message["method"] == PUBLISH).collect()
    }
}

#[test]
fn proposals_that_are_not_open_age() {
    static DAY: AtomicI16 = AtomicI16::new(1);
    fn clock() -> Timestamp {
        noon(DAY.load(Ordering::Relaxed))
    }
    let calendar = "releases:\n  - {name: \"26.12\", freeze: 2026-11-24, release: 2026-12-09}\n";
    let files = [
        ("a.hotfix.md", "---\nstatus: proposed\nissue: 1\n---\n# A\n"),
        ("hotfix-lint.yaml", calendar),
    ];
    let mut alone = Alone::new(clock, &files);
    let is_imminent = |messages: &[Value]| {
        let [message] = messages else { panic!("{messages:?}") };
        let items = message["params"]["diagnostics"].as_array().unwrap();
        items.iter().any(|item| item["code"] == "release-imminent")
    };
    alone.scan();
    assert!(!is_imminent(&alone.pushed()));
    // Another day that changes nothing is told to nobody.
    for (day, news) in [(2, false), (20, true)] {
        DAY.store(day, Ordering::Relaxed);
        alone.session.check_day();
        alone.scan();
        let pushed = alone.pushed();
        assert_eq!(pushed.len(), usize::from(news), "{day}: {pushed:?}");
        assert!(!news || is_imminent(&pushed));
    }
    // Nor is the same day.
    alone.session.check_day();
    assert!(!alone.session.disk.is_scanning());
}

#[test]
fn a_day_is_noticed_while_somebody_types() {
    let (lines, _inbox, _out) = lines();
    let mut session = Session::new(lines, moody, || noon(2));
    session.days = Days::from([(None, jiff::civil::date(2026, 11, 1))]);
    session.settle();
    assert_eq!(session.days[&None].day(), 1);
    session.day_checked = Instant::now().checked_sub(2 * CHECK).unwrap();
    session.settle();
    assert_eq!(session.days[&None].day(), 2);
}

#[test]
fn a_panic_over_a_file_leaves_the_others_and_its_last_findings() {
    let mut alone = Alone::new(clock, &[("a.hotfix.md", "# A\n"), ("b.hotfix.md", "# B\n")]);
    alone.scan();
    assert_eq!(alone.pushed().len(), 2);
    let (a, b) = (alone.folder.path().join("a.hotfix.md"), alone.folder.path().join("b.hotfix.md"));
    std::fs::write(&a, "boom").unwrap();
    std::fs::write(&b, "# B\n\nWorkaround exists? No\n").unwrap();
    alone.session.recheck([a.clone(), b]);
    alone.scan();
    let pushed = alone.pushed();
    assert_eq!(pushed.len(), 1);
    assert!(pushed[0]["params"]["uri"].as_str().unwrap().ends_with("b.hotfix.md"));
    assert_eq!(alone.session.index.len(), 2);
    // The next change of it is judged.
    std::fs::write(&a, "# A, mended\n").unwrap();
    alone.session.rescan(Duration::ZERO);
    alone.scan();
    assert_eq!(alone.pushed().len(), 1);
}

#[test]
fn results_of_a_scan_that_was_replaced_are_dropped() {
    let mut alone = Alone::new(clock, &[("a.hotfix.md", "# A\n")]);
    let Ok(Event::Scan(serial, News::Found(found))) = alone.inbox.recv_timeout(LONG) else {
        panic!()
    };
    alone.session.rescan(Duration::ZERO);
    alone.session.scanned(serial, News::Found(found));
    alone.scan();
    assert_eq!(alone.pushed().len(), 1);
}

#[test]
fn a_file_that_is_asked_for_behind_a_scan_is_judged_by_the_next_one() {
    let mut alone = Alone::new(clock, &[("a.hotfix.md", "# A\n")]);
    alone.scan();
    alone.pull(1, "a.hotfix.md");
    // The end of the scan comes from another thread than its findings, and here behind them.
    let mut end = Vec::new();
    while alone.session.disk.scan.as_ref().is_some_and(|scan| scan.judged == 0) {
        let Ok(Event::Scan(serial, news)) = alone.inbox.recv_timeout(LONG) else { panic!() };
        match news {
            News::Walked => end.push((serial, news)),
            news => alone.session.scanned(serial, news),
        }
    }
    let first = alone.answers();
    assert!(matches!(first[..], [(1, 1..)]), "{first:?}");
    alone.pull(2, "a.hotfix.md");
    for (serial, news) in end {
        alone.session.scanned(serial, news);
    }
    alone.scan();
    assert_eq!(alone.answers(), [(2, first[0].1)]);
}

#[test]
fn a_file_that_is_asked_for_is_judged_though_the_scan_is_called_off() {
    let mut alone = Alone::new(clock, &[("a.hotfix.md", "# A\n")]);
    alone.scan();
    alone.session.rescan(Duration::ZERO);
    alone.pull(1, "a.hotfix.md");
    let scan = alone.session.disk.scan.take().unwrap();
    alone.session.cancel_scan(&scan);
    alone.scan();
    assert!(matches!(alone.answers()[..], [(1, 1..)]));
}

/// The days on which clocks are set forward and back: in the night, and at midnight itself.
const CLOCK_CHANGES: [(&str, &str); 6] = [
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("Africa/Cairo", "2026-04-24"),
    ("Africa/Cairo", "2026-10-29"),
    ("Europe/Berlin", "2026-10-25"),
    ("Australia/Lord_Howe", "2026-04-05"),
];

#[test]
fn sleeps_end_with_the_day_when_clocks_are_set() {
    for (zone, day) in CLOCK_CHANGES {
        let day: Date = day.parse().unwrap();
        let begin = day.yesterday().unwrap().at(12, 0, 0, 0).in_tz(zone).unwrap();
        let end = day.tomorrow().unwrap().at(12, 0, 0, 0).in_tz(zone).unwrap();
        let (mut now, mut days) = (begin, Vec::new());
        while now < end {
            let next = now.checked_add(until_check(&now)).unwrap();
            assert!(next > now, "{zone}: {now}");
            if next.date() != now.date() {
                days.push(next.date());
                let late = next.duration_since(&next.start_of_day().unwrap());
                assert!(late.as_millis() <= 10, "{zone}: {next}");
            }
            now = next;
        }
        assert_eq!(days, [day, day.tomorrow().unwrap()], "{zone}");
    }
}

#[test]
fn a_night_in_which_clocks_are_set_is_one_night() {
    static SECOND: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(0);
    fn clock() -> Timestamp {
        Timestamp::from_second(SECOND.load(Ordering::Relaxed)).unwrap()
    }
    // Midnight comes twice in the autumn and not at all in the spring.
    for (evening, hours) in [("2026-10-29T20:00:00", 9), ("2026-04-23T20:00:00", 7)] {
        let evening: jiff::civil::DateTime = evening.parse().unwrap();
        let begin = evening.in_tz("Africa/Cairo").unwrap().timestamp().as_second();
        SECOND.store(begin, Ordering::Relaxed);
        let config = "time-zone: Africa/Cairo\n";
        let mut alone =
            Alone::new(clock, &[("a.hotfix.md", "# A\n"), ("hotfix-lint.yaml", config)]);
        alone.scan();
        alone.session.check_day();
        alone.scan();
        let mut mornings = 0;
        for minute in 0..hours * 60 {
            SECOND.store(begin + minute * 60, Ordering::Relaxed);
            alone.session.check_day();
            mornings += usize::from(alone.session.disk.is_scanning());
            alone.scan();
        }
        assert_eq!(mornings, 1, "{evening}");
    }
}

/// Of proposals whose team is ahead of the clock here.
#[test]
fn the_triage_table_is_of_the_day_of_the_team() {
    /// 04:00 of the 29th in Kiritimati.
    fn clock() -> Timestamp {
        "2026-11-28T14:00:00Z".parse().unwrap()
    }
    let config = "timing: {time-zone: Pacific/Kiritimati}\n\
        releases:\n  - {name: \"26.12\", freeze: 2026-11-29, release: 2026-12-09}\n";
    let proposal = "---\nstatus: proposed\nissue: 1\n---\n# A\n";
    let files = [("a.hotfix.md", proposal), ("hotfix-lint.yaml", config)];
    let mut alone = Alone::new(clock, &files);
    alone.scan();
    let params = json!({"command": "hotfix-lint.report", "arguments": [{"format": "json"}]});
    let request = Request { id: 1.into(), method: "workspace/executeCommand".to_owned(), params };
    assert!(alone.session.take(Event::Message(request.into(), false)).is_continue());
    let Ok(Event::Answered(_, Ok(Served::Result(text)))) = alone.inbox.recv_timeout(LONG) else {
        panic!()
    };
    assert!(text.contains(r#"\"today\":\"2026-11-29\""#), "{text}");
    assert!(text.contains(r#"\"days_to_freeze\":0"#), "{text}");
}
