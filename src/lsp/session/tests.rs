//! The loop itself, with analyses that are slow or panic on demand.

use super::*;
use crate::assess::{Assessment, Context, assess_with};
use crate::source::Source;
use crossbeam_channel::unbounded;
use serde_json::json;
use std::sync::atomic::{AtomicI16, Ordering};
use std::thread::{self, JoinHandle};

/// Longer than anything takes on a busy machine.
const LONG: Duration = Duration::from_secs(60);

/// Longer than a fast analysis, shorter than [`LONG`].
const SLOW: Duration = Duration::from_secs(5);

fn moody(
    source: &Source,
    context: &Context<'_>,
    before: Option<(&Source, &Assessment)>,
) -> Assessment {
    assert!(!source.text().contains("boom"), "boom");
    if source.text().contains("slow") {
        thread::sleep(SLOW);
    }
    assess_with(source, context, before)
}

static DAY: AtomicI16 = AtomicI16::new(1);

fn clock() -> Timestamp {
    noon(DAY.load(Ordering::Relaxed))
}

/// Noon of a day in November 2026, where the test runs.
fn noon(day: i16) -> Timestamp {
    let day = jiff::civil::date(2026, 11, i8::try_from(day).unwrap());
    day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::system()).unwrap().timestamp()
}

struct Editor {
    events: Sender<Event>,
    out: Receiver<String>,
    owner: JoinHandle<i32>,
    next_id: i32,
}

fn lines() -> (Lines, Receiver<Event>, Receiver<String>) {
    let (events, inbox) = unbounded();
    let (out, texts) = unbounded();
    let lane = |name| Workers::new(name, 2, || ());
    let (pool, quick) = (lane("pool"), lane("quick"));
    (Lines { events, out, pool, quick }, inbox, texts)
}

fn start(capabilities: &Value) -> Editor {
    let (lines, inbox, out) = lines();
    let events = lines.events.clone();
    let owner = thread::spawn(move || Session::new(lines, moody, clock).serve(&inbox));
    let mut editor = Editor { events, out, owner, next_id: 0 };
    let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
    editor.request("initialize", params);
    editor.read();
    editor
}

impl Editor {
    fn send(&self, message: Message) {
        self.events.send(Event::Message(message, false)).unwrap();
    }

    fn request(&mut self, method: &str, params: Value) -> RequestId {
        self.next_id += 1;
        let id = RequestId::from(self.next_id);
        self.send(Request { id: id.clone(), method: method.to_owned(), params }.into());
        id
    }

    fn notify(&self, method: &str, params: Value) {
        self.send(lsp_server::Notification { method: method.to_owned(), params }.into());
    }

