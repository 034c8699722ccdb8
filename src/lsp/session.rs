//! The owner: one thread holds all state and takes one event after the other.
//!
//! It never waits for anything but the next event. Reading documents, judging them and answering about them happens
//! on workers, over snapshots; their results come back as events, and those that are out of date are dropped.
//! Analyses start, and diagnostics leave, only when no input is waiting: a burst of edits costs one analysis.

use super::capabilities::{self, Client};
use super::disk::Disk;
use super::documents::Document;
use super::index::Index;
use super::message::{self, Refusal};
use super::options::Options;
use super::outgoing::Asked;
use super::requests::{Parked, Served};
use super::scan::News;
use super::snapshot::{Analyse, Analysis, Snapshot};
use super::transport;
use super::workers::Workers;
use super::workspace::{Days, Workspace};
use super::{panics, params, uri};
use crate::config::Config;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use gen_lsp_types as lsp;
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use lsp_server::{ErrorCode, Message, ReqQueue, Request, RequestId};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// How long a message that has begun to arrive may take before analyses start all the same.
const UNFINISHED: Duration = Duration::from_millis(5);

/// How long input that never pauses can put analyses off.
const PATIENCE: Duration = Duration::from_millis(200);

/// The longest sleep: a machine that was suspended at midnight notices the new day within this time.
const CHECK: Duration = Duration::from_secs(60);

/// What the owner hears.
pub(super) enum Event {
    /// A message of the client, and whether more input was waiting when it had been read.
    Message(Message, bool),
    /// Input that is no message, and the error to answer with.
    Malformed(Refusal),
    /// The client is gone, or its input is.
    Closed,
    /// A worker has analysed a snapshot, or panicked over it.
    Analysed(Arc<Snapshot>, Result<Arc<Analysis>, String>),
    /// A worker has an answer to a request.
    Answered(RequestId, Result<Served, Refusal>),
    /// A scan of the workspace, by its serial, has something to tell.
    Scan(u64, News),
}

/// Where the owner's words go; tests put their own ends here.
pub(super) struct Lines {
    /// Events of workers.
    pub(super) events: Sender<Event>,
    /// Texts to the client.
    pub(super) out: Sender<String>,
    /// Analyses.
    pub(super) pool: Workers,
    /// Work that somebody waits for.
    pub(super) quick: Workers,
}

/// Tells the day.
pub(super) type Clock = fn() -> Timestamp;

/// The life of a session.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    ShutDown,
}

/// Everything the server knows.
pub(super) struct Session {
    pub(super) lines: Lines,
    pub(super) client: Arc<Client>,
    pub(super) documents: HashMap<String, Document>,
    pub(super) workspace: Workspace,
    /// What is known of the workspace's files that are not open.
    pub(super) disk: Disk,
    /// What all proposals say of themselves.
    pub(super) index: Index,
    /// Serials of the snapshots that are being analysed, each with whether a worker has come to it.
    pub(super) under_way: HashMap<u64, Arc<AtomicBool>>,
    /// Requests that wait for the analysis of a snapshot, by its serial.
    pub(super) parked: HashMap<u64, Vec<Parked>>,
    /// A configuration that is open has changed.
    pub(super) configs_changed: bool,
    pub(super) queue: ReqQueue<(), Asked>,
    phase: Phase,
    analyse: Analyse,
    clock: Clock,
    /// What was set when the session began, and what holds over that.
    pub(super) initial_options: Options,
    pub(super) options: Options,
    /// What is wrong with them, as it was told last.
    pub(super) wrong_options: Vec<String>,
    /// How closely the client follows what is done.
    pub(super) trace: lsp::TraceValue,
    /// Who the client is.
    pub(super) peer: String,
    /// Which day it was where, when that was looked at last; empty until something depends on it.
    days: Days,
    /// When the day was looked up last.
    day_checked: Instant,
    serial: u64,
    /// Since when there is something to analyse or to publish.
    unsettled: Option<Instant>,
}

impl Session {
    pub(super) fn new(lines: Lines, analyse: Analyse, clock: Clock) -> Self {
        Self {
            lines,
            client: Arc::default(),
            documents: HashMap::new(),
            workspace: Workspace::new(Vec::new()),
            disk: Disk::default(),
            index: Index::default(),
            under_way: HashMap::new(),
            parked: HashMap::new(),
            configs_changed: false,
            queue: ReqQueue::default(),
            phase: Phase::New,
            analyse,
            clock,
            initial_options: Options::default(),
            options: Options::default(),
            wrong_options: Vec::new(),
            trace: lsp::TraceValue::Off,
            peer: "not named".to_owned(),
            days: Days::new(),
            day_checked: Instant::now(),
            serial: 0,
            unsettled: None,
        }
    }

