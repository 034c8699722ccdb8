//! What a fix changes, as a unified diff.

use super::place::repository;
use crate::cli::configuration::{absolute, shown};
use crate::cli::document::Document;
use crate::edit::{Edit, compare};
use crate::report::{Look, escape};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

/// Lines that are shown around a change.
const AROUND: usize = 3;

/// The change from a document to `after` in the form that `patch -p1` and `git apply` take; on a terminal or in colours
/// with everything escaped that a terminal would act upon.
pub(in crate::cli) fn unified(document: &Document, after: &str, look: Look) -> String {
    let plain = plain(&name(document), document.source.text(), after);
    if !look.styled && !look.terminal {
        return plain;
    }
    let mut out = String::with_capacity(plain.len() + 64);
    for line in plain.lines() {
        let style = match line.as_bytes().first() {
            _ if !look.styled => Style::new(),
            Some(b'+') => AnsiColor::Green.on_default(),
            Some(b'-') => AnsiColor::BrightRed.on_default(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        let _ = writeln!(out, "{style}{}{style:#}", escape::line(line));
    }
    out
}

/// How the document is named in a patch: from the current folder, else from the repository's root, where the patch is to
/// be applied then, else from the root of all. `patch` and `git apply` refuse names that lead upwards.
fn name(document: &Document) -> String {
    if document.given.is_some() {
        return document.shown.clone();
    }
    let path = absolute(&document.path);
    let here = Some(absolute(Path::new("")));
    let below = |root: PathBuf| path.strip_prefix(root).ok();
    let named = here.and_then(below).or_else(|| repository().and_then(below));
    named.map_or_else(|| shown(&from_the_root(&path)), shown)
}

/// A path without what stands for the root in it, as git names it.
fn from_the_root(path: &Path) -> PathBuf {
    path.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

/// Lines of the old text, and what comes instead.
struct Change {
    old: Range<usize>,
    new: String,
}

fn plain(path: &str, before: &str, after: &str) -> String {
    let starts = compare::starts(before);
    let line = |at: usize| starts.partition_point(|&start| start < at);
    let change =
        |edit: Edit| Change { old: line(edit.span.start)..line(edit.span.end), new: edit.text };
    let changes: Vec<Change> = compare::changes(before, after).into_iter().map(change).collect();
    let mut out = String::new();
    if !changes.is_empty() {
        // `patch` takes a name to end at its first blank where no tab does.
        let end = if path.contains(' ') { "\t" } else { "" };
        let _ = writeln!(out, "--- a/{path}{end}\n+++ b/{path}{end}");
    }
    let lines: Vec<&str> = before.split_inclusive('\n').collect();
    // How many lines further down the new text is.
    let mut shift = 0;
    // Changes whose surroundings meet are shown together.
    for group in changes.chunk_by(|a, b| b.old.start - a.old.end <= 2 * AROUND) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let from = first.old.start.saturating_sub(AROUND);
        let to = (last.old.end + AROUND).min(lines.len());
        let grown: isize = group.iter().map(grown).sum();
        let old = range(from, to - from);
        let new =
            range(from.saturating_add_signed(shift), (to - from).saturating_add_signed(grown));
        let _ = writeln!(out, "@@ -{old} +{new} @@");
        shift += grown;
        let mut at = from;
        for Change { old, new } in group {
            lines[at..old.start].iter().for_each(|line| push(&mut out, ' ', line));
            lines[old.clone()].iter().for_each(|line| push(&mut out, '-', line));
            new.split_inclusive('\n').for_each(|line| push(&mut out, '+', line));
            at = old.end;
        }
        lines[at..to].iter().for_each(|line| push(&mut out, ' ', line));
    }
    out
}

/// By how many lines a change makes the text longer.
fn grown(change: &Change) -> isize {
    change.new.split_inclusive('\n').count().cast_signed() - change.old.len().cast_signed()
}

/// Lines as the header of a hunk names them: from 1, a single one without its count, none by the line before.
fn range(from: usize, count: usize) -> String {
    match count {
        0 => format!("{from},0"),
        1 => (from + 1).to_string(),
        _ => format!("{},{count}", from + 1),
    }
}

fn push(out: &mut String, mark: char, line: &str) {
    out.push(mark);
    out.push_str(line);
    if !line.ends_with('\n') {
        out.push_str("\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hunks(before: &str, after: &str) -> String {
        plain("p", before, after)
    }

    #[test]
    fn nothing_changes_nothing() {
        assert_eq!(hunks("a\n", "a\n"), "");
    }

    #[test]
    fn single_lines_and_none() {
        assert_eq!(hunks("a\n", "b\n"), "--- a/p\n+++ b/p\n@@ -1 +1 @@\n-a\n+b\n");
        assert_eq!(hunks("", "b\n"), "--- a/p\n+++ b/p\n@@ -0,0 +1 @@\n+b\n");
        assert_eq!(hunks("a\n", ""), "--- a/p\n+++ b/p\n@@ -1 +0,0 @@\n-a\n");
    }

    #[test]
    fn names_with_blanks_end_at_a_tab() {
        assert!(plain("p 1.md", "a\n", "b\n").starts_with("--- a/p 1.md\t\n+++ b/p 1.md\t\n@@"));
    }

    #[test]
    fn a_text_without_its_last_newline() {
        assert_eq!(
            hunks("a\nb", "a\nb\n"),
            "--- a/p\n+++ b/p\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"
        );
    }

    #[test]
    fn changes_that_are_near_stand_together_and_the_others_apart() {
        let lines = |changed: &[usize]| -> String {
            let line = |n: usize| {
                if changed.contains(&n) { format!("new {n}\nand\n") } else { format!("{n}\n") }
            };
            (1..=30).map(line).collect()
        };
        let diff = hunks(&lines(&[]), &lines(&[2, 9, 20]));
        let headers: Vec<&str> = diff.lines().filter(|line| line.starts_with("@@")).collect();
        assert_eq!(headers, ["@@ -1,12 +1,14 @@", "@@ -17,7 +19,8 @@"]);
    }
}
