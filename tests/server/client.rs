//! A client that keeps the protocol, and expects the server to.

use gen_lsp_types::{self as lsp, Notification, Request};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything takes on a busy machine.
const LONG: Duration = Duration::from_secs(30);

/// The day of these tests.
pub(crate) const TODAY: &str = "2026-11-22";

pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Read, and not yet asked for.
    unread: VecDeque<Value>,
    next_id: i32,
    /// The exit code was seen: the server is gone.
    ended: bool,
}

/// Starts the server, and says nothing yet.
pub(crate) fn start() -> Client {
    start_as(Command::new(env!("CARGO_BIN_EXE_hotfix-lint")))
}

/// Starts the server as somebody to whom permissions apply, which they do not to the superuser.
#[cfg(unix)]
pub(crate) fn start_unprivileged() -> Client {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65534;
    let program = env!("CARGO_BIN_EXE_hotfix-lint");
    if !rustix::process::geteuid().is_root() {
        return start_as(Command::new(program));
    }
    // Nobody may enter the folder of the build; the copy can go as soon as it runs.
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("hotfix-lint");
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::copy(program, &copy).unwrap();
    let mut command = Command::new(copy);
    command.uid(NOBODY).gid(NOBODY).current_dir("/");
    start_as(command)
}

fn start_as(mut command: Command) -> Client {
    let mut child =
        command.arg("server").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let input = child.stdin.take();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, messages) = channel();
    thread::spawn(move || {
        let mut output = output;
        while let Some(message) = read(&mut output) {
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    Client { child, input, messages, unread: VecDeque::new(), next_id: 0, ended: false }
}

/// Starts a session with a client that has these capabilities.
pub(crate) fn initialized(capabilities: Value) -> Client {
    let mut client = start();
    client.initialize(capabilities);
    client.notify::<lsp::InitializedNotification>(lsp::InitializedParams {});
    client
}

/// Starts a session in some folders; of a client that watches files when told to, that is expected.
pub(crate) fn initialized_in(folders: &[&Folder], capabilities: Value) -> Client {
    let watches = capabilities["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] == true;
    let mut client = start();
    client.initialize_in(folders, capabilities, json!({"today": TODAY}));
    client.notify::<lsp::InitializedNotification>(lsp::InitializedParams {});
    if watches {
        let registered = client.asked::<lsp::RegistrationRequest>(&Value::Null);
        assert_eq!(registered.registrations[0].method, "workspace/didChangeWatchedFiles");
    }
    client
}

/// A folder of the workspace, gone with the test.
pub(crate) struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let this = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            this.write(name, text);
        }
        this
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        std::fs::remove_file(self.path(name)).unwrap();
    }

    pub(crate) fn uri(&self, name: &str) -> String {
        let folder = self.folder.path().display();
        format!("file://{folder}{}{name}", if name.is_empty() { "" } else { "/" })
    }
}

fn read(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|&read| read > 0)?;
        let line = line.strip_suffix("\r\n").expect("a header ends with CRLF");
        match line.strip_prefix("Content-Length: ") {
            Some(text) => length = Some(text.parse().expect("a length")),
            None if line.is_empty() => break,
            None => panic!("not a header: {line}"),
        }
    }
    let mut body = vec![0; length.expect("a Content-Length")];
    output.read_exact(&mut body).ok()?;
    let message: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(message["jsonrpc"], "2.0");
    Some(message)
}

impl Client {
    pub(crate) fn initialize(&mut self, capabilities: Value) -> lsp::InitializeResult {
        self.initialize_in(&[], capabilities, json!({"today": TODAY}))
    }

