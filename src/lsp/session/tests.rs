//! The loop itself, with analyses that are slow or panic on demand.

use super::*;
use crate::assess::{Assessment, Context, assess_with};
use crate::source::Source;
use crossbeam_channel::unbounded;
use serde_json::json;
use std::sync::atomic::{AtomicI16, Ordering};
use std::thread::{self, JoinHandle};

mod alone;

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

#[test]
fn what_only_cancelled_requests_want_is_not_analysed() {
    let (mut lines, inbox, out) = lines();
    lines.quick = Workers::new("quick", 0, || ());
    let jobs = lines.quick.waiting();
    let mut session = Session::new(lines, moody, clock);
    session.phase = Phase::Running;
    session.client = Arc::new(Client { pull: true, ..Client::default() });
    let uri = "file:///p/hotfixes/a.md";
    let take = |session: &mut Session, message: Message| {
        assert!(session.take(Event::Message(message, false)).is_continue());
    };
    let notify = |session: &mut Session, method: &str, params: Value| {
        take(session, lsp_server::Notification { method: method.into(), params }.into());
    };
    let document = json!({"uri": uri, "languageId": "markdown", "version": 1, "text": MINE});
    notify(&mut session, "textDocument/didOpen", json!({"textDocument": document}));
    // Of the first text both requests are cancelled, of the second one of two, and nobody cancels that about the third.
    for (version, requests) in [(1, [1, 2]), (2, [3, 4]), (3, [5, 6])] {
        let params = json!({
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"text": format!("{MINE}{version}")}],
        });
        notify(&mut session, "textDocument/didChange", params);
        for id in requests {
            let params = json!({"textDocument": {"uri": uri}});
            let method = "textDocument/codeLens".to_owned();
            take(&mut session, Request { id: id.into(), method, params }.into());
            if id < 4 {
                notify(&mut session, "$/cancelRequest", json!({"id": id}));
            }
        }
    }
    for job in jobs.try_iter() {
        job();
    }
    let mut analysed = Vec::new();
    for event in inbox.try_iter() {
        if let Event::Analysed(snapshot, _) = &event {
            analysed.push(snapshot.version);
        }
        assert!(session.take(event).is_continue());
    }
    assert_eq!(analysed, [2, 3]);
    assert!(session.under_way.is_empty() && session.parked.is_empty());
    for job in jobs.try_iter() {
        job();
    }
    inbox.try_iter().for_each(|event| assert!(session.take(event).is_continue()));
    let answer = |text: String| {
        let answer: Value = serde_json::from_str(&text).unwrap();
        (answer["id"].as_i64().unwrap(), answer.get("error").is_some())
    };
    let mut answers: Vec<(i64, bool)> = out.try_iter().map(answer).collect();
    answers.sort_unstable();
    assert_eq!(answers, [(1, true), (2, true), (3, true), (4, false), (5, false), (6, false)]);
}
