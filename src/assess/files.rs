//! What the files beside a document make of the ones that it names.

use crate::proposal::evidence::{self, Beyond, Evidence, EvidenceKind};
use crate::proposal::{Answer, Proposal};
use crate::source::Source;
use std::collections::HashSet;

/// Marks evidence as broken that names a file which is not there, and adds the files that are there and are named by
/// what could be the name of anything.
pub(super) fn look_up(source: &Source, proposal: &mut Proposal, exists: &dyn Fn(&str) -> bool) {
    for answer in &mut proposal.answers {
        for evidence in &mut answer.evidence {
            let names_file = match evidence.kind {
                EvidenceKind::File => true,
                EvidenceKind::Image => !has_scheme(&evidence.target),
                _ => false,
            };
            if names_file && evidence.broken.is_none() && !file_exists(&evidence.target, exists) {
                evidence.beyond.broken = Some("there is no such file".to_owned());
            }
        }
        add_named(source, answer, exists);
    }
}

/// Adds the files whose names stand in code, each where it stands among the answer's own evidence.
fn add_named(source: &Source, answer: &mut Answer, exists: &dyn Fn(&str) -> bool) {
    let mut seen = HashSet::new();
    for (name, span) in evidence::file_names(source, &answer.content) {
        if !seen.insert(name) || !exists(name) {
            continue;
        }
        let known = |one: &Evidence| one.target == name || one.span.touches(span.start);
        let explains = |one: &Evidence| one.kind == EvidenceKind::Explanation;
        if answer.evidence.iter().any(|one| !explains(one) && known(one)) {
            continue;
        }
        let beyond = Beyond { found: true, ..Beyond::default() };
        let file = Evidence { beyond, ..Evidence::new(EvidenceKind::File, span, name) };
        let own = answer.evidence.len().saturating_sub(answer.pointed_to);
        let behind = |one: &Evidence| explains(one) || one.span > span;
        let at = answer.evidence.iter().take(own).position(behind);
        answer.evidence.insert(at.unwrap_or(own), file);
    }
}

/// Whether a target goes to the web or carries its own data rather than naming a file.
fn has_scheme(target: &str) -> bool {
    target.starts_with("//") || target.contains("://") || target.starts_with("data:")
}

/// Tries the path as written, then without what may follow it: `#L12`, `?raw=1`, `:12`.
fn file_exists(target: &str, exists: &dyn Fn(&str) -> bool) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    let bare = path.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
    if path.is_empty() {
        // A place in this very document.
        return true;
    }
    exists(path)
        || (bare.len() < path.len() && path[bare.len()..].starts_with(':') && exists(bare))
        || (path.contains('%') && percent_decoded(path).is_some_and(|path| exists(&path)))
}

fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut out = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next()?, bytes.next()?];
            out.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_whatever_follows_the_path() {
        let exists = |path: &str| path == "logs/run 1.txt" || path == "src/a.rs";
        for target in
            ["src/a.rs", "src/a.rs#L3", "src/a.rs:12", "src/a.rs:12:4", "logs/run%201.txt", "#log"]
        {
            assert!(file_exists(target, &exists), "{target}");
        }
        for target in ["src/b.rs", "src/a.rs12", "100%"] {
            assert!(!file_exists(target, &exists), "{target}");
        }
    }
}
