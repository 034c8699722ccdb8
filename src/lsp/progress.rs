//! How far a scan of the workspace is: shown by the client where there is more to do than a moment takes, and told to
//! those requests that wait for it.

use super::outgoing::Asked;
use super::params;
use super::session::Session;
use super::{disk::Scan, message};
use gen_lsp_types as lsp;
use lsp::ProgressToken;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Files that are judged before anybody notices.
const A_MOMENT: usize = 100;

/// The least time between two reports.
const PAUSE: Duration = Duration::from_millis(100);

const TITLE: &str = "Checking hotfix proposals";

/// The progress of one scan at the client.
pub(super) struct Progress {
    token: ProgressToken,
    /// The client has agreed to show it.
    shown: bool,
    reported: Instant,
}

impl Progress {
    fn new(serial: u64) -> Self {
        let token = ProgressToken::String(format!("hotfix-lint/scan/{serial}"));
        Self { token, shown: false, reported: Instant::now() }
    }
}

/// The token of a request for reports, where it takes any.
pub(super) fn begin(session: &Session, token: Option<&ProgressToken>) {
    if let Some(token) = token {
        session.report(token, &json!({"kind": "begin", "title": TITLE, "cancellable": false}));
    }
}

/// Nothing more is told to a token.
pub(super) fn end(session: &Session, token: Option<&ProgressToken>) {
    if let Some(token) = token {
        session.report(token, &json!({"kind": "end"}));
    }
}

impl Session {
    fn report(&self, token: &ProgressToken, value: &Value) {
        let params = message::text(&json!({"token": token, "value": value}));
        self.send(message::notification("$/progress", &params));
    }

    /// A scan has come further.
    pub(super) fn scan_goes_on(&mut self) {
        let Some(scan) = &mut self.disk.scan else { return };
        if scan.judged < A_MOMENT {
            return;
        }
        let serial = scan.serial;
        let waiting = self.disk.pulls.work_done();
        let Some(progress) = &mut scan.progress else {
            scan.progress = Some(Progress::new(serial));
            if self.client.progress && waiting.is_empty() {
                let token = ProgressToken::String(format!("hotfix-lint/scan/{serial}"));
                let params = lsp::WorkDoneProgressCreateParams { token };
                self.ask::<lsp::WorkDoneProgressCreateRequest>(params, Asked::Progress(serial));
            }
            return;
        };
        if progress.reported.elapsed() < PAUSE {
            return;
        }
        progress.reported = Instant::now();
        let shown = progress.shown.then(|| progress.token.clone());
        let report = report(scan);
        for token in waiting.iter().chain(&shown) {
            self.report(token, &report);
        }
    }

    /// The client shows the progress of the scan with this serial, if that is still under way.
    pub(super) fn progress_is_shown(&mut self, serial: u64) {
        let Some(scan) = self.disk.scan.as_mut().filter(|scan| scan.serial == serial) else {
            return;
        };
        let mut begin = report(scan);
        let Some(progress) = &mut scan.progress else { return };
        progress.shown = true;
        let token = progress.token.clone();
        begin["kind"] = "begin".into();
        begin["title"] = TITLE.into();
        begin["cancellable"] = true.into();
        self.report(&token, &begin);
    }

    /// A scan has ended, or was ended.
    pub(super) fn end_progress(&self, scan: &Scan) {
        if let Some(progress) = scan.progress.as_ref().filter(|progress| progress.shown) {
            let message = count(scan.judged);
            self.report(&progress.token, &json!({"kind": "end", "message": message}));
        }
    }

    /// Somebody does not want to wait: the scan ends, and what is missing is told when it is asked for.
    pub(super) fn cancel_progress(&mut self, params: &params::Progress) {
        let is_its = |scan: &mut Scan| {
            scan.progress.as_ref().is_some_and(|progress| progress.token == params.token)
        };
        if let Some(scan) = self.disk.scan.take_if(is_its) {
            self.cancel_scan(&scan);
        }
    }
}

fn report(scan: &Scan) -> Value {
    let mut report = json!({"kind": "report", "message": count(scan.judged)});
    if scan.walked && scan.found > 0 {
        report["percentage"] = (scan.judged * 100 / scan.found).into();
    }
    report
}

fn count(files: usize) -> String {
    match files {
        1 => "1 file".to_owned(),
        _ => format!("{files} files"),
    }
}
