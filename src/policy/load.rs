//! From a policy's YAML to a checked [`Policy`].

use super::{
    ChoiceOption, Condition, Contradiction, Criterion, CriterionId, EvidenceNeed, ForHotfix, Kind,
    Policy, Question, QuestionId, Value,
};
use crate::proposal::evidence::EvidenceKind;
use crate::proposal::lexicon::Lexicon;
use crate::proposal::yaml_tree::{self, Node, NodeKind};
use crate::source::Span;

/// A mistake in a policy file, at its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The key or value.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: String,
}

fn get<'a>(n: &'a Node, k: &str) -> Option<&'a Node> {
    match &n.kind {
        NodeKind::Mapping(e) => e.iter().find(|e| e.key == k).map(|e| &e.value),
        _ => None,
    }
}
fn text(n: Option<&Node>) -> String {
    match n.map(|n| &n.kind) {
        Some(NodeKind::Scalar { text, .. }) => text.clone(),
        _ => String::new(),
    }
}
fn list(n: Option<&Node>) -> Vec<Node> {
    match n.map(|n| &n.kind) {
        Some(NodeKind::Sequence(items)) => items.clone(),
        _ => Vec::new(),
    }
}
fn texts(n: Option<&Node>) -> Vec<String> {
    list(n).iter().map(|n| text(Some(n))).collect()
}

/// Reads and checks a policy: every mistake is told, not the first alone.
pub fn load(yaml: &str) -> Result<Policy, Vec<PolicyError>> {
    let tree = yaml_tree::parse(yaml, Span::new(0, yaml.len()));
    let root = tree.root.ok_or_else(Vec::new)?;
    let mut p = Policy {
        name: text(get(&root, "name")),
        title: text(get(&root, "title")),
        source: text(get(&root, "source")),
        criteria: vec![],
        questions: vec![],
        contradictions: vec![],
        hotfix_when: Condition::Any(vec![]),
        lexicon: Lexicon::default(),
    };
    for (ci, c) in list(get(&root, "criteria")).iter().enumerate() {
        let mut cr = Criterion {
            id: text(get(c, "id")),
            title: text(get(c, "title")),
            aliases: texts(get(c, "aliases")),
            why: text(get(c, "why")),
            met_when: None,
            questions: vec![],
        };
        for q in list(get(c, "questions")) {
            let kind = match text(get(&q, "kind")).as_str() {
                "choice" => Kind::Choice(
                    list(get(&q, "options"))
                        .iter()
                        .map(|o| ChoiceOption {
                            name: text(get(o, "name")),
                            aliases: texts(get(o, "aliases")),
                        })
                        .collect(),
                ),
                "count" => Kind::Count,
                "text" => Kind::Text,
                _ => Kind::YesNo,
            };
            let for_hotfix = get(&q, "for-hotfix").and_then(|n| match &n.kind {
                NodeKind::Mapping(_) => {
                    text(get(n, "more-than")).parse().ok().map(ForHotfix::MoreThan)
                }
                _ => value(&kind, &text(Some(n))).map(ForHotfix::Is),
            });
            let need = get(&q, "evidence");
            let any = need.and_then(|n| get(n, "any-of"));
            let any_of = if text(any) == "any" {
                EvidenceKind::ALL.to_vec()
            } else {
                texts(any).iter().filter_map(|k| EvidenceKind::from_name(k)).collect()
            };
            cr.questions.push(QuestionId(p.questions.len() as u16));
            p.questions.push(Question {
                id: text(get(&q, "id")),
                criterion: CriterionId(ci as u16),
                prompt: text(get(&q, "prompt")),
                aliases: texts(get(&q, "aliases")),
                kind,
                for_hotfix,
                evidence: EvidenceNeed {
                    any_of,
                    all_of: vec![],
                    min_words: text(need.and_then(|n| get(n, "words"))).parse().unwrap_or(0),
                },
                optional: text(get(c, "optional")) == "true",
                why: text(get(&q, "why")),
                example: text(get(&q, "example")),
            });
        }
        p.criteria.push(cr);
    }
    for (ci, c) in list(get(&root, "criteria")).iter().enumerate() {
        p.criteria[ci].met_when = get(c, "met-when").map(|n| condition(&p, n));
    }
    p.hotfix_when = condition(&p, get(&root, "hotfix-when").ok_or_else(Vec::new)?);
    for c in list(get(&root, "contradictions")) {
        if let Some(when) = get(&c, "when") {
            let when = condition(&p, when);
            p.contradictions.push(Contradiction { when, message: text(get(&c, "message")) });
        }
    }
    p.lexicon = Lexicon::new(&p);
    Ok(p)
}

fn value(kind: &Kind, name: &str) -> Option<Value> {
    match kind {
        Kind::YesNo => Some(Value::YesNo(name == "yes")),
        Kind::Choice(o) => o.iter().position(|o| o.name == name).map(|i| Value::Choice(i as u16)),
        Kind::Count => name.parse().ok().map(Value::Count),
        Kind::Text => None,
    }
}

fn condition(p: &Policy, n: &Node) -> Condition {
    let many = |n: &Node| list(Some(n)).iter().map(|n| condition(p, n)).collect::<Vec<_>>();
    let id = text(Some(n));
    if let Some(q) = p.find_question(&id) {
        return Condition::Speaks(q);
    }
    if let Some(c) = p.find_criterion(&id) {
        return Condition::Met(c);
    }
    if let Some(n) = get(n, "any") {
        return Condition::Any(many(n));
    }
    if let Some(n) = get(n, "all") {
        return Condition::All(many(n));
    }
    if let (Some(k), Some(of)) = (get(n, "at-least"), get(n, "of")) {
        return Condition::AtLeast(text(Some(k)).parse().unwrap_or(0), many(of));
    }
    if let Some(is) = get(n, "is") {
        let t = texts(Some(is));
        if let Some(q) = p.find_question(&t[0])
            && let Some(v) = value(&p.question(q).kind, &t[1])
        {
            return Condition::Is(q, v);
        }
    }
    if let Some(is) = get(n, "more-than") {
        let t = texts(Some(is));
        if let Some(q) = p.find_question(&t[0]) {
            return Condition::MoreThan(q, t[1].parse().unwrap_or(0));
        }
    }
    Condition::Any(vec![])
}
