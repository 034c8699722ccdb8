//! Why a proposal cannot be deferred or reopened.

use crate::proposal::metadata::Status;
use crate::source::Span;
use std::fmt;

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
