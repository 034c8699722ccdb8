//! The deferral ledger: what was deferred where and when, and what became of it.

use super::row::line;
use crate::assess::{Assessment, Context, days};
use crate::calendar::Dated;
use crate::proposal::metadata::{Metadata, Status};
use jiff::civil::Date;

/// How much of a deferral's reasons is kept: so many, and so many characters of each.
const REASONS: usize = 5;
const REASON: usize = 200;

/// Where a deferral stands, what presses first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Its release freezes within `timing.within-days` or `within-working-days`, or is frozen and not out yet.
    Due,
    /// Its release is out, and nothing says whether the fix was in it.
    Overdue,
    /// A later release is out as well, or it waits for no release that the calendar knows: nobody will be reminded.
    Forgotten,
    /// Its release is still to come.
    Waiting,
    /// The fix shipped.
    Shipped,
    /// Rejected or withdrawn after all.
    Dropped,
}

impl State {
    /// Every state, in order.
    pub const ALL: [Self; 6] =
        [Self::Due, Self::Overdue, Self::Forgotten, Self::Waiting, Self::Shipped, Self::Dropped];

    /// The word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Forgotten => "forgotten",
            Self::Waiting => "waiting",
            Self::Shipped => "shipped",
            Self::Dropped => "dropped",
        }
    }

    /// Whether somebody has to do something now.
    pub const fn presses(self) -> bool {
        matches!(self, Self::Due | Self::Overdue | Self::Forgotten)
    }

    /// Whether the fix is out; `None` where nothing says so.
    pub const fn shipped(self) -> Option<bool> {
        match self {
            Self::Shipped => Some(true),
            Self::Due | Self::Waiting | Self::Dropped => Some(false),
            Self::Overdue | Self::Forgotten => None,
        }
    }
}

/// One deferral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When the decision to wait was made.
    pub date: Option<Date>,
    /// The release it waits for, as it is written.
    pub target: Option<String>,
    /// That release in the calendar, with the dates of the proposal's component.
    pub release: Option<Dated>,
    /// Why.
    pub reasons: Vec<String>,
    /// Where it stands.
    pub state: State,
    /// What to know or do, in a few words.
    pub note: String,
}

/// What the ledger says of a proposal; `None` where it is not, or no longer, deferred.
pub(super) fn entry(context: &Context<'_>, assessment: &Assessment) -> Option<Entry> {
    let metadata = &assessment.proposal.metadata;
    let status = metadata.status();
    let record = metadata.deferral.as_ref();
    let is_deferral = match status {
        Status::Deferred | Status::Included => true,
        Status::Released | Status::Rejected | Status::Withdrawn => record.is_some(),
        Status::Draft | Status::Proposed | Status::Approved => false,
    };
    if !is_deferral {
        return None;
    }
    let date = record.and_then(|record| record.date.as_ref()?.text.parse().ok());
    let target = metadata.target.as_ref().map(|t| line(&t.text)).filter(|t| !t.is_empty());
    let release = assessment.target(context.config);
    let (state, note) = state(context, assessment, target.as_deref(), release.as_ref());
    let reason = |text: &str| line(&text.chars().take(REASON).collect::<String>());
    let reasons = record.map_or_else(Vec::new, |record| {
        record.reasons.iter().take(REASONS).map(|r| reason(&r.text)).collect()
    });
    Some(Entry { date, target, release, reasons, state, note })
}

fn state(
    context: &Context<'_>,
    assessment: &Assessment,
    target: Option<&str>,
    release: Option<&Dated>,
) -> (State, String) {
    let (today, metadata) = (context.today, &assessment.proposal.metadata);
    match metadata.status() {
        Status::Included => {
            let when = release.map(|release| out(today, release));
            // What is in a release ships with it, and not before.
            return match (release, when) {
                (Some(release), Some(when)) if release.release > today => {
                    (State::Waiting, format!("is in it, {when}"))
                }
                (_, when) => (State::Shipped, when.unwrap_or_default()),
            };
        }
        Status::Released => return (State::Shipped, "as a hotfix after all".to_owned()),
        Status::Rejected | Status::Withdrawn => {
            return (State::Dropped, metadata.status().name().to_owned());
        }
        _ => {}
    }
    let Some(release) = release else {
        return match (target, &context.config.calendar) {
            (None, _) => (State::Forgotten, "waits for no release: name one".to_owned()),
            (Some(_), Some(_)) => {
                (State::Forgotten, "the calendar knows no such release".to_owned())
            }
            // Without a calendar nobody can tell.
            (Some(_), None) => (State::Waiting, "no calendar says when that is".to_owned()),
        };
    };
    if release.release <= today {
        let later = later_release(context, metadata, release);
        return match later {
            Some(later) => (
                State::Forgotten,
                format!("{}, and {later} since: was the fix in it?", out(today, release)),
            ),
            None => (State::Overdue, format!("{}: was the fix in it?", out(today, release))),
        };
    }
    let left = days(today, release.freeze);
    let ships = super::days_ahead(days(today, release.release));
    let note = if release.freeze == release.release {
        format!("ships {ships}")
    } else if left <= 0 {
        format!("frozen, ships {ships}: is the fix in it?")
    } else {
        format!("freezes {}", super::days_ahead(left))
    };
    let is_near = assessment.is_near(context, release.freeze);
    (if is_near { State::Due } else { State::Waiting }, note)
}

/// `shipped 12 days ago`; `ships in 3 days`.
fn out(today: Date, release: &Dated) -> String {
    let when = days(today, release.release);
    format!("{} {}", if when > 0 { "ships" } else { "shipped" }, super::days_ahead(when))
}

/// The latest release that is out and came after this one.
fn later_release(context: &Context<'_>, metadata: &Metadata, release: &Dated) -> Option<String> {
    let calendar = context.config.calendar.as_ref()?;
    let is_later =
        |other: &&Dated| other.release > release.release && other.release <= context.today;
    calendar.dated(component(metadata)).iter().rev().find(is_later).map(|other| other.name.clone())
}

fn component(metadata: &Metadata) -> Option<&str> {
    metadata.component.as_ref().map(|component| component.text.as_str())
}