    /// Takes events until the end, and returns the exit code.
    pub(super) fn serve(&mut self, inbox: &Receiver<Event>) -> i32 {
        let mut more = false;
        loop {
            let limit = if more { UNFINISHED } else { self.sleep() };
            let event = match inbox.recv_timeout(limit) {
                Ok(event) => event,
                Err(RecvTimeoutError::Disconnected) => return 1,
                Err(RecvTimeoutError::Timeout) => {
                    if !more {
                        self.check_day();
                        self.check_configs(false);
                    }
                    more = false;
                    self.settle();
                    continue;
                }
            };
            if let Event::Message(_, waiting) = event {
                more = waiting;
            }
            if let ControlFlow::Break(code) = self.take(event) {
                return code;
            }
            let since = *self.unsettled.get_or_insert_with(Instant::now);
            if (!more && inbox.is_empty()) || since.elapsed() > PATIENCE {
                self.settle();
            }
        }
    }

    /// Takes one event; the last one brings the exit code.
    pub(super) fn take(&mut self, event: Event) -> ControlFlow<i32> {
        match event {
            Event::Closed => return ControlFlow::Break(1),
            Event::Message(Message::Notification(n), _) if n.method == "exit" => {
                return ControlFlow::Break(i32::from(self.phase != Phase::ShutDown));
            }
            Event::Message(message, _) => self.message(message),
            Event::Malformed(refusal) => self.send(message::error(None, refusal)),
            Event::Analysed(snapshot, outcome) => self.analysed(&snapshot, outcome),
            Event::Answered(id, served) => self.answered(&id, served),
            Event::Scan(serial, news) => self.scanned(serial, news),
        }
        ControlFlow::Continue(())
    }

    /// Everything that can wait for a pause of the input.
    pub(super) fn settle(&mut self) {
        self.unsettled = None;
        // Who types through midnight leaves no pause to notice it in.
        if self.day_checked.elapsed() > CHECK {
            self.check_day();
        }
        if std::mem::take(&mut self.configs_changed) {
            self.read_open_configs();
        }
        // What the owner analyses itself leaves at once.
        self.start_analyses();
        self.publish();
        // What was judged just now was judged for these days.
        let has_judged = !self.documents.is_empty() || self.disk.is_scanning();
        if self.days.is_empty() && has_judged {
            self.days = self.days_now();
        }
    }

    /// How long nothing needs to happen. To ask for the time of day is to wait for the time zones to be read, which
    /// must not keep a client's first message waiting.
    fn sleep(&self) -> Duration {
        let may_age = !self.days.is_empty() && self.options.today.is_none();
        if may_age { until_check(&Zoned::now()) } else { CHECK }
    }

