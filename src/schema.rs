//! JSON Schemas: of proposals, configurations and policies, made from the tables that their readers know their keys from, and
//! of what the program prints (`output`).
//!
//! Draft 7: what editors' YAML servers read best. A schema takes what the reader takes; what the reader checks beyond
//! shapes (ids that exist, dates in order) it leaves to the program.

mod output;

use crate::config::keys::CONFIG;
use crate::policy::load::keys::POLICY;
use crate::policy::{Policy, Question, QuestionId};
use crate::proposal::metadata::keys::{ANSWER, METADATA};
use crate::rule::what_to_write;
use crate::settings::shape::{Key, Shape, Word};
use serde_json::{Map, Value, json};

/// Where the schemas are published.
const HOME: &str = "https://raw.githubusercontent.com/hotfix-lint/hotfix-lint/main/schemas";

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A proposal in YAML, and the front matter of one in Markdown.
    Proposal,
    /// `hotfix-lint.yaml`.
    Config,
    /// A policy.
    Policy,
    /// What `check --format json` prints.
    Check,
    /// What `report --format json` prints.
    Report,
}

impl Subject {
    /// Every subject.
    pub const ALL: [Self; 5] =
        [Self::Proposal, Self::Config, Self::Policy, Self::Check, Self::Report];

    /// Its name on the command line, and the name of its file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Config => "config",
            Self::Policy => "policy",
            Self::Check => "check",
            Self::Report => "report",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Proposal => "a hotfix proposal",
            Self::Config => "the configuration of hotfix-lint",
            Self::Policy => "a policy of hotfix-lint",
            Self::Check => "what hotfix-lint check --format json prints",
            Self::Report => "what hotfix-lint report --format json prints",
        }
    }
}

/// The schema of a subject as a file; `policy` has the questions of proposals.
pub fn schema(subject: Subject, policy: &Policy) -> String {
    let mut writer =
        Writer { policy, definitions: Map::new(), takes_away: subject == Subject::Policy };
    let mut root = match subject {
        Subject::Proposal => writer.mapping(&METADATA, true),
        Subject::Config => writer.mapping(&CONFIG, false),
        Subject::Policy => writer.mapping(&POLICY, false),
        Subject::Check => output::object(output::CHECK),
        Subject::Report => output::object(output::REPORT),
    };
    root.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    root.insert("$id".into(), json!(format!("{HOME}/{}.json", subject.name())));
    root.insert("title".into(), json!(subject.title()));
    if !writer.definitions.is_empty() {
        root.insert("definitions".into(), writer.definitions.into());
    }
    let text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text + "\n"
}

/// How a day is written.
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// What one value may be, as the types of JSON that YAML makes of a scalar.
const SCALAR: [&str; 3] = ["string", "number", "boolean"];

struct Writer<'a> {
    policy: &'a Policy,
    /// What has a name: conditions, since they nest, and answers, since there are many.
    definitions: Map<String, Value>,
    /// A key without a value takes that of another file away.
    takes_away: bool,
}

