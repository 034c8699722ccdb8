//! A long day: random edits over a hundred documents, questions between them. In the end the server's words are those
//! of a server that sees the texts for the first time, and its memory has not grown.
//!
//! `HOTFIX_LINT_SOAK=100000 cargo test --release --test server soak -- --nocapture` is the long form, with figures.

use super::client::{Client, initialized};
use serde_json::{Value, json};
use std::ops::Range;

/// Documents that are open at a time.
const DOCUMENTS: usize = 100;

/// Edits that are sent before the next question.
const BURST: usize = 20;

/// Edits where nobody asks for more.
const SHORT: usize = 2000;

/// What is typed and pasted: letters, marks that begin and end something, lines of proposals, and text of the tool's own.
const TYPED: [&str; 32] = [
    "a",
    " ",
    "\n",
    "\r\n",
    "\r",
    "é",
    "😀",
    "-",
    "#",
    "`",
    "```\n",
    "\"",
    "'",
    ":",
    "|",
    "[",
    "]",
    "*",
    "<!--",
    "-->",
    "---\n",
    "yes",
    "TBD",
    "\u{202e}",
    "\t",
    "- [x] ",
    "## Does it produce incorrect results?\n\nYes\n",
    "status: proposed\n",
    "| a | b |\n|---|---|\n",
    "&a ",
    "*a",
    "<!-- hotfix-lint: allow missing-evidence: x -->",
];

const ASKED: [&str; 8] = [
    "textDocument/hover",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/completion",
    "textDocument/documentSymbol",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/full",
    "textDocument/diagnostic",
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A document as its editor has it.
struct Document {
    uri: String,
    language: &'static str,
    version: i32,
    original: String,
    text: String,
}

fn documents() -> Vec<Document> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut paths: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().contains(".hotfix."));
    paths.sort();
    let document = |n: usize| {
        let path = &paths[n % paths.len()];
        let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
        let text = std::fs::read_to_string(path).unwrap();
        // Every other copy as another system writes it.
        let text = if n / paths.len() % 2 == 1 { text.replace('\n', "\r\n") } else { text };
        let language = if is_yaml { "yaml" } else { "markdown" };
        Document {
            uri: format!("file:///p/hotfixes/{n}.{language}"),
            language,
            version: 1,
            original: text.clone(),
            text,
        }
    };
    (0..DOCUMENTS).map(document).collect()
}

impl Document {
    /// Changes a place and says so.
    fn edit(&mut self, dice: &mut Dice) -> Value {
        self.version += 1;
        if self.text.len() > 2 * self.original.len() {
            self.text.clone_from(&self.original);
            return json!({"text": self.text});
        }
        let start = self.place(dice);
        let longest = if dice.below(10) == 0 { 200 } else { dice.below(4) };
        let mut end = (start + longest).min(self.text.len());
        while !is_place(&self.text, end) {
            end += 1;
        }
        // Taking is as frequent as giving.
        let typed = if dice.below(3) == 0 { "" } else { TYPED[dice.below(TYPED.len())] };
        let range = self.range(start..end);
        self.text.replace_range(start..end, typed);
        json!({"range": range, "text": typed})
    }

    /// Some place in the text.
    fn place(&self, dice: &mut Dice) -> usize {
        let mut at = dice.below(self.text.len() + 1);
        while !is_place(&self.text, at) {
            at -= 1;
        }
        at
    }

    fn range(&self, range: Range<usize>) -> Value {
        json!({"start": position(&self.text, range.start), "end": position(&self.text, range.end)})
    }
}

/// Whether an editor has a position for this byte: between characters, and not within `\r\n`.
fn is_place(text: &str, at: usize) -> bool {
    let within_ending = at > 0 && text.as_bytes().get(at - 1..=at) == Some(b"\r\n");
    text.is_char_boundary(at) && !within_ending
}

/// Line and column, in UTF-8, as the protocol counts lines.
fn position(text: &str, at: usize) -> Value {
    let (mut line, mut start) = (0, 0);
    for (index, byte) in text[..at].bytes().enumerate() {
        let is_end =
            byte == b'\n' || (byte == b'\r' && text.as_bytes().get(index + 1) != Some(&b'\n'));
        if is_end {
            (line, start) = (line + 1, index + 1);
        }
    }
    json!({"line": line, "character": at - start})
}

fn connected(documents: &[Document]) -> Client {
    let mut client = initialized(json!({
        "general": {"positionEncodings": ["utf-8"]},
        "textDocument": {"diagnostic": {}},
    }));
    for document in documents {
        client.open(&document.uri, document.language, &document.text);
    }
    client
}

/// Asks for something at some place. Whatever comes is an answer; an error is none.
fn ask(client: &mut Client, document: &Document, dice: &mut Dice) {
    let place = document.place(dice);
    let params = json!({
        "textDocument": {"uri": document.uri},
        "position": position(&document.text, place),
        "range": document.range(place..document.text.len()),
        "context": {"diagnostics": [], "triggerKind": 1},
    });
    client.result(ASKED[dice.below(ASKED.len())], &params);
}

fn diagnostics(client: &mut Client, document: &Document) -> Value {
    let params = json!({"textDocument": {"uri": document.uri}});
    client.result("textDocument/diagnostic", &params)["items"].clone()
}

#[test]
fn soak() {
    let edits = std::env::var("HOTFIX_LINT_SOAK").map_or(SHORT, |edits| edits.parse().unwrap());
    let mut documents = documents();
    let mut client = connected(&documents);
    let mut dice = Dice(0x1234_5678_9abc_def1);
    let mut memory = Vec::new();
    let begun = std::time::Instant::now();
    let bursts = edits / BURST;
    for burst in 0..bursts {
        let document = &mut documents[dice.below(DOCUMENTS)];
        for _ in 0..BURST {
            let change = document.edit(&mut dice);
            client.change(&document.uri, document.version, &json!([change]));
        }
        ask(&mut client, document, &mut dice);
        if dice.below(50) == 0 {
            client.close(&document.uri);
            document.version = 1;
            client.open(&document.uri, document.language, &document.text);
        }
        if (burst + 1) % (bursts / 20).max(1) == 0 {
            memory.push(client.resident());
        }
    }
    let took = begun.elapsed();
    let mut fresh = connected(&documents);
    for document in &documents {
        let (seen, expected) =
            (diagnostics(&mut client, document), diagnostics(&mut fresh, document));
        assert_eq!(seen, expected, "{}: {:?}", document.uri, document.text);
    }
    let figures: Vec<u64> = memory.iter().map(|bytes| bytes >> 10).collect();
    println!(
        "{edits} edits of {DOCUMENTS} documents in {took:.1?}; resident in KB, over time: {figures:?}"
    );
    // What grows with edits would grow ten times as much as this between the first quarter and the end.
    let (early, late) = (memory[memory.len() / 4], memory[memory.len() - 1]);
    assert!(late < early + early / 4 + (2 << 20), "{figures:?}");
}
