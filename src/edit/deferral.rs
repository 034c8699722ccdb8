//! Defer and Reopen: the decision to wait, written down and taken back.
//!
//! Defer sets `status: deferred`, the `target` and a `deferral` block, and in Markdown adds a section for people to
//! read, unless a fence that never closes would show it as a reproduction. Everything that Reopen needs to undo this stands in the document itself:
//!
//! ```yaml
//! deferral:
//!   date: 2026-11-22
//!   from: proposed              # the status before, in its own quotes
//!   reasons:
//!     - majority is not met, since average-user is no
//!   previous-target: "26.10"    # only where there was a target before
//!   previous-deferral: null     # only where this very key had a value that is no record
//!   added: [front-matter, status]   # only where these were not there before
//!   kept: [deferral]            # only where this very key was there, without a value
//! ```
//!
//! So Reopen gives back the bytes from before on an untouched deferral, on another machine and in another year; where
//! the author has edited in between, it removes what Defer wrote and keeps the rest.

mod error;
mod reasons;
mod record;
mod section;
mod target;

pub use error::DeferralError;
pub(crate) use section::named_release;
pub use target::{NoTarget, target, targets};

use super::insert::says_the_same as answers_alike;
use super::yaml::{self, Mapping, Value};
use super::{Edit, apply, front_matter};
use crate::assess::{Assessment, Context, assess};
use crate::calendar::Dated;
use crate::finding::{Fix, Safety};
use crate::order;
use crate::proposal::known::Known;
use crate::proposal::metadata::{Metadata, Status};
use crate::proposal::yaml_tree::NodeKind;
use crate::proposal::{Format, Proposal};
use crate::source::{Source, Span};
use record::{DEFERRAL, FRONT_MATTER, STATUS, TEXT};
use std::sync::Arc;

/// What a deferral without a calendar is for.
pub const NEXT_RELEASE: &str = "next release";

/// Whether the answers were held against a policy that only stands in for one that cannot be read.
pub fn is_held_against_another(context: &Context<'_>, assessment: &Assessment) -> bool {
    context.config.stands_in && Arc::ptr_eq(&assessment.policy, &context.config.policy)
}

/// What keeps a proposal from being deferred or reopened, as far as that is told without trying.
pub fn obstacle(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
) -> Option<DeferralError> {
    let is_deferred = assessment.proposal.metadata.status() == Status::Deferred;
    if !is_deferred && is_held_against_another(context, assessment) {
        return Some(DeferralError::OtherPolicy);
    }
    checked(source, context.format, assessment).err()
}

/// Defers to a release, or (`None`) to the next release by that name. A deferred proposal is deferred again: target,
/// date and reasons are new, what Reopen restores stays. What has been shipped or turned down does not wait.
pub fn defer(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    to: Option<&Dated>,
) -> Result<Fix, DeferralError> {
    if is_held_against_another(context, assessment) {
        return Err(DeferralError::OtherPolicy);
    }
    let metadata = &assessment.proposal.metadata;
    let mapping = checked(source, context.format, assessment)?;
    let status = metadata.status();
    if matches!(status, Status::Released | Status::Included | Status::Rejected | Status::Withdrawn)
    {
        return Err(DeferralError::Closed { status });
    }
    let name = to.map_or(NEXT_RELEASE, |to| to.name.as_str());
    let reasons = reasons::of(context, assessment);
    let reasons =
        reasons::renewed(context, &assessment.policy, &record::reasons(metadata), reasons);
    let again = status == Status::Deferred;
    if again && is_same(metadata, name, &reasons, &context.today.to_string()) {
        return Err(DeferralError::AlreadyDeferred { target: name.to_owned() });
    }

    let old = record::reasons(metadata);
    let with = |below: bool, section: Vec<Edit>| {
        let keys =
            record::keys(source, context, assessment, mapping.as_ref(), name, &reasons, below)?;
        let mut edits = front_matter::set(source, context.format, metadata, &keys)
            .ok_or(DeferralError::NotAMapping)?;
        edits.extend(section);
        let fix = Fix { title: title(to, again), safety: Safety::Review, preferred: false, edits };
        reads_back(source, context, assessment, &fix, |after| {
            after.status() == Status::Deferred
                && after.target.as_ref().is_some_and(|target| target.text == name)
                && after.deferral.is_some()
        })?;
        Ok(fix)
    };
    if context.format == Format::Yaml {
        return with(false, Vec::new());
    }
    let write = |heading: Option<usize>| {
        let text = section::Text { date: context.today, to, name, reasons: &reasons };
        let section = section::write(source, &assessment.proposal, heading, &old, &text);
        with(heading.is_some(), section)
    };
    let heading = section::heading(source, &assessment.proposal, &old);
    let fix = write(heading)?;
    if !says_the_same(source, context, assessment, &fix) {
        // A fence that never closes takes the section for its own: the metadata alone tell of the deferral.
        return with(false, Vec::new());
    }
    if heading.is_none() || again || comes_back(source, context, &fix) {
        return Ok(fix);
    }
    // Text below that heading makes something else of it: a section of our own can be taken back.
    let own = write(None).ok().filter(|own| comes_back(source, context, own));
    Ok(own.unwrap_or(fix))
}