    fn message(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(notification) => {
                if self.phase != Phase::Running {
                    return;
                }
                let method = notification.method.clone();
                let result = panics::catch(|| self.notification(notification));
                let problem = match result {
                    Ok(Ok(())) => return,
                    Ok(Err(refusal)) => refusal.message,
                    Err(panic) => panic,
                };
                self.log(lsp::MessageType::Error, format!("{method}: {problem}"));
            }
            Message::Response(response) => self.response(response),
        }
    }

    // Requests: every one is registered first, so that it is answered exactly once.

    fn request(&mut self, request: Request) {
        let id = request.id.clone();
        if !self.queue.incoming.is_completed(&id) {
            let refusal = Refusal::new(ErrorCode::InvalidRequest, "this id is in use");
            return self.send(message::error(Some(&id), refusal));
        }
        self.queue.incoming.register(id.clone(), ());
        let result = panics::catch(|| self.admit(request));
        match result {
            Ok(Ok(())) => {}
            Ok(Err(refusal)) => self.refuse(&id, refusal),
            Err(panic) => {
                self.log(lsp::MessageType::Error, panic.clone());
                self.refuse(&id, Refusal::new(ErrorCode::InternalError, panic));
            }
        }
    }

    fn admit(&mut self, request: Request) -> Result<(), Refusal> {
        match (self.phase, request.method.as_str()) {
            (Phase::New, "initialize") => self.initialize(request),
            (Phase::New, _) => {
                Err(Refusal::new(ErrorCode::ServerNotInitialized, "initialize comes first"))
            }
            (Phase::Running, "initialize") => {
                Err(Refusal::new(ErrorCode::InvalidRequest, "initialized already"))
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                self.end_pulls();
                self.answer(&request.id, "null");
                Ok(())
            }
            (Phase::Running, _) => self.dispatch(request),
            (Phase::ShutDown, _) => {
                Err(Refusal::new(ErrorCode::InvalidRequest, "after shutdown only exit may come"))
            }
        }
    }

    fn initialize(&mut self, request: Request) -> Result<(), Refusal> {
        let params: params::Initialize = parse(request.params)?;
        if let Some(process) = params.process_id {
            transport::watch_parent(process, self.lines.events.clone());
        }
        self.client = Arc::new(Client::new(&params.capabilities));
        self.workspace = Workspace::new(roots(&params));
        self.phase = Phase::Running;
        let result = capabilities::initialize(&self.client);
        self.answer(&request.id, &message::text(&result));
        if let Some(params::ClientInfo { name, version }) = params.client_info {
            self.peer = [Some(name), version].into_iter().flatten().collect::<Vec<_>>().join(" ");
        }
        self.trace = params.trace.unwrap_or(lsp::TraceValue::Off);
        self.take_initial_options(params.initialization_options.as_ref());
        Ok(())
    }

    /// Sends the answer to a request, JSON already, unless the request was cancelled.
    pub(super) fn answer(&mut self, id: &RequestId, result: &str) {
        if self.queue.incoming.complete(id).is_some() {
            self.send(message::result(id, result));
        }
    }

    pub(super) fn refuse(&mut self, id: &RequestId, refusal: Refusal) {
        if self.queue.incoming.complete(id).is_some() {
            self.send(message::error(Some(id), refusal));
        }
    }

    pub(super) fn cancel(&mut self, id: RequestId) {
        self.cancel_pull(&id);
        self.unpark(&id);
        if let Some(response) = self.queue.incoming.cancel(id)
            && let Err(error) = response.response_result
        {
            let refusal = Refusal::new(ErrorCode::RequestCanceled, error.message);
            self.send(message::error(Some(&response.id), refusal));
        }
    }

    /// What a worker has made of a request.
    fn answered(&mut self, id: &RequestId, served: Result<Served, Refusal>) {
        match served {
            Ok(Served::Result(json)) => self.answer(id, &json),
            Ok(Served::Tokens { uri, tokens, json }) => {
                if let Some(document) = self.documents.get_mut(&uri) {
                    document.tokens = Some(tokens);
                }
                self.answer(id, &json);
            }
            Ok(Served::Edit { label, edit }) => {
                // Before the answer: a client that waits for that may look at nothing behind it (Emacs).
                let params = lsp::ApplyWorkspaceEditParams {
                    label: Some(label.clone()),
                    edit,
                    ..lsp::ApplyWorkspaceEditParams::default()
                };
                self.ask::<lsp::ApplyWorkspaceEditRequest>(params, Asked::Edit(label));
                self.answer(id, "null");
            }
            Ok(Served::Message(text)) => {
                self.answer(id, "null");
                self.show(lsp::MessageType::Info, text);
            }
            Err(refusal) => {
                if matches!(refusal.code, ErrorCode::InternalError) {
                    self.log(lsp::MessageType::Error, refusal.message.clone());
                }
                self.refuse(id, refusal);
            }
        }
    }

    // Snapshots and what they depend on.

    /// The next serial.
    pub(super) fn next_serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// Tells the day it is where the team of a configuration is.
    pub(super) fn today(&self) -> impl Fn(&Config) -> Date + use<> {
        let (fixed, clock) = (self.options.today, self.clock);
        move |config| fixed.unwrap_or_else(|| config.day(clock()))
    }

    pub(super) fn analyse(&self) -> Analyse {
        self.analyse
    }

    fn days_now(&self) -> Days {
        match self.options.today {
            Some(day) => Days::from([(None, day)]),
            None => self.workspace.days((self.clock)()),
        }
    }

    /// Verdicts age: on a new day everything is judged again.
    pub(super) fn check_day(&mut self) {
        self.day_checked = Instant::now();
        let days = self.days_now();
        let is_over =
            |(of, day): (&Option<PathBuf>, &Date)| days.get(of).is_some_and(|today| today != day);
        let is_new_day = self.days.iter().any(is_over);
        self.days = days;
        if is_new_day {
            self.judge_again();
        }
    }
}

/// How long to sleep while nothing happens.
fn until_check(now: &Zoned) -> Duration {
    let midnight = now.tomorrow().and_then(|day| day.start_of_day());
    let left = midnight.ok().map(|midnight| now.duration_until(&midnight).unsigned_abs());
    // A moment later, so that it is tomorrow when the sleep ends.
    left.map_or(CHECK, |left| CHECK.min(left + Duration::from_millis(10)))
}

/// The workspace's folders, in whichever way the client names them.
fn roots(params: &params::Initialize) -> Vec<PathBuf> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|folder| uri::path(&folder.uri)).collect(),
        None => params.root_uri.iter().filter_map(|root| uri::path(root)).collect(),
    }
}

/// Reads the params of a message.
pub(super) fn parse<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params)
        .map_err(|error| Refusal::new(ErrorCode::InvalidParams, error.to_string()))
}

#[cfg(test)]
mod tests;
