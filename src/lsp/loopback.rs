//! A whole session within one thread: bytes in, texts out, the same each time. For tests that say anything at all.

use super::frame::Frames;
use super::session::{Lines, Session};
use super::transport;
use super::workers::{Job, Workers};
use crate::assess::assess_with;
use crossbeam_channel::{Receiver, unbounded};
use jiff::Timestamp;
use std::ops::ControlFlow;

/// Takes everything that a client says, with a pause after each message, and returns what the server says and its exit
/// code.
pub fn converse(input: &[u8]) -> (Vec<String>, i32) {
    let (events, inbox) = unbounded();
    let (out, texts) = unbounded();
    let lane = |name| Workers::new(name, 0, || ());
    let (pool, quick) = (lane("pool"), lane("quick"));
    let jobs = [pool.waiting(), quick.waiting()];
    let lines = Lines { events, out, pool, quick };
    let mut session = Session::new(lines, assess_with, || Timestamp::UNIX_EPOCH);
    let mut frames = Frames::new(input);
    let code = loop {
        if let ControlFlow::Break(code) = session.take(transport::event(frames.next())) {
            break code;
        }
        pause(&mut session, &jobs, &inbox);
    };
    (texts.try_iter().collect(), code)
}

/// Lets everything be done that has been begun.
fn pause(session: &mut Session, jobs: &[Receiver<Job>], inbox: &Receiver<super::session::Event>) {
    loop {
        session.settle();
        jobs.iter().flat_map(Receiver::try_iter).for_each(|job| job());
        if inbox.is_empty() {
            return;
        }
        for event in inbox.try_iter() {
            // Only the client's words end a session.
            let _ = session.take(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_conversation() {
        let mut input = Vec::new();
        let text = "---\\nkind: hotfix-proposal\\n---\\n# A\\n";
        for body in [
            r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}"#,
            &format!(
                r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{{"uri":"file:///a.md","languageId":"markdown","version":1,"text":"{text}"}}}}}}"#
            ),
            "{",
            r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#,
            r#"{"jsonrpc":"2.0","method":"exit"}"#,
        ] {
            input.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).bytes());
        }
        let (texts, code) = converse(&input);
        assert_eq!(code, 0);
        let has = |text: &String, words: &[&str]| words.iter().all(|word| text.contains(word));
        assert!(has(&texts[0], &["\"id\":1", "capabilities"]), "{texts:?}");
        assert!(has(&texts[1], &["publishDiagnostics", "missing-issue"]), "{texts:?}");
        assert!(has(&texts[2], &["\"id\":null", "-32700"]), "{texts:?}");
        assert!(has(&texts[3], &["\"id\":2", "null"]), "{texts:?}");
        assert_eq!(converse(&input[..100]), (Vec::new(), 1));
    }
}
