//! What short answers say, by topic: text, and the reading in one line.

pub(super) mod bugs;
pub(super) mod changed;
pub(super) mod choices;
pub(super) mod counts;
pub(super) mod denials;
pub(super) mod good_news;
pub(super) mod harm;
pub(super) mod more_yes_no;
pub(super) mod remedies;
pub(super) mod texts;
pub(super) mod workarounds;
pub(super) mod yes_no;
