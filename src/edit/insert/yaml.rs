//! Questions as keys of `answers`.

use super::Document;
use crate::edit::yaml::{self, Mapping, Value};
use crate::edit::{Edit, front_matter};
use crate::policy::{CriterionId, Policy, QuestionId};
use crate::proposal::metadata::KEYS;
use crate::proposal::yaml_tree::NodeKind;
use crate::proposal::{Format, Proposal};
use crate::source::Source;

/// Keys without a value, beside their like: flat or grouped by criterion, ids or prompts, plain values or mappings with
/// `answer`, as the document has it.
pub(super) fn in_layout(document: &Document<'_>, questions: &[QuestionId]) -> Option<Vec<Edit>> {
    let metadata = &document.proposal.metadata;
    let root = front_matter::mapping(document.source, Format::Yaml, metadata)?;
    let style = KeyStyle::of(document, &root);
    let answers = root.child("answers");
    let grouped = style.grouped || answers.is_none_or(|answers| answers.entries().is_empty());
    let blank = |flow: bool| match (style.nested, flow) {
        (false, false) => Value::Null,
        (false, true) => Value::text(""),
        (true, false) => Value::Map(vec![("answer".to_owned(), Value::Null)]),
        (true, true) => Value::Map(vec![("answer".to_owned(), Value::text(""))]),
    };
    let flow = answers.as_ref().map_or(root.is_flow(), Mapping::is_flow);

    let mut criteria: Vec<CriterionId> =
        questions.iter().map(|&q| document.criterion_of(q)).collect();
    criteria.dedup();
    let mut keys: Vec<(String, Value)> = Vec::new();
    let mut edits = Vec::new();
    for criterion in criteria {
        let own = questions.iter().copied().filter(|&q| document.criterion_of(q) == criterion);
        let group = group_key(document, criterion);
        let inner = answers.as_ref().and_then(|answers| answers.child(group.as_ref()?));
        let blanks: Vec<(String, Value)> = own
            .map(|question| {
                let flow = inner.as_ref().map_or(flow, Mapping::is_flow);
                (style.key(document, question), blank(flow))
            })
            .collect();
        match (&inner, group) {
            (Some(inner), _) => {
                edits.extend(yaml::set(inner, &refs(&order(document)), &pairs(&blanks)));
            }
            (None, Some(group)) => keys.push((group, Value::Map(blanks))),
            (None, None) if grouped => {
                keys.push((document.policy.criterion(criterion).id.clone(), Value::Map(blanks)));
            }
            (None, None) => keys.extend(blanks),
        }
    }
    if !keys.is_empty() {
        match &answers {
            Some(answers) => {
                edits.extend(yaml::set(answers, &refs(&order(document)), &pairs(&keys)));
            }
            None => edits.extend(yaml::set(&root, &KEYS, &[("answers", Value::Map(keys))])),
        }
    }
    Some(edits)
}

/// How the document writes its questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyStyle {
    /// Below a key for their criterion.
    pub grouped: bool,
    /// With a mapping that holds `answer`.
    pub nested: bool,
    /// By their prompt.
    pub prompts: bool,
}

/// How a document writes its questions; one that has none yet groups them.
pub fn key_style(source: &Source, policy: &Policy, proposal: &Proposal) -> KeyStyle {
    let document = Document { source, policy, proposal };
    let root = front_matter::mapping(source, Format::Yaml, &proposal.metadata);
    let style = root.map(|root| KeyStyle::of(&document, &root));
    let blank = KeyStyle { grouped: true, nested: false, prompts: false };
    style.filter(|_| !proposal.answers.is_empty()).unwrap_or(blank)
}

impl KeyStyle {
    fn of(document: &Document<'_>, root: &Mapping<'_>) -> Self {
        let first = document.proposal.answers.first();
        let answers = root.child("answers");
        let groups = answers
            .iter()
            .flat_map(Mapping::entries)
            .filter_map(|entry| answers.as_ref()?.below(entry));
        let mut entries = groups.chain(answers).flat_map(|mapping| mapping.entries());
        let entry =
            first.and_then(|first| entries.find(|entry| entry.key_span.contains(first.prompt)));
        let nested = entry.is_some_and(|entry| match &entry.value.kind {
            NodeKind::Mapping(inner) => inner.iter().any(|entry| entry.key == "answer"),
            _ => false,
        });
        let prompts = entry.zip(first).is_some_and(|(entry, first)| {
            let question = document.policy.question(first.question);
            !entry.key.eq_ignore_ascii_case(&question.id) && entry.key.contains(' ')
        });
        Self { grouped: !document.proposal.criteria.is_empty(), nested, prompts }
    }

    fn key(self, document: &Document<'_>, question: QuestionId) -> String {
        let question = document.policy.question(question);
        if self.prompts { question.prompt.clone() } else { question.id.clone() }
    }
}

/// The criterion's key, where the document has one.
fn group_key(document: &Document<'_>, criterion: CriterionId) -> Option<String> {
    let place = document.proposal.criteria.iter().find(|place| place.criterion == criterion)?;
    let root = document.proposal.metadata.entry("answers")?;
    let NodeKind::Mapping(entries) = &root.value.kind else { return None };
    entries
        .iter()
        .find(|entry| entry.key_span.contains(place.span) || place.span.contains(entry.key_span))
        .map(|entry| entry.key.clone())
}

/// Criteria and questions in the policy's order, by the keys they have in this document or would get.
fn order(document: &Document<'_>) -> Vec<String> {
    let mut order = Vec::new();
    for id in document.policy.criterion_ids() {
        let criterion = document.policy.criterion(id);
        order.push(group_key(document, id).unwrap_or_else(|| criterion.id.clone()));
        for &question in &criterion.questions {
            let key =
                document.asked(question).map(|(_, answer)| document.source.slice(answer.prompt));
            let key = key.map(|key| key.trim_matches(['"', '\'']).to_owned());
            order.push(key.unwrap_or_else(|| document.policy.question(question).id.clone()));
        }
    }
    order
}

fn refs(keys: &[String]) -> Vec<&str> {
    keys.iter().map(String::as_str).collect()
}

fn pairs(keys: &[(String, Value)]) -> Vec<(&str, Value)> {
    keys.iter().map(|(key, value)| (key.as_str(), value.clone())).collect()
}
