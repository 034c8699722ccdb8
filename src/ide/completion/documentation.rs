//! What there is to read about something that can be written; made when somebody looks.

use crate::ide::hover;
use crate::ide::markup::{Page, Style};
use crate::policy::Policy;
use crate::rule;
use serde::{Deserialize, Serialize};

/// What a text is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// There is nothing to say.
    Nothing,
    /// These words say it.
    Words(String),
    /// The question of this id.
    Question(String),
    /// The rule of this name.
    Rule(String),
}

/// What there is to read; `policy` is the one that the document is held against.
pub fn documentation(policy: Option<&Policy>, about: &About, style: Style) -> Option<String> {
    let mut page = Page::new(style);
    match about {
        About::Nothing => {}
        About::Words(words) => page.paragraph(|line| line.message(words)),
        About::Question(id) => {
            let policy = policy?;
            let question = policy.question(policy.find_question(id)?);
            page.paragraph(|line| line.strong(&question.prompt).text("  ").code(&question.id));
            page.paragraph(|line| line.message(&question.why));
            hover::what_to_write(question, &mut page);
        }
        About::Rule(name) => {
            let rule = rule::find(name)?;
            match style {
                Style::Markdown => return Some(rule.docs.trim_end().to_owned()),
                Style::Plain => page.paragraph(|line| line.message(rule.summary)),
            }
        }
    }
    let text = page.finish();
    (!text.is_empty()).then_some(text)
}