/// Whether every answer is what it was, and has the evidence that it had.
fn says_the_same(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    fix: &Fix,
) -> bool {
    let Some(text) = apply(source.text(), &fix.edits).map(Source::new) else { return false };
    let known = Known::new(source, &assessment.proposal);
    let after = crate::proposal::reread(&text, context.format, &assessment.policy, &known);
    let before = &assessment.proposal.answers;
    after.answers.len() == before.len()
        && after.answers.iter().zip(before).all(|(after, before)| answers_alike(after, before))
}

/// Whether [`reopen`] gives back the bytes from before.
fn comes_back(source: &Source, context: &Context<'_>, fix: &Fix) -> bool {
    let Some(deferred) = apply(source.text(), &fix.edits).map(Source::new) else { return false };
    let assessment = assess(&deferred, context);
    let back = reopen(&deferred, context, &assessment).ok();
    let back = back.and_then(|back| apply(deferred.text(), &back.edits));
    back.as_deref() == Some(source.text())
}

/// What deferring to a release is called, or deferring `again`.
pub fn title(to: Option<&Dated>, again: bool) -> String {
    let how = if again { "Defer again, to" } else { "Defer to" };
    format!("{how} {}", to.map_or("the next release", |to| to.name.as_str()))
}

/// Removes what [`defer`] wrote and restores the status and target from before.
///
/// A deferral written by hand that names no status before becomes `proposed`: it was up for decision.
pub fn reopen(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
) -> Result<Fix, DeferralError> {
    let metadata = &assessment.proposal.metadata;
    let mapping = checked(source, context.format, assessment)?;
    let (Status::Deferred, Some(mapping)) = (metadata.status(), mapping) else {
        return Err(DeferralError::NotDeferred { status: metadata.status() });
    };
    // Absent, or without a mapping, where it was written by hand.
    let is_recorded = mapping.entry(DEFERRAL).is_some();
    let written = mapping.child(DEFERRAL);
    let entry = |key: &str| written.and_then(|written| written.entry(key));
    let lists = |key: &str, word: &str| record::texts(entry(key)).iter().any(|text| text == word);
    let added = |word: &str| lists("added", word);

    let mut set: Vec<(&str, Value)> = Vec::new();
    let mut gone: Vec<&str> = Vec::new();
    if added(STATUS) {
        gone.push("status");
    } else {
        set.push(("status", record::restored(source, &mapping, "status", entry("from"))));
    }
    match entry("previous-target") {
        Some(target) => {
            set.push(("target", record::restored(source, &mapping, "target", Some(target))));
        }
        None if is_recorded => gone.push("target"),
        None => {}
    }
    let own = written.filter(|written| record::has_own_words(source, metadata, &mapping, written));
    let previous = entry("previous-deferral").and_then(|entry| record::written(source, entry));
    if let Some(previous) = previous.filter(|_| own.is_none()) {
        set.push((DEFERRAL, Value::Raw(previous)));
    } else if own.is_none() && lists("kept", DEFERRAL) {
        set.push((DEFERRAL, Value::Null));
    } else if own.is_none() && is_recorded {
        gone.push(DEFERRAL);
    }

    let all_gone = mapping.entries().iter().all(|entry| gone.contains(&entry.key.as_str()));
    let bare = all_gone && record::no_comments_but(metadata, &mapping, &gone);
    let mut edits: Vec<Edit> = Vec::new();
    match metadata.block {
        Some(block) if added(FRONT_MATTER) && bare && context.format == Format::Markdown => {
            edits.push(Edit::remove(front_matter::whole(source, block)));
        }
        _ => {
            edits.extend(yaml::set(&mapping, &[], &set));
            edits.extend(yaml::remove(&mapping, &gone));
            edits.extend(own.into_iter().flat_map(|own| yaml::remove(&own, &record::KEYS)));
        }
    }
    if context.format == Format::Markdown {
        let reasons = record::reasons(metadata);
        edits.extend(section::remove(source, &assessment.proposal, &reasons, added(TEXT)));
    }
    let edits = merged(edits);
    let fix = Fix { title: "Reopen".to_owned(), safety: Safety::Review, preferred: false, edits };
    reads_back(source, context, assessment, &fix, |after| after.status() != Status::Deferred)?;
    Ok(fix)
}

