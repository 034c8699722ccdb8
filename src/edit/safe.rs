//! Every safe fix at once: what `check --fix` and fix-all do.

use super::{Edit, apply};
use crate::assess::{Assessment, Context, assess, safe_fix};
use crate::source::Source;
use std::collections::BTreeMap;

/// How many times a document is assessed again. One round takes every fix that does not touch another, so a document
/// that needs more than a few has fixes that undo each other.
const ROUNDS: usize = 16;

/// How much text may be read again to find out what fixes do, in bytes.
const BUDGET: usize = 4 << 20;

/// How many findings of a document have their fixes worked out at a time. Each fix is tried on the document, so that all
/// of them would take time with the square of its length; no document that people write has as many.
pub fn affordable(source: &Source) -> usize {
    (BUDGET / source.text().len().max(1)).max(4)
}

/// A document with its safe fixes applied.
#[derive(Debug)]
pub struct Mended {
    /// The new text.
    pub source: Source,
    /// What can be said of it.
    pub assessment: Assessment,
    /// The titles of the fixes, in the order they were applied; empty where there was nothing to do.
    pub titles: Vec<String>,
}

/// Applies safe fixes until none is left.
pub fn apply_all(source: &Source, context: &Context<'_>) -> Mended {
    let mut mended =
        Mended { source: source.clone(), assessment: assess(source, context), titles: Vec::new() };
    for _ in 0..ROUNDS {
        let (edits, titles) = round(&mended, context);
        let Some(text) = apply(mended.source.text(), &edits) else { break };
        if text == mended.source.text() {
            break;
        }
        mended.source = Source::new(text);
        mended.assessment = assess(&mended.source, context);
        mended.titles.extend(titles);
    }
    mended
}

/// The edits of one round: of fixes that touch each other, the first.
fn round(mended: &Mended, context: &Context<'_>) -> (Vec<Edit>, Vec<String>) {
    let (mut edits, mut titles): (Vec<Edit>, Vec<String>) = (Vec::new(), Vec::new());
    // No two of these touch, so the order of their starts is the order of their ends.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let most = affordable(&mended.source);
    for finding in &mended.assessment.findings {
        if titles.len() >= most {
            break;
        }
        let Some(fix) = safe_fix(&mended.source, context, &mended.assessment, finding) else {
            continue;
        };
        let is_free = |edit: &Edit| {
            let before = taken.range(..=edit.span.end).next_back();
            before.is_none_or(|(_, &end)| end < edit.span.start)
        };
        if fix.edits.iter().all(is_free) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
            edits.extend(fix.edits);
            titles.push(fix.title);
        }
    }
    (edits, titles)
}
