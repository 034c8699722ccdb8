//! A release: its dates, the days left, and what may still go into it.

use super::Hover;
use crate::assess::{Context, days};
use crate::calendar::Dated;
use crate::ide::markup::{Page, Style};
use crate::ide::places;
use crate::rule::words;
use crate::source::Source;

/// What is to be said of the release whose entry in a calendar or a configuration has its name at `offset`.
pub fn in_calendar(
    source: &Source,
    context: &Context<'_>,
    offset: usize,
    style: Style,
) -> Option<Hover> {
    let place = places::releases(source).into_iter().find(|place| place.span.touches(offset))?;
    let release = context.config.calendar.as_ref()?.find(&place.name, None)?;
    let mut page = Page::new(style);
    page.paragraph(|line| line.text("Release ").strong(&release.name).text(":"));
    write(&release, context, &mut page);
    Some(Hover { span: place.span, text: page.finish() })
}

/// The dates of the release of that name for a component, or that the calendar knows none.
pub(super) fn named(context: &Context<'_>, name: &str, component: Option<&str>, page: &mut Page) {
    let Some(calendar) = &context.config.calendar else {
        page.paragraph(|line| line.text("No calendar is configured."));
        return;
    };
    let Some(release) = calendar.find(name, component) else {
        page.paragraph(|line| line.text("The calendar has no release ").code(name).text("."));
        return;
    };
    write(&release, context, page);
}

/// Freeze and release of a release, with the days left.
pub(super) fn write(release: &Dated, context: &Context<'_>, page: &mut Page) {
    page.list(dates(release, context), |line, text| line.text(&text));
    let takes = release.stage(context.today).takes();
    page.paragraph(|line| line.text("It is ").text(takes).text("."));
}

fn dates(release: &Dated, context: &Context<'_>) -> Vec<String> {
    let today = context.today;
    let to_work = |day| words::working_days_left(context.config.working_days.left(today, day));
    let when = |day| match days(today, day) {
        left if left > 1 => format!("{}, {}", words::in_days(left), to_work(day)),
        left if left >= 0 => words::in_days(left),
        past => words::count(past.unsigned_abs() as usize, "day ago", "days ago"),
    };
    let mut dates = Vec::new();
    if let Some(day) = release.burn_down {
        dates.push(format!("burn down {day} ({})", when(day)));
    }
    if release.freeze != release.release {
        dates.push(format!("freeze {} ({})", release.freeze, when(release.freeze)));
    }
    dates.push(format!("release {} ({})", release.release, when(release.release)));
    dates
}
