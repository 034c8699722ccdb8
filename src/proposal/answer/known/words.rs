//! The words of what begins like an honest unknown and says more, lower case.

use crate::proposal::wordlist::{WordList, words};

/// What is not known in a sentence about what is not known, or not yet.
pub(in super::super) const NOT_SO_FAR: &WordList = words!("yet, whether, if, far, currently, either");

/// What data are where there are some.
pub(in super::super) const GATHERED: &WordList = words!("collected, gathered, known, there, in, recorded, shared, missing");

/// What is done to data where there is harm.
pub(in super::super) const HARMED: &WordList = words!("
    lost, leaked, exposed, touched, affected, corrupted, stolen, deleted, overwritten, damaged, disclosed, compromised,
    destroyed
");

/// Those whom everybody is, beside users.
pub(in super::super) const PEOPLE_AT_LARGE: &WordList = words!("
    most, many, community, everyone, everybody, anyone, anybody, beginners, newcomers, laymen, readers, public
");

/// Participles of trying out that name what was looked at: "not tested on ARM".
pub(in super::super) const TESTING: &WordList = words!("
    tested, untested, checked, unverified, unconfirmed, unmeasured, evaluated, assessed
");

/// Words behind "tested on" and "tested in" that name no case of its own.
pub(in super::super) const NOT_ANOTHER: &WordList = words!("
    it, this, that, these, all, any, my, our, me, us, general, detail, details, depth, full, every, particular, either,
    both, practice, time, person, here, purpose
");