/// The metadata's mapping, once it is known to be one that parses; `None` where there is no metadata yet.
fn checked<'a>(
    source: &'a Source,
    format: Format,
    assessment: &'a Assessment,
) -> Result<Option<Mapping<'a>>, DeferralError> {
    let metadata = &assessment.proposal.metadata;
    let place = match format {
        Format::Markdown => metadata.block,
        Format::Yaml => Some(source.span()),
    };
    let root = metadata.tree.root.as_ref().map(|root| &root.kind);
    if matches!(root, Some(NodeKind::Sequence(_))) {
        return Err(DeferralError::NotAMapping);
    }
    let within = |span: &Span| place.is_some_and(|place| place.contains(*span));
    let errors = assessment.proposal.errors.iter().chain(&metadata.tree.errors);
    if let Some(span) = errors.map(|error| error.span).find(within) {
        return Err(DeferralError::Syntax { span });
    }
    let mapping = front_matter::mapping(source, format, metadata);
    match mapping {
        None if metadata.block.is_some() || format == Format::Yaml => {
            Err(DeferralError::NotAMapping)
        }
        mapping => Ok(mapping),
    }
}

/// The lines of the document that Defer wrote: the metadata holds what they say.
pub(crate) fn own_lines(source: &Source, proposal: &Proposal) -> Vec<Span> {
    section::own(source, proposal, &record::reasons(&proposal.metadata))
}

/// Whether nothing would change.
fn is_same(metadata: &Metadata, name: &str, reasons: &[String], date: &str) -> bool {
    let deferral = metadata.deferral.as_ref();
    metadata.target.as_ref().is_some_and(|target| target.text == name)
        && deferral.and_then(|d| d.date.as_ref()).is_some_and(|d| d.text == date)
        && record::reasons(metadata) == reasons
}

/// Removals that touch or overlap become one: a created front matter and the section can be all there is.
fn merged(mut edits: Vec<Edit>) -> Vec<Edit> {
    order::by_key(&mut edits, |edit| (edit.span.start, edit.span.end));
    let mut merged: Vec<Edit> = Vec::new();
    for edit in edits {
        match merged.last_mut() {
            Some(last)
                if last.text.is_empty()
                    && edit.text.is_empty()
                    && edit.span.start <= last.span.end =>
            {
                last.span.end = last.span.end.max(edit.span.end);
            }
            _ => merged.push(edit),
        }
    }
    merged
}

/// Applies the fix and reads the document again: what was meant is there, its metadata parses, and no answer changed.
fn reads_back(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    fix: &Fix,
    meant: impl Fn(&Metadata) -> bool,
) -> Result<(), DeferralError> {
    let text = apply(source.text(), &fix.edits).ok_or(DeferralError::NotReadBack)?;
    let text = Source::new(text);
    let known = Known::new(source, &assessment.proposal);
    let after = crate::proposal::reread(&text, context.format, &assessment.policy, &known);
    let place = match context.format {
        Format::Markdown => after.metadata.block.unwrap_or_default(),
        Format::Yaml => text.span(),
    };
    let parses = !after.errors.iter().any(|error| place.contains(error.span));
    let answers = |proposal: &Proposal| -> Vec<_> {
        proposal.answers.iter().map(|answer| (answer.question, answer.reading.value)).collect()
    };
    let is_same = answers(&after) == answers(&assessment.proposal);
    if parses && is_same && meant(&after.metadata) {
        Ok(())
    } else {
        Err(DeferralError::NotReadBack)
    }
}

#[cfg(test)]
mod tests;