impl Writer<'_> {
    fn of(&mut self, shape: &'static Shape) -> Value {
        match shape {
            Shape::Nothing => json!({"type": "null"}),
            Shape::Text | Shape::Release | Shape::Value => json!({"type": SCALAR}),
            Shape::Name => json!({"type": ["string", "number"], "pattern": "^[a-z0-9-]+$"}),
            Shape::Number(least, most) => json!({
                "type": ["integer", "string"],
                "minimum": least, "maximum": most, "pattern": "^[0-9]+$",
            }),
            Shape::YesNo | Shape::Speaks => {
                json!({"type": ["boolean", "string"], "pattern": YES_NO})
            }
            Shape::Day => json!({"type": "string", "pattern": DAY}),
            Shape::Word(words) => word(words()),
            Shape::Issue => json!({"type": "string"}),
            Shape::Question | Shape::Id | Shape::Inherited => json!({"type": ["string", "number"]}),
            Shape::Answers => self.answers(),
            Shape::List(item) => self.list(item),
            Shape::Pair(first, second) => json!({
                "type": "array", "items": [self.of(first), self.of(second)],
                "minItems": 2, "maxItems": 2,
            }),
            Shape::Map(keys) => self.mapping(keys, false).into(),
            Shape::OpenMap(keys) => self.mapping(keys, true).into(),
            Shape::Each(names, value) => self.each(names, value),
            Shape::Condition(keys) => self.condition(keys),
            Shape::Either(shapes) => {
                json!({"anyOf": shapes.iter().map(|shape| self.of(shape)).collect::<Vec<_>>()})
            }
        }
    }

    /// A mapping with these keys; an open one has others as well, and any may be blank. In a policy those may that it
    /// does without.
    fn mapping(&mut self, keys: &'static [Key], open: bool) -> Map<String, Value> {
        let mut properties = Map::new();
        for key in keys {
            let own = self.of(key.shape);
            let is_blank = open || self.takes_away && !key.needed && !is_condition(keys);
            let value = if is_blank { json!({"anyOf": [own, {"type": "null"}]}) } else { own };
            properties.insert(key.name.to_owned(), described(value, key.says));
        }
        let needed: Vec<&str> = keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
        let mut object = Map::new();
        object.insert("type".into(), json!("object"));
        object.insert("properties".into(), properties.into());
        object.insert("additionalProperties".into(), json!(open));
        if !needed.is_empty() {
            object.insert("required".into(), json!(needed));
        }
        object
    }

    /// A list. One value is a list of one, and nothing an empty one.
    fn list(&mut self, item: &'static Shape) -> Value {
        let own = self.of(item);
        let mut ways = vec![json!({"type": "array", "items": own}), json!({"type": "null"})];
        let single = item.alternatives().into_iter().filter(|shape| shape.keys().is_empty());
        ways.extend(single.map(|shape| self.of(shape)));
        json!({"anyOf": ways})
    }

    fn each(&mut self, names: &'static Shape, value: &'static Shape) -> Value {
        let value = self.of(value);
        let Shape::Word(words) = names else {
            return json!({"type": "object", "additionalProperties": value});
        };
        let properties =
            words().into_iter().map(|word| (word.name, described(value.clone(), &word.says)));
        json!({
            "type": "object",
            "properties": properties.collect::<Map<_, _>>(), "additionalProperties": false,
        })
    }

    fn condition(&mut self, keys: &'static [Key]) -> Value {
        if !self.definitions.contains_key("condition") {
            // What is inside of it finds that it has been asked for.
            self.definitions.insert("condition".into(), Value::Null);
            let mut condition = self.mapping(keys, false);
            condition.insert("minProperties".into(), json!(1));
            condition.insert("maxProperties".into(), json!(2));
            let pair = json!({"at-least": ["of"], "of": ["at-least"]});
            condition.insert("dependencies".into(), pair);
            self.definitions.insert("condition".into(), condition.into());
        }
        json!({"$ref": "#/definitions/condition"})
    }

    /// Questions by their ids, below `answers` or below their criteria. Documents may name them by other words, which no
    /// schema can know.
    fn answers(&mut self) -> Value {
        let plain = json!({"type": [SCALAR[0], SCALAR[1], SCALAR[2], "null", "array"]});
        let answer = json!({"anyOf": [plain, self.mapping(&ANSWER, true)]});
        self.definitions.insert("answer".into(), answer);
        let answer = json!({"$ref": "#/definitions/answer"});
        let policy = self.policy;
        let question = |id: QuestionId| {
            let question = policy.question(id);
            (question.id.clone(), described(answer.clone(), &about(question)))
        };
        let mut properties: Map<String, Value> = policy.question_ids().map(question).collect();
        for criterion in &policy.criteria {
            let questions: Map<_, _> = criterion.questions.iter().copied().map(question).collect();
            let group = json!({"type": ["object", "array", "null"], "properties": questions});
            properties.insert(criterion.id.clone(), described(group, &criterion.title));
        }
        json!({"type": ["object", "array"], "properties": properties})
    }
}

/// Whether these are the keys of a condition, of which each is the whole.
fn is_condition(keys: &[Key]) -> bool {
    keys.first().is_some_and(|key| key.name == "any")
}

/// Every spelling of yes and no that YAML has known.
const YES_NO: &str =
    "^([Yy]([Ee][Ss])?|[Nn][Oo]?|[Oo][Nn]|[Oo][Ff][Ff]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$";

/// One of some words, in each of the types that YAML may make of them.
fn word(words: Vec<Word>) -> Value {
    let mut values: Vec<Value> = Vec::new();
    let mut says: Vec<String> = Vec::new();
    for word in words {
        let typed = match word.name.as_str() {
            "true" | "false" => Some(json!(word.name == "true")),
            name => name.parse::<u32>().ok().map(|number| json!(number)),
        };
        for value in typed.into_iter().chain([json!(word.name)]) {
            values.push(value);
            says.push(word.says.clone());
        }
    }
    json!({"enum": values, "markdownEnumDescriptions": says})
}

/// A question in words: what is asked, why, and what to write.
fn about(question: &Question) -> String {
    let parts = [question.prompt.as_str(), question.why.as_str()];
    let words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let how = what_to_write(question);
    if how.is_empty() { words } else { format!("{words} ({how})") }
}

fn described(mut value: Value, says: &str) -> Value {
    if let Some(object) = value.as_object_mut()
        && !says.is_empty()
    {
        // Beside a reference nothing else is read.
        if object.contains_key("$ref") {
            return json!({"description": says, "allOf": [value]});
        }
        object.insert("description".into(), json!(says));
    }
    value
}
