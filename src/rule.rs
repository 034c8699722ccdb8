//! Rules: plain static data. A rule is one file under `rule/`, its page beside it, and one line in [`RULES`].

use crate::assess::{Assessment, Context};
use crate::finding::{Finding, Fix, Severity};
use crate::source::Source;

/// What a rule looks at.
pub struct Subjects<'a> {
    /// The text.
    pub source: &'a Source,
    /// The day, the settings, the calendar.
    pub context: &'a Context<'a>,
    /// Everything but the findings.
    pub assessment: &'a Assessment,
}

/// A rule.
pub struct Rule {
    /// Its readable name: the diagnostic's code.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Its page, in Markdown: the web page, the hover and `explain`.
    pub docs: &'static str,
    /// Its level where nothing is configured.
    pub severity: Severity,
    /// Appends what it finds.
    pub check: fn(&Subjects<'_>, &mut Vec<Finding>),
    /// The fixes of one of its findings.
    pub fixes: fn(&Subjects<'_>, &Finding) -> Vec<Fix>,
}

/// All rules, in the order of the documentation.
pub static RULES: [Rule; 0] = [];

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}
