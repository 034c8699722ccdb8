//! A server as an editor runs it, with one document: how long its answers take, and what it takes of the processor.

use hotfix_lint::proposal::Format;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

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

/// How a client gets its diagnostics.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Diagnostics {
    /// It asks for them.
    Pulled,
    /// They are published, with the version they are of.
    Pushed,
}

/// A server that has one document open.
///
/// Clocks run from just before the first byte is written until the last byte of the answer has been read.
pub(crate) struct Server {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    diagnostics: Diagnostics,
    id: u32,
    version: u32,
    uri: &'static str,
    place: Value,
    end: Value,
    /// From before the process was made until it had answered `initialize`.
    pub(crate) started: Duration,
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

fn notification(method: &str, params: &Value) -> String {
    frame(&json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string())
}

/// The program itself, to be started.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hotfix-lint"));
    command.arg("server");
    command
}

/// A message as it is sent.
pub(crate) fn frame(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

/// The body of the next message; nothing at the end of the input.
pub(crate) fn read(input: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).expect("the other end writes") == 0 {
            return None;
        }
        match line.trim_end().strip_prefix("Content-Length: ") {
            Some(text) => length = text.parse().expect("a length"),
            None => break,
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body).expect("a whole message");
    Some(body)
}

impl Server {
    /// Starts one.
    pub(crate) fn start(mut command: Command, diagnostics: Diagnostics) -> Self {
        let begun = Instant::now();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = child.stdin.take().expect("a pipe");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut this = Self {
            child,
            input,
            output,
            diagnostics,
            id: 0,
            version: 0,
            uri: "",
            place: Value::Null,
            end: Value::Null,
            started: Duration::ZERO,
        };
        let (key, wanted) = match diagnostics {
            Diagnostics::Pulled => ("diagnostic", json!({})),
            Diagnostics::Pushed => ("publishDiagnostics", json!({"versionSupport": true})),
        };
        let capabilities = json!({
            "general": {"positionEncodings": ["utf-8"]},
            "textDocument": {
                key: wanted,
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
        this.started = begun.elapsed();
        this.notify("initialized", &json!({}));
        this
    }

    /// Opens the document and waits for its diagnostics.
    pub(crate) fn open(&mut self, format: Format, text: &str) -> Duration {
        let (language, uri) = match format {
            Format::Markdown => ("markdown", "file:///p/hotfixes/a.md"),
            Format::Yaml => ("yaml", "file:///p/hotfixes/a.yaml"),
        };
        self.uri = uri;
        self.version = 1;
        self.end = place(text, text.len());
        let document = json!({"uri": self.uri, "languageId": language, "version": 1, "text": text});
        let opening = notification("textDocument/didOpen", &json!({"textDocument": document}));
        self.say(&opening).0
    }

    /// Types letters without a pause and waits for the diagnostics of the last; also tells how many were published.
    pub(crate) fn edit_at(&mut self, place: Value, letters: u32) -> (Duration, usize) {
        let change = json!({"range": {"start": place, "end": place}, "text": "x"});
        let mut messages = String::new();
        for _ in 0..letters {
            self.version += 1;
            let document = json!({"uri": self.uri, "version": self.version});
            let params = json!({"textDocument": document, "contentChanges": [change]});
            messages.push_str(&notification("textDocument/didChange", &params));
        }
        self.place = place;
        self.say(&messages)
    }

    /// Says what changes the document, and waits for its diagnostics.
    fn say(&mut self, messages: &str) -> (Duration, usize) {
        let begun = Instant::now();
        self.write(messages);
        let skipped = match self.diagnostics {
            Diagnostics::Pulled => {
                let document = json!({"textDocument": {"uri": self.uri}});
                self.request("textDocument/diagnostic", &document);
                0
            }
            Diagnostics::Pushed => self.skip_to(&format!("\"version\":{},", self.version)),
        };
        (begun.elapsed(), skipped + 1)
    }

    /// Asks for something where the letter was typed, and for the whole document where that is asked.
    pub(crate) fn ask(&mut self, method: &str) -> Duration {
        let start = json!({"line": 0, "character": 0});
        self.ask_within(method, &json!({"start": start, "end": self.end}))
    }

    /// Asks for something where the letter was typed.
    pub(crate) fn ask_here(&mut self, method: &str) -> Duration {
        self.ask_within(method, &json!({"start": self.place, "end": self.place}))
    }

    fn ask_within(&mut self, method: &str, range: &Value) -> Duration {
        let params = json!({
            "textDocument": {"uri": self.uri},
            "position": self.place,
            "positions": [self.place],
            "range": range,
            "context": {"diagnostics": [], "triggerKind": 1},
        });
        self.request(method, &params)
    }

    fn request(&mut self, method: &str, params: &Value) -> Duration {
        self.id += 1;
        // A string, for the server numbers what it asks.
        let id = format!("asked {}", self.id);
        let body = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        let message = frame(&body.to_string());
        let begun = Instant::now();
        self.write(&message);
        self.skip_to(&format!("\"id\":\"{id}\""));
        begun.elapsed()
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.write(&notification(method, params));
    }

    fn write(&mut self, messages: &str) {
        self.input.write_all(messages.as_bytes()).expect("the server reads");
    }

    /// Reads up to the message that has the key in its head; how many others came before it.
    fn skip_to(&mut self, key: &str) -> usize {
        for skipped in 0.. {
            // More is not looked into: that would be our time, and is tested elsewhere.
            let body = read(&mut self.output).expect("the server runs");
            let head = String::from_utf8_lossy(&body[..body.len().min(200)]);
            if head.contains(key) {
                assert!(!head.contains("\"error\""), "{head}");
                return skipped;
            }
        }
        unreachable!()
    }

    /// What all its threads together have taken of the processor, in seconds.
    pub(crate) fn processor_time(&self) -> f64 {
        // A thread's figure is brought up to date when it goes to sleep, which is after it has answered.
        std::thread::sleep(std::time::Duration::from_millis(3));
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).expect("it runs");
        tasks.filter_map(|task| Some(processor_time(&task.ok()?.path()))).sum()
    }

    /// What it holds of the machine's memory, in bytes; nothing where that cannot be looked up.
    pub(crate) fn memory(&self) -> Option<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? << 10)
    }

    /// Ends it.
    pub(crate) fn end(mut self) {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        self.child.wait().expect("it ends");
    }
}
