//! What makes two findings the same one, in different versions of a document: the rule, what it is about, and what is
//! answered there. Neither lines nor messages are part of it, so that text may be inserted above and words may be
//! improved in this program.

use crate::assess::Assessment;
use crate::finding::{Finding, Subject};
use crate::rule::release_imminent;
use crate::source::Source;

/// The version of the recipe. Where the recipe changes, so does this.
pub const VERSION: u32 = 1;

/// A finding's identity within its document.
pub type Fingerprint = u64;

/// One thing that a finding says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The question, criterion, metadata key or release it is about; empty for the document as a whole.
    pub about: &'a str,
    /// The rule, that, and what is written there.
    pub fingerprint: Fingerprint,
}

/// What identifies a finding. A finding about several questions that are missing has a part for each, so that the others
/// stay the same when one of them is written.
pub fn parts<'a>(source: &Source, assessment: &'a Assessment, finding: &Finding) -> Vec<Part<'a>> {
    let policy = &assessment.policy;
    let part = |about: &'a str, written: &str| Part {
        about,
        fingerprint: fingerprint(finding.rule, about, written),
    };
    match &finding.subject {
        Subject::Missing(questions) => {
            questions.iter().map(|&id| part(&policy.question(id).id, "")).collect()
        }
        Subject::Answer(index) => {
            let answer = assessment.proposal.answers.get(*index);
            let written = answer.map_or("", |answer| source.slice(answer.span));
            let about = answer.map_or("", |answer| &policy.question(answer.question).id);
            vec![part(about, written)]
        }
        Subject::Metadata(key) => vec![part(key, source.slice(finding.span))],
        Subject::Waiver(_) | Subject::NearMiss(_) => vec![part("", source.slice(finding.span))],
        Subject::Document => {
            let release = assessment.next_release.as_ref().map(|next| next.release.name.as_str());
            let about = match (finding.question, finding.criterion) {
                (Some(question), _) => &policy.question(question).id,
                (None, Some(criterion)) => &policy.criterion(criterion).id,
                // That one release was near says nothing about the one after it.
                (None, None) if finding.rule == release_imminent::RULE.name => {
                    release.unwrap_or_default()
                }
                (None, None) => "",
            };
            vec![part(about, "")]
        }
    }
}

/// All parts as one number.
pub fn whole(parts: &[Part<'_>]) -> Fingerprint {
    match parts {
        [only] => only.fingerprint,
        _ => together(parts.iter().map(|part| part.fingerprint)),
    }
}

fn together(numbers: impl IntoIterator<Item = u64>) -> Fingerprint {
    let mut hash = Hash::new();
    numbers.into_iter().for_each(|number| hash.add(&number.to_le_bytes()));
    hash.0
}

/// The identity of the `ordinal`th finding of a document, from 0, that has this fingerprint.
pub fn nth(fingerprint: Fingerprint, ordinal: u32) -> Fingerprint {
    if ordinal == 0 { fingerprint } else { together([fingerprint, u64::from(ordinal)]) }
}

/// The identity of what is wrong with a file as a whole.
pub fn of_text(rule: &str, message: &str) -> Fingerprint {
    fingerprint(rule, "", message)
}

/// A finding's identity among those of all documents.
pub fn in_file(path: &str, identity: Fingerprint) -> Fingerprint {
    let mut hash = Hash::new();
    hash.add(path.as_bytes());
    together([hash.0, identity])
}

/// As it is written.
pub fn hex(fingerprint: Fingerprint) -> String {
    format!("{fingerprint:016x}")
}

fn fingerprint(rule: &str, about: &str, written: &str) -> Fingerprint {
    let mut hash = Hash::new();
    hash.add(rule.as_bytes());
    hash.add(b"\0");
    hash.add(about.as_bytes());
    // Case, punctuation, markup and white space may change: what is said stays the same.
    for word in written.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        hash.add(b"\0");
        hash.add(word.to_lowercase().as_bytes());
    }
    hash.0
}

/// FNV-1a: the same on every machine and in every version, which no hasher of the standard library promises.
struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_and_their_dress_does_not() {
        let of = |written| fingerprint("hedged-answer", "average-user", written);
        assert_eq!(of("Probably yes"), of("**probably**,\n  yes."));
        assert_ne!(of("Probably yes"), of("Probably no"));
        assert_ne!(of("ab c"), of("a bc"));
        assert_ne!(of(""), fingerprint("hedged-answer", "common-input", ""));
        // Written down once and for all: baselines and code scanning keep these.
        assert_eq!(hex(of("Probably yes")), "bd0e5608b11f1ee0");
    }
}
