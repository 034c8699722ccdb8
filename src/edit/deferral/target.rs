//! The release that a proposal is deferred to.

use crate::assess::{Assessment, Context};
use crate::calendar::Dated;
use jiff::civil::Date;
use std::fmt;

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
