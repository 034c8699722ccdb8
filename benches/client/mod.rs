//! The program as an editor runs it, with one document, and what it takes of the processor.

use hotfix_lint::proposal::Format;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What editors ask for beside hover and code actions.
pub(crate) const OTHERS: [&str; 8] = [
    "textDocument/codeLens",
    "textDocument/completion",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/inlayHint",
    "textDocument/selectionRange",
    "textDocument/semanticTokens/full",
];

/// A server that has one document open.
pub(crate) struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    id: u32,
    uri: &'static str,
    place: Value,
    end: Value,
}

/// Line and column, in UTF-8, of the first character boundary from a byte on.
pub(crate) fn place(text: &str, mut at: usize) -> Value {
    let within_ending = |at: usize| at > 0 && text.as_bytes().get(at - 1..=at) == Some(b"\r\n");
    while !text.is_char_boundary(at) || within_ending(at) {
        at += 1;
    }
    let before = text[..at].replace("\r\n", "\n").replace('\r', "\n");
    let line = before.matches('\n').count();
    json!({"line": line, "character": before.len() - before.rfind('\n').map_or(0, |end| end + 1)})
}

/// What a thread has taken of the processor, in seconds; nothing once it has ended.
pub(crate) fn processor_time(thread: &Path) -> f64 {
    let text = std::fs::read_to_string(thread.join("schedstat")).unwrap_or_default();
    text.split(' ').next().and_then(|time| time.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

impl Server {
    /// Starts one.
    pub(crate) fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"))
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut this =
            Self { child, input, output, id: 0, uri: "", place: Value::Null, end: Value::Null };
        let capabilities = json!({
            "general": {"positionEncodings": ["utf-8"]},
            "textDocument": {
                "diagnostic": {},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}},
                               "dataSupport": true, "resolveSupport": {"properties": ["edit"]}},
            },
        });
        let options = json!({"today": "2026-11-22"});
        this.request(
            "initialize",
            &json!({"processId": null, "rootUri": null, "capabilities": capabilities,
            "initializationOptions": options}),
        );
        this.notify("initialized", &json!({}));
        this
    }

    /// Opens the document and waits for its diagnostics.
    pub(crate) fn open(&mut self, format: Format, text: &str) {
        let (language, uri) = match format {
            Format::Markdown => ("markdown", "file:///p/hotfixes/a.md"),
            Format::Yaml => ("yaml", "file:///p/hotfixes/a.yaml"),
        };
        self.uri = uri;
        self.end = place(text, text.len());
        let document = json!({"uri": self.uri, "languageId": language, "version": 1, "text": text});
        self.notify("textDocument/didOpen", &json!({"textDocument": document}));
        self.diagnostics();
    }

    /// Types a letter and waits for the diagnostics.
    pub(crate) fn edit_at(&mut self, place: Value) {
        let change = json!({"range": {"start": place, "end": place}, "text": "x"});
        let document = json!({"uri": self.uri, "version": 2});
        self.notify(
            "textDocument/didChange",
            &json!({"textDocument": document, "contentChanges": [change]}),
        );
        self.place = place;
        self.diagnostics();
    }

    fn diagnostics(&mut self) {
        self.request("textDocument/diagnostic", &json!({"textDocument": {"uri": self.uri}}));
    }

    /// Asks for something where the letter was typed, and for the whole document where that is asked.
    pub(crate) fn ask(&mut self, method: &str) {
        let start = json!({"line": 0, "character": 0});
        let params = json!({
            "textDocument": {"uri": self.uri},
            "position": self.place,
            "positions": [self.place],
            "range": {"start": start, "end": self.end},
            "context": {"diagnostics": [], "triggerKind": 1},
        });
        self.request(method, &params);
    }

    fn request(&mut self, method: &str, params: &Value) {
        self.id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}));
        // The answer is not looked into: that would be our time, and is tested elsewhere.
        let key = format!("\"id\":{},", self.id);
        loop {
            let body = self.read();
            let head = String::from_utf8_lossy(&body[..body.len().min(200)]).into_owned();
            if head.contains(&key) && !head.contains("\"method\"") {
                assert!(!head.contains("\"error\""), "{method}: {head}");
                return;
            }
        }
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len())
            .expect("the server reads");
    }

    fn read(&mut self) -> Vec<u8> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(
                self.output.read_line(&mut line).expect("the server writes") > 0,
                "the server has ended"
            );
            match line.trim_end().strip_prefix("Content-Length: ") {
                Some(text) => length = text.parse().expect("a length"),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("a whole message");
        body
    }

    /// What all its threads together have taken of the processor, in seconds.
    pub(crate) fn processor_time(&self) -> f64 {
        // A thread's figure is brought up to date when it goes to sleep, which is after it has answered.
        std::thread::sleep(std::time::Duration::from_millis(3));
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).expect("it runs");
        tasks.filter_map(|task| Some(processor_time(&task.ok()?.path()))).sum()
    }

    /// Ends it.
    pub(crate) fn end(mut self) {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        self.child.wait().expect("it ends");
    }
}