    pub(crate) fn initialize_in(
        &mut self,
        folders: &[&Folder],
        capabilities: Value,
        options: Value,
    ) -> lsp::InitializeResult {
        let named = |folder: &&Folder| json!({"uri": folder.uri(""), "name": "a folder"});
        let params = json!({
            "processId": std::process::id(),
            "rootUri": null,
            "workspaceFolders": folders.iter().map(named).collect::<Vec<_>>(),
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        self.request::<lsp::InitializeRequest>(serde_json::from_value(params).unwrap())
    }

    // Words to the server.

    /// Writes bytes as they are.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes).and_then(|()| input.flush()).unwrap();
    }

    pub(crate) fn send(&mut self, message: &Value) {
        self.write(frame(message).as_bytes());
    }

    pub(crate) fn notify<N: Notification>(&mut self, params: N::Params) {
        let message = json!({"jsonrpc": "2.0", "method": N::METHOD.as_str(), "params": params});
        self.send(&message);
    }

    /// Sends a request and returns its id.
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> i32 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    pub(crate) fn request<R: Request>(&mut self, params: R::Params) -> R::Result {
        let id = self.ask(R::METHOD.as_str(), &serde_json::to_value(params).unwrap());
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{answer}");
        serde_json::from_value(answer["result"].clone()).expect("a result of the right type")
    }

    /// Sends a request that must be refused, and returns the error's code.
    pub(crate) fn refused(&mut self, method: &str, params: &Value) -> i64 {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no error: {answer}"))
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        let params = json!({"textDocument": document});
        self.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params}));
    }

    /// Replaces a range by a text.
    pub(crate) fn edit(&mut self, uri: &str, version: i32, range: [u32; 4], text: &str) {
        self.change(uri, version, &json!([{"range": to_range(range), "text": text}]));
    }

    pub(crate) fn change(&mut self, uri: &str, version: i32, changes: &Value) {
        let params =
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes});
        self.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}));
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.notify::<lsp::DidCloseTextDocumentNotification>(lsp::DidCloseTextDocumentParams {
            text_document: document(uri),
        });
    }

    // Words of the server.

    /// The next message that `wanted` says yes to; the others wait for whoever wants them.
    pub(crate) fn next(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&wanted) {
            return self.unread.remove(at).unwrap();
        }
        let deadline = Instant::now() + LONG;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let message = self.messages.recv_timeout(left).unwrap_or_else(|error| {
                let why = match error {
                    RecvTimeoutError::Timeout => format!("within {LONG:?}"),
                    RecvTimeoutError::Disconnected => "for the server's output has ended".into(),
                };
                panic!("nothing more comes, {why}; unread: {:?}", self.unread)
            });
            if wanted(&message) {
                return message;
            }
            self.unread.push_back(message);
        }
    }

    /// Takes every message that `unwanted` says yes to as read, once the server has ended.
    pub(crate) fn ignore(&mut self, mut unwanted: impl FnMut(&Value) -> bool) {
        assert!(self.ended, "more may come");
        self.unread.extend(self.messages.iter());
        self.unread.retain(|message| !unwanted(message));
    }

    /// Once the server has ended, reads what it has pushed for a document: in the end, that there is nothing.
    pub(crate) fn settled(&mut self, uri: &str) {
        self.ignore(|_| false);
        let is_of = |message: &Value| message["params"]["uri"] == uri;
        let last = self.unread.iter().rfind(|message| is_of(message));
        if let Some(last) = last {
            assert_eq!(last["params"]["diagnostics"], json!([]));
        }
        self.unread.retain(|message| !is_of(message));
    }

    pub(crate) fn answer(&mut self, id: i32) -> Value {
        self.next(|message| message["id"] == id && message.get("method").is_none())
    }

    /// The next notification of this kind.
    pub(crate) fn notified<N: Notification>(&mut self) -> N::Params {
        let message = self.next(|message| message["method"] == N::METHOD.as_str());
        serde_json::from_value(message["params"].clone()).expect("params of the right type")
    }

    /// The next request of this kind, which is answered with `result`.
    pub(crate) fn asked<R: Request>(&mut self, result: &Value) -> R::Params {
        let message = self.next(|message| message["method"] == R::METHOD.as_str());
        self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}));
        let params = message.get("params").cloned().unwrap_or_default();
        serde_json::from_value(params).expect("params of the right type")
    }

    /// The next diagnostics that are pushed.
    pub(crate) fn published(&mut self) -> lsp::PublishDiagnosticsParams {
        self.notified::<lsp::PublishDiagnosticsNotification>()
    }

    /// The next diagnostics that are pushed, of whatever document: its URI and the rules.
    pub(crate) fn told(&mut self) -> (String, Vec<String>) {
        let published = self.published();
        (published.uri.0, rules(&published.diagnostics))
    }

    /// The answer to a request that must succeed, as it comes.
    pub(crate) fn result(&mut self, method: &str, params: &Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].clone()
    }

    /// The next diagnostics for this version.
    pub(crate) fn published_for(&mut self, version: i32) -> lsp::PublishDiagnosticsParams {
        loop {
            let published = self.published();
            if published.version == Some(version) {
                return published;
            }
        }
    }

    // The end.

    /// Ends the session in order; everything must have been read.
    pub(crate) fn end(&mut self) {
        let id = self.ask("shutdown", &Value::Null);
        assert_eq!(self.answer(id)["result"], Value::Null);
        self.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
        assert_eq!(self.exit_code(), 0);
    }

    pub(crate) fn close_input(&mut self) {
        self.input = None;
    }

    /// The memory that the server holds, in bytes.
    #[cfg(target_os = "linux")]
    pub(crate) fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().strip_suffix(" kB").unwrap().parse::<u64>().unwrap() << 10
    }

    /// Waits for the end of the server.
    pub(crate) fn exit_code(&mut self) -> i32 {
        let deadline = Instant::now() + LONG;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.ended = true;
                return status.code().expect("an exit code");
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.child.kill();
            let _ = self.child.wait();
            return;
        }
        if !self.ended {
            self.end();
        }
        self.unread.extend(self.messages.iter());
        assert!(self.unread.is_empty(), "unread: {:?}", self.unread);
    }
}

pub(crate) fn frame(message: &Value) -> String {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

pub(crate) fn document(uri: &str) -> lsp::TextDocumentIdentifier {
    lsp::TextDocumentIdentifier { uri: uri.into() }
}

/// A range from start line, start column, end line, end column.
pub(crate) fn to_range([a, b, c, d]: [u32; 4]) -> lsp::Range {
    lsp::Range {
        start: lsp::Position { line: a, character: b },
        end: lsp::Position { line: c, character: d },
    }
}

/// The rules of diagnostics, in their order.
pub(crate) fn rules(diagnostics: &[lsp::Diagnostic]) -> Vec<String> {
    let rule = |diagnostic: &lsp::Diagnostic| match &diagnostic.code {
        Some(lsp::Code::String(rule)) => rule.clone(),
        other => panic!("a code is a rule's name: {other:?}"),
    };
    diagnostics.iter().map(rule).collect()
}

/// The range of the first diagnostic of a rule.
pub(crate) fn range_of(diagnostics: &[lsp::Diagnostic], rule: &str) -> [u32; 4] {
    let index = rules(diagnostics).iter().position(|r| r == rule);
    let lsp::Range { start, end } = diagnostics[index.expect("a finding of that rule")].range;
    [start.line, start.character, end.line, end.character]
}
