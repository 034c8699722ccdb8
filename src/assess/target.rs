//! The release that a proposal waits for.

use super::Assessment;
use crate::calendar::Dated;
use crate::config::Config;
use crate::edit::deferral::NEXT_RELEASE;

impl Assessment {
    /// The release that the metadata's `target` names, with the dates of its component, where the calendar knows it.
    /// "The next release", which Defer writes where there is no calendar yet, is the one that was next on the day of the
    /// decision.
    pub fn target(&self, config: &Config) -> Option<Dated> {
        let metadata = &self.proposal.metadata;
        let calendar = config.calendar.as_ref()?;
        let component = metadata.component.as_ref().map(|component| component.text.as_str());
        let name = metadata.target.as_ref()?.text.as_str();
        calendar.find(name, component).or_else(|| {
            let date = metadata.deferral.as_ref()?.date.as_ref().filter(|_| is_next(name))?;
            calendar.open(date.text.parse().ok()?, component).into_iter().next()
        })
    }
}

/// Whether people call the next release so.
fn is_next(name: &str) -> bool {
    let name = name.trim();
    let article = name.get(..4).filter(|article| article.eq_ignore_ascii_case("the "));
    let bare = article.map_or(name, |_| name[4..].trim_start());
    bare.eq_ignore_ascii_case(NEXT_RELEASE)
}