    fn open(&self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    fn change(&self, uri: &str, version: i32, text: &str) {
        let document = json!({"uri": uri, "version": version});
        let changes = json!([{"text": text}]);
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
    }

    fn read(&self) -> Value {
        serde_json::from_str(&self.out.recv_timeout(LONG).expect("the server says something"))
            .unwrap()
    }

    /// Reads up to a message of this method.
    fn read_method(&self, method: &str) -> Value {
        loop {
            let message = self.read();
            if message["method"] == method {
                return message["params"].clone();
            }
        }
    }

    /// Reads up to the answer to a request.
    fn read_answer(&self, id: &RequestId) -> Value {
        loop {
            let message = self.read();
            if message["id"] == serde_json::to_value(id).unwrap() {
                return message;
            }
        }
    }

    fn end(self) -> i32 {
        self.notify("exit", Value::Null);
        self.owner.join().unwrap()
    }
}

const MINE: &str = "---\nkind: hotfix-proposal\n---\n\n# A title\n";
const PUBLISH: &str = "textDocument/publishDiagnostics";

fn with_versions() -> Value {
    json!({"textDocument": {"publishDiagnostics": {"versionSupport": true}}})
}

#[test]
fn a_panic_is_logged_and_forgotten() {
    let editor = start(&with_versions());
    let uri = "file:///p/hotfixes/a.md";
    editor.open(uri, MINE);
    assert_eq!(editor.read_method(PUBLISH)["version"], 1);
    editor.change(uri, 2, &format!("{MINE}boom"));
    // The findings stay as they were: nothing is published for the version that cannot be analysed.
    let log = editor.read();
    assert_eq!(log["method"], "window/logMessage");
    assert!(log["params"]["message"].as_str().unwrap().contains("the analysis failed"));
    editor.change(uri, 3, MINE);
    assert_eq!(editor.read_method(PUBLISH)["version"], 3);
    assert_eq!(editor.end(), 1);
}

#[test]
fn a_request_over_a_failed_analysis_gets_an_error() {
    let mut editor = start(&with_versions());
    editor.open("file:///p/hotfixes/a.md", "boom");
    let position = json!({"line": 0, "character": 0});
    let document = json!({"uri": "file:///p/hotfixes/a.md"});
    let params = json!({"textDocument": document, "position": position});
    let id = editor.request("textDocument/hover", params);
    let answer = editor.read_answer(&id);
    assert!(answer["error"]["code"].is_i64(), "{answer}");
    assert_eq!(editor.end(), 1);
}

#[test]
fn results_that_are_out_of_date_are_dropped() {
    let editor = start(&with_versions());
    let uri = "file:///p/hotfixes/a.md";
    editor.open(uri, &format!("{MINE}slow"));
    thread::sleep(Duration::from_millis(100));
    editor.change(uri, 2, MINE);
    assert_eq!(editor.read_method(PUBLISH)["version"], 2);
    assert_eq!(editor.end(), 1);
}

#[test]
fn slow_documents_do_not_hold_up_requests_for_others() {
    let mut editor = start(&json!({}));
    for n in 0..4 {
        editor.open(&format!("file:///p/hotfixes/{n}.md"), "slow");
    }
    thread::sleep(Duration::from_millis(100));
    let quick = "file:///p/hotfixes/quick.md";
    editor.open(quick, MINE);
    // It waits in the pool, behind the slow ones.
    thread::sleep(Duration::from_millis(100));
    let asked = Instant::now();
    let params = json!({"textDocument": {"uri": quick}});
    let id = editor.request("textDocument/codeLens", params);
    let answer = editor.read_answer(&id);
    assert!(asked.elapsed() < SLOW);
    assert!(answer["result"].as_array().is_some_and(|lenses| !lenses.is_empty()));
    assert_eq!(editor.end(), 1);
}

#[test]
fn a_new_day_is_noticed() {
    let (lines, inbox, out) = lines();
    let mut session = Session::new(lines, moody, clock);
    session.phase = Phase::Running;
    let open = json!({"textDocument": {
        "uri": "file:///p/hotfixes/a.md", "languageId": "markdown", "version": 1, "text": MINE}});
    let opened = lsp_server::Notification { method: "textDocument/didOpen".into(), params: open };
    session.message(opened.into());
    for day in [1, 2] {
        DAY.store(day, Ordering::Relaxed);
        session.check_day();
        // Not on the owner's thread, so that the snapshot is seen.
        session.documents.values_mut().for_each(|document| document.took = None);
        session.settle();
        let Ok(Event::Analysed(snapshot, outcome)) = inbox.recv_timeout(LONG) else { panic!() };
        assert_eq!(snapshot.today.day(), i8::try_from(day).unwrap());
        session.analysed(&snapshot, outcome);
        session.settle();
        assert!(out.recv_timeout(LONG).unwrap().contains(PUBLISH));
    }
    // The same day asks for nothing.
    session.check_day();
    session.settle();
    assert!(inbox.is_empty());
}

#[test]
fn cancelled_requests_are_answered_once() {
    let mut editor = start(&json!({}));
    editor.open("file:///p/hotfixes/a.md", "slow");
    let params = json!({"textDocument": {"uri": "file:///p/hotfixes/a.md"}});
    let id = editor.request("textDocument/codeLens", params);
    editor.notify("$/cancelRequest", json!({"id": serde_json::to_value(&id).unwrap()}));
    let answer = editor.read();
    assert_eq!(answer["error"]["code"], -32800);
    // The analysis ends after this, and nobody is told.
    assert!(editor.read_method(PUBLISH)["diagnostics"].is_array());
    assert_eq!(editor.end(), 1);
}

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
