//! Stand-ins for the deferral, which is on its way.
use crate::assess::{Assessment, Context};
use crate::calendar::Dated;
use crate::finding::Fix;
use crate::source::Source;

pub(super) fn targets(context: &Context<'_>, assessment: &Assessment) -> Vec<Dated> {
    let component = assessment.proposal.metadata.component.as_ref().map(|c| c.text.as_str());
    let calendar = context.config.calendar.as_ref();
    let open = calendar.map(|calendar| calendar.open(context.today, component));
    open.unwrap_or_default().into_iter().take(2).collect()
}
pub(super) fn defer(
    _: &Source,
    _: &Context<'_>,
    _: &Assessment,
    _: Option<&Dated>,
) -> Result<Fix, String> {
    Err("not yet".into())
}
pub(super) fn reopen(_: &Source, _: &Context<'_>, _: &Assessment) -> Result<Fix, String> {
    Err("not yet".into())
}
