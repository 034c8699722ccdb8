//! Policies: criteria, questions and the rule that turns answers into a verdict. Data, not code.

pub mod builtin;
mod condition;
pub mod files;
pub mod load;
pub mod logic;
pub mod page;

use crate::proposal::answer::OptionName;
use crate::proposal::evidence::EvidenceKind;
use crate::proposal::lexicon::Lexicon;
use logic::Compiled;
use std::fmt;

/// A question of one policy: an index into [`Policy::questions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(pub u16);

/// A criterion of one policy: an index into [`Policy::criteria`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CriterionId(pub u16);

/// The value of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Yes (`true`) or no.
    YesNo(bool),
    /// An option: an index into the question's options.
    Choice(u16),
    /// A number.
    Count(u32),
    /// Text that is there; what it says is for people to weigh.
    Text,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    YesNo,
    /// One of these.
    Choice(Vec<ChoiceOption>),
    /// A number.
    Count,
    /// Words.
    Text,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOption {
    /// The name in output.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Name and aliases as they are looked for in answers.
    pub(crate) names: Vec<OptionName>,
}

impl ChoiceOption {
    /// An option with its name and other words for it.
    pub fn new(name: String, aliases: Vec<String>) -> Self {
        let names = std::iter::once(&name).chain(&aliases).map(|name| OptionName::new(name));
        let names = names.filter(|name| !name.is_empty()).collect();
        Self { name, aliases, names }
    }

    /// Whether `text`, whole, is its name or one of the other words for it.
    pub(crate) fn is_named(&self, text: &str) -> bool {
        let said = OptionName::new(text);
        self.names.iter().any(|name| name.is_same(&said))
    }
}

/// Which answers speak for a hotfix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForHotfix {
    /// Exactly this value.
    Is(Value),
    /// A count above this.
    MoreThan(u32),
}

impl ForHotfix {
    /// Whether `value` speaks for a hotfix.
    pub fn holds(self, value: Value) -> bool {
        match (self, value) {
            (Self::Is(wanted), value) => wanted == value,
            (Self::MoreThan(n), Value::Count(count)) => count > n,
            (Self::MoreThan(_), _) => false,
        }
    }

    /// The counts above which it holds where up to them it does not, or the other way round.
    fn limits(self) -> [Option<u32>; 2] {
        match self {
            Self::MoreThan(n) => [Some(n), None],
            Self::Is(Value::Count(n)) => [n.checked_sub(1), Some(n)],
            Self::Is(_) => [None, None],
        }
    }
}

/// What a claim must come with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceNeed {
    /// Any one of these will do; empty where nothing is asked.
    pub any_of: Vec<EvidenceKind>,
    /// Each of these is asked for.
    pub all_of: Vec<EvidenceKind>,
    /// How many words beyond the value make an explanation, where an explanation is asked for.
    pub min_words: usize,
}

impl EvidenceNeed {
    /// Whether anything is asked for.
    pub fn is_some(&self) -> bool {
        !self.any_of.is_empty() || !self.all_of.is_empty()
    }
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its id, unique in the policy.
    pub id: String,
    /// The criterion that asks it.
    pub criterion: CriterionId,
    /// As it is asked.
    pub prompt: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// What answers it takes.
    pub kind: Kind,
    /// Which answers speak for a hotfix; `None` where none does.
    pub for_hotfix: Option<ForHotfix>,
    /// Of a count: the numbers above which it decides something else than up to them, here or in a condition.
    pub limits: Vec<u32>,
    /// What a claim for a hotfix must come with.
    pub evidence: EvidenceNeed,
    /// Absent or blank means "not claimed", and nothing is reported.
    pub optional: bool,
    /// A claim that need not wait for a release, however near it is: a security breach, lost data.
    pub critical: bool,
    /// What the team's form writes below the question: no part of an answer.
    pub template: String,
    /// Why it matters.
    pub why: String,
    /// An answer that would do; empty where the policy gives none.
    pub example: String,
}

/// A group of questions with one outcome.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its id, unique in the policy.
    pub id: String,
    /// The heading.
    pub title: String,
    /// Other headings for it.
    pub aliases: Vec<String>,
    /// Why it matters.
    pub why: String,
    /// When it is met; `None` for questions that decide nothing together, such as those about risk.
    pub met_when: Option<Condition>,
    /// Its questions, in order.
    pub questions: Vec<QuestionId>,
}

