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

mod reasons;
mod record;
mod section;

pub(crate) use section::named_release;

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
use jiff::civil::Date;
use record::{DEFERRAL, FRONT_MATTER, STATUS, TEXT};
use std::fmt;
use std::sync::Arc;

/// What a deferral without a calendar is for.
pub const NEXT_RELEASE: &str = "next release";

/// Why a proposal cannot be deferred or reopened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeferralError {
    /// The policy that is configured cannot be read, and another one stands in for it: its reasons are not the team's.
    OtherPolicy,
    /// It is deferred to this release already, for the same reasons.
    AlreadyDeferred {
        /// The release.
        target: String,
    },
    /// It has been shipped or turned down, so there is nothing to wait for.
    Closed {
        /// Where it stands.
        status: Status,
    },
    /// It is not deferred, so there is nothing to reopen.
    NotDeferred {
        /// Where it stands.
        status: Status,
    },
    /// The metadata does not parse; its place.
    Syntax {
        /// The first mistake.
        span: Span,
    },
    /// The metadata is a list or a text, so there is no place for a key.
    NotAMapping,
    /// A value goes over several lines, where it cannot be replaced and restored.
    ManyLines {
        /// Its key.
        key: &'static str,
    },
    /// There is a list where the record of the deferral goes.
    NotARecord,
    /// The changed document would not read back as intended.
    NotReadBack,
}

impl fmt::Display for DeferralError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherPolicy => f.write_str(
                "its policy cannot be read, and nothing is deferred by another one; mend it first",
            ),
            Self::AlreadyDeferred { target } => write!(f, "already deferred to {target}"),
            Self::Closed { status } => write!(
                f,
                "the status is {}, and nothing is left to wait for: make it `proposed` first",
                status.name()
            ),
            Self::NotDeferred { status } => {
                write!(f, "not deferred: the status is {}", status.name())
            }
            Self::Syntax { .. } => f.write_str("the metadata does not parse: mend its YAML first"),
            Self::NotAMapping => {
                f.write_str("the metadata has no keys: write it as `key: value` lines")
            }
            Self::ManyLines { key } => {
                write!(f, "`{key}` goes over several lines: write it on one")
            }
            Self::NotARecord => f.write_str(
                "`deferral` is a list, and would be lost: put it below `deferral` as `reasons:`",
            ),
            Self::NotReadBack => {
                f.write_str("the changed document would not read as meant: change it by hand")
            }
        }
    }
}

impl std::error::Error for DeferralError {}

/// Why there is no release to defer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoTarget {
    /// Part of the calendar cannot be read, and the earliest release may be in it.
    HalfCalendar,
    /// The calendar has none that is still open for fixes.
    NoneOpen,
    /// There is no calendar to find the release in.
    NoCalendar {
        /// The release.
        name: String,
    },
    /// The calendar does not know the release.
    Unknown {
        /// The release.
        name: String,
        /// Those that are still to come.
        known: Vec<String>,
    },
    /// It has shipped.
    Shipped {
        /// The release.
        name: String,
        /// When.
        on: Date,
    },
}

impl fmt::Display for NoTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// How many names are told.
        const SHOWN: usize = 8;
        match self {
            Self::HalfCalendar => f.write_str(
                "of a calendar that cannot be read as a whole no release is chosen; mend it",
            ),
            Self::NoneOpen => f.write_str(
                "no release of the calendar is still open for fixes; add the next one to `releases` in hotfix-lint.yaml",
            ),
            Self::NoCalendar { name } => write!(
                f,
                "no calendar knows release {name}; add `releases` to hotfix-lint.yaml"
            ),
            Self::Unknown { name, known } => {
                write!(f, "the calendar does not know release {name}; ")?;
                if known.is_empty() {
                    return f.write_str("it has no release that is still to come");
                }
                let first: Vec<&str> = known.iter().take(SHOWN).map(String::as_str).collect();
                write!(f, "releases to come: {}", first.join(", "))?;
                match known.len() - first.len() {
                    0 => Ok(()),
                    more => write!(f, " and {more} more"),
                }
            }
            Self::Shipped { name, on } => {
                write!(f, "release {name} has shipped already, on {on}")
            }
        }
    }
}

impl std::error::Error for NoTarget {}

/// Whether the answers were held against a policy that only stands in for one that cannot be read.
pub fn is_held_against_another(context: &Context<'_>, assessment: &Assessment) -> bool {
    context.config.stands_in && Arc::ptr_eq(&assessment.policy, &context.config.policy)
}

/// The release to wait for: the one of that name, or else the earliest that is open. `None` without a calendar: the next
/// release, by that name.
pub fn target(
    context: &Context<'_>,
    assessment: &Assessment,
    name: Option<&str>,
) -> Result<Option<Dated>, NoTarget> {
    let calendar = context.config.calendar.as_ref();
    let Some(name) = name else {
        if context.config.half_calendar {
            return Err(NoTarget::HalfCalendar);
        }
        let first = targets(context, assessment).into_iter().next();
        return if first.is_none() && calendar.is_some() {
            Err(NoTarget::NoneOpen)
        } else {
            Ok(first)
        };
    };
    let calendar = calendar.ok_or_else(|| NoTarget::NoCalendar { name: name.to_owned() })?;
    let component = assessment.proposal.metadata.component.as_ref().map(|c| c.text.as_str());
    let release = calendar.find(name, component).ok_or_else(|| {
        let to_come = calendar.releases.iter().filter(|r| r.release > context.today);
        let known = to_come.map(|r| r.name.clone()).collect();
        NoTarget::Unknown { name: name.to_owned(), known }
    })?;
    if release.release <= context.today {
        return Err(NoTarget::Shipped { name: name.to_owned(), on: release.release });
    }
    Ok(Some(release))
}

/// The releases that Defer offers: the earliest one that still takes fixes and the one after; none without a calendar, or
/// with one that cannot be read as a whole.
pub fn targets(context: &Context<'_>, assessment: &Assessment) -> Vec<Dated> {
    if context.config.half_calendar {
        return Vec::new();
    }
    let component = assessment.proposal.metadata.component.as_ref().map(|c| c.text.as_str());
    let Some(calendar) = &context.config.calendar else { return Vec::new() };
    let mut open = calendar.open(context.today, component);
    open.truncate(2);
    open
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