/// A condition over answers and criteria, in Kleene's three-valued logic.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// One of them.
    Any(Vec<Condition>),
    /// All of them.
    All(Vec<Condition>),
    /// At least so many of them.
    AtLeast(usize, Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
    /// The question has this value.
    Is(QuestionId, Value),
    /// The question's count is above this.
    MoreThan(QuestionId, u32),
    /// The answer speaks for a hotfix.
    Speaks(QuestionId),
    /// The criterion is met.
    Met(CriterionId),
}

/// Answers that exclude each other.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// When it holds, over the values as they are written.
    pub when: Condition,
    /// What is wrong with that.
    pub message: String,
}

/// Where an undecided verdict leans.
#[derive(Clone, Debug, Default)]
pub struct LeanWhen {
    /// When it leans to a hotfix.
    pub hotfix: Option<Condition>,
    /// When it leans to waiting.
    pub defer: Option<Condition>,
}

/// A policy, checked and ready to evaluate.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where it was published.
    pub source: String,
    /// The criteria, in order.
    pub criteria: Vec<Criterion>,
    /// The questions of all criteria, in order.
    pub questions: Vec<Question>,
    /// Answers that exclude each other.
    pub contradictions: Vec<Contradiction>,
    /// When the verdict is a hotfix.
    pub hotfix_when: Condition,
    /// Where a verdict leans that is undecided; never a verdict.
    pub lean_when: LeanWhen,
    /// Days within which a freeze or release suggests waiting, unless the configuration says otherwise.
    pub within_days: Option<i32>,
    /// What a new proposal says at its head; empty where the policy gives nothing.
    pub template: String,
    /// The words of its questions and criteria, to match documents against.
    pub lexicon: Lexicon,
    /// Its conditions, ready to evaluate.
    pub logic: Compiled,
}

impl Policy {
    /// Makes its conditions ready to evaluate, and tells its questions what numbers those tell apart.
    pub fn compile(&mut self) {
        self.logic = Compiled::new(self);
        for (index, question) in self.questions.iter_mut().enumerate() {
            let own = question.for_hotfix.into_iter().flat_map(ForHotfix::limits).flatten();
            question.limits = own.chain(self.logic.limits(index)).collect();
            question.limits.sort_unstable();
            question.limits.dedup();
        }
    }

    /// The question of an id.
    pub fn question(&self, id: QuestionId) -> &Question {
        &self.questions[usize::from(id.0)]
    }

    /// The criterion of an id.
    pub fn criterion(&self, id: CriterionId) -> &Criterion {
        &self.criteria[usize::from(id.0)]
    }

    /// All questions with their ids.
    pub fn question_ids(&self) -> impl Iterator<Item = QuestionId> + use<> {
        (0..self.questions.len() as u16).map(QuestionId)
    }

    /// All criteria with their ids.
    pub fn criterion_ids(&self) -> impl Iterator<Item = CriterionId> + use<> {
        (0..self.criteria.len() as u16).map(CriterionId)
    }

    /// The question named `id`.
    pub fn find_question(&self, id: &str) -> Option<QuestionId> {
        self.question_ids().find(|&q| self.question(q).id == id)
    }

    /// The criterion named `id`.
    pub fn find_criterion(&self, id: &str) -> Option<CriterionId> {
        self.criterion_ids().find(|&c| self.criterion(c).id == id)
    }

    /// `value` as the JSON output and messages name it.
    pub fn value_name(&self, question: QuestionId, value: Value) -> String {
        match (value, &self.question(question).kind) {
            (Value::YesNo(yes), _) => if yes { "yes" } else { "no" }.to_owned(),
            (Value::Choice(index), Kind::Choice(options)) => options
                .get(usize::from(index))
                .map_or_else(String::new, |option| option.name.clone()),
            (Value::Choice(index), _) => index.to_string(),
            (Value::Count(n), _) => n.to_string(),
            (Value::Text, _) => "text".to_owned(),
        }
    }
}

/// True, false, or not known yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It is so.
    True,
    /// It is not so.
    False,
    /// It cannot be told yet.
    #[default]
    Unknown,
}

impl Truth {
    /// The word of the JSON contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
        }
    }

    /// Whether it can be told.
    pub const fn is_known(self) -> bool {
        !matches!(self, Self::Unknown)
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

/// What the policy advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Make the hotfix.
    Hotfix,
    /// Wait for the next release.
    Defer,
    /// It cannot be told yet.
    Undecided,
}

impl Verdict {
    /// The word of the JSON contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hotfix => "hotfix",
            Self::Defer => "defer",
            Self::Undecided => "undecided",
        }
    }
}

impl From<Truth> for Verdict {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::Hotfix,
            Truth::False => Self::Defer,
            Truth::Unknown => Self::Undecided,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
