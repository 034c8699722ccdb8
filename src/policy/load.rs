//! From a policy's YAML to a checked [`Policy`].
//!
//! A policy that loads is sound: every condition names something that exists and has answers that fit, every question
//! decides something or stands in a criterion without a condition, no criterion depends on itself, no condition is
//! settled before anything is answered.

mod check;
mod condition;
mod extend;
mod instead;
pub mod keys;
mod values;

use super::logic::{Compiled, MOST_ANSWERS};
use super::{
    Condition, Contradiction, Criterion, CriterionId, ForHotfix, LeanWhen, Policy, Question,
    QuestionId, Value,
};
use crate::proposal::lexicon::Lexicon;
use crate::proposal::yaml_tree::Node;
use crate::settings::{Map, Reader, short};
use crate::source::Span;
use std::path::{Path, PathBuf};

/// A mistake in a policy file, at its key.
pub use crate::settings::Mistake as PolicyError;

/// The version of the format that this program reads.
const VERSION: &str = "1";

/// How many questions or criteria a policy may have: far more than anybody would answer.
const MOST: usize = 250;

/// How many parts the conditions of a policy may have, one inside another counted: each costs time at every look.
const MOST_PARTS: usize = 2000;

/// Reads and checks a policy that extends none or a built-in one: every mistake is told, not the first alone.
pub fn load(text: &str) -> Result<Policy, Vec<PolicyError>> {
    extend::whole(text, None, &mut extend::Chain::default()).map(|whole| whole.policy)
}

/// Reads and checks the policy of a file; what it extends is read from beside it, and those files are named, too.
pub fn load_file(text: &str, path: &Path) -> (Result<Policy, Vec<PolicyError>>, Vec<PathBuf>) {
    let mut chain = extend::Chain::new(path);
    let whole = extend::whole(text, Some(path), &mut chain);
    (whole.map(|whole| whole.policy), chain.into_files())
}

/// What is wrong in a policy that somebody writes, and the YAML of the one that it extends, as far as that can be told
/// already.
pub fn load_open(text: &str, path: Option<&Path>) -> (Vec<PolicyError>, Option<Node>) {
    let mut chain = path.map_or_else(extend::Chain::default, extend::Chain::new);
    let mistakes = extend::whole(text, path, &mut chain).err().unwrap_or_default();
    (mistakes, chain.into_base())
}

/// Checks what was read, and makes it ready to evaluate.
fn finish(reader: &mut Reader<'_>, mut policy: Policy) -> Option<Policy> {
    policy.compile();
    if policy.logic.answers() > MOST_ANSWERS {
        let message = format!(
            "conditions tell apart more than {MOST_ANSWERS} answers: fewer questions decide better"
        );
        reader.wrong(Span::empty(0), message);
        return None;
    }
    policy.lexicon = Lexicon::new(&policy);
    Some(policy)
}

/// Whether a text is a policy by its own word: a version of the format at the beginning of a line. Cheap for others.
pub fn says_policy(text: &str) -> bool {
    /// Policies begin with it, below a comment perhaps.
    const HEAD: usize = 16 << 10;
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let version = |line: &str| {
        let value = line.trim_start_matches('\u{feff}').strip_prefix("policy:")?;
        let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        (!value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())).then_some(())
    };
    text[..end].split(['\n', '\r']).any(|line| version(line).is_some())
}

/// Where things were declared, for mistakes that show only when all of it is read.
#[derive(Default)]
struct Places {
    questions: Vec<Span>,
    criteria: Vec<Span>,
    /// The key `met-when` of each criterion.
    conditions: Vec<Span>,
    /// The key `hotfix-when`.
    verdict: Span,
    /// Every name a document may use: prompts, titles, aliases and ids.
    names: Vec<(String, Span, Owner)>,
    /// The parts of all conditions, each before what is inside it: those of the criteria in order, of the
    /// contradictions, of the leans, of the verdict.
    parts: Vec<Span>,
    /// The condition that is being read, in words.
    whose: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Question(usize),
    Criterion(usize),
}

/// Reads a policy whose `extends` is resolved.
fn read(reader: &mut Reader<'_>, root: &Node) -> Option<Policy> {
    let map = reader.mapping_with(root, "a policy", &keys::POLICY, instead::in_policy)?;
    if let Some(node) = reader.required(map, "policy", "a policy")
        && let Some(version) = reader.text(node, "`policy`")
        && version != VERSION
    {
        let message = format!(
            "version `{}` of the format is not known: this program reads {VERSION}",
            short(version)
        );
        reader.wrong(node.span, message);
    }
    let name = reader
        .required(map, "name", "a policy")
        .and_then(|node| reader.text(node, "`name`"))
        .unwrap_or_default()
        .to_owned();
    let title = reader.optional_text(map, "title");
    if let Some(node) = map.get("title") {
        check::cut_off(reader, node.span, false);
    }
    let mut policy = Policy {
        title: if title.is_empty() { name.clone() } else { title },
        name,
        source: reader.optional_text(map, "source"),
        criteria: Vec::new(),
        questions: Vec::new(),
        contradictions: Vec::new(),
        hotfix_when: Condition::Any(Vec::new()),
        lean_when: LeanWhen::default(),
        within_days: read_timing(reader, map),
        template: read_template(reader, map),
        lexicon: Lexicon::default(),
        logic: Compiled::default(),
    };
    let mut places = Places::default();
    let criteria = match reader.required(map, "criteria", "a policy") {
        Some(node) => reader.items(node, "`criteria`"),
        None => &[],
    };
    if let Some(node) = map.get("criteria").filter(|_| criteria.is_empty()) {
        reader.wrong(node.span, "a policy needs at least one criterion");
    }
    // Conditions may name what comes later, so they are read when all questions are known.
    let mut met_when = Vec::new();
    for node in criteria {
        met_when.push(read_criterion(reader, node, &mut policy, &mut places));
    }
    if policy.questions.len() > MOST || policy.criteria.len() > MOST {
        reader.wrong(map.key_span("criteria"), format!("more than {MOST} questions or criteria"));
        return None;
    }
    check::names(reader, &policy, &places);
    let mut all_read = true;
    for (index, node) in met_when.into_iter().flatten().enumerate() {
        if let Some(node) = node {
            places.whose = format!("`met-when` of `{}`", short(&policy.criteria[index].id));
            let condition = condition::read(reader, &policy, node, &mut places);
            all_read &= condition.is_some();
            policy.criteria[index].met_when = condition;
        }
    }
    if let Some(node) = map.get("contradictions") {
        "a contradiction".clone_into(&mut places.whose);
        for item in reader.items(node, "`contradictions`") {
            let read = read_contradiction(reader, &policy, item, &mut places);
            policy.contradictions.extend(read);
        }
    }
    "`lean-when`".clone_into(&mut places.whose);
    policy.lean_when = read_lean(reader, &policy, map, &mut places);
    "`hotfix-when`".clone_into(&mut places.whose);
    places.verdict = map.key_span("hotfix-when");
    if let Some(node) = reader.required(map, "hotfix-when", "a policy")
        && let Some(condition) = condition::read(reader, &policy, node, &mut places)
    {
        policy.hotfix_when = condition;
        // A condition that was not understood might have used anything.
        if all_read {
            check::use_of(reader, &policy, &places);
        }
    }
    check::cycles(reader, &policy, &places);
    // What is settled may only be so because of another mistake.
    if reader.is_clean() {
        check::settled(reader, &policy, &places);
    }
    Some(policy)
}

/// `timing.within-days`.
fn read_timing(reader: &mut Reader<'_>, map: Map<'_>) -> Option<i32> {
    let timing = reader.mapping(map.get("timing")?, "`timing`", &keys::TIMING)?;
    let node = timing.get("within-days")?;
    reader.number(node, "`within-days`", 0, keys::MOST_DAYS).map(u32::cast_signed)
}

/// A text that keeps its lines.
fn read_template(reader: &mut Reader<'_>, map: Map<'_>) -> String {
    let node = map.get("template");
    node.and_then(|node| reader.text(node, "`template`")).unwrap_or_default().to_owned()
}

fn read_lean(
    reader: &mut Reader<'_>,
    policy: &Policy,
    map: Map<'_>,
    places: &mut Places,
) -> LeanWhen {
    let lean =
        map.get("lean-when").and_then(|node| reader.mapping(node, "`lean-when`", &keys::LEAN));
    let mut side = |key| condition::read(reader, policy, lean?.get(key)?, places);
    LeanWhen { hotfix: side("hotfix"), defer: side("defer") }
}

/// Reads one criterion with its questions. Its condition is given back unread; the outer `None` says that there is no
/// criterion here.
#[expect(
    clippy::option_option,
    reason = "no criterion, a criterion without and one with a condition"
)]
fn read_criterion<'n>(
    reader: &mut Reader<'_>,
    node: &'n Node,
    policy: &mut Policy,
    places: &mut Places,
) -> Option<Option<&'n Node>> {
    let map = reader.mapping(node, "a criterion", &keys::CRITERION)?;
    let index = policy.criteria.len();
    let (id, id_span) = read_id(reader, map, "a criterion");
    let title = reader
        .required(map, "title", "a criterion")
        .and_then(|node| reader.text(node, "`title`").map(|text| (text.to_owned(), node.span)));
    let aliases = read_aliases(reader, map, Owner::Criterion(index), places);
    places.criteria.push(id_span);
    places.conditions.push(map.key_span("met-when"));
    places.names.push((id.clone(), id_span, Owner::Criterion(index)));
    if let Some((title, span)) = &title {
        check::cut_off(reader, *span, false);
        places.names.push((title.clone(), *span, Owner::Criterion(index)));
    }
    let optional =
        map.get("optional").and_then(|node| reader.yes_no(node, "`optional`")).unwrap_or(false);
    let why = reader.optional_text(map, "why");
    policy.criteria.push(Criterion {
        id,
        title: title.map_or_else(String::new, |(title, _)| title),
        aliases,
        why,
        met_when: None,
        questions: Vec::new(),
    });
    let items = match reader.required(map, "questions", "a criterion") {
        Some(node) => {
            let items = reader.items(node, "`questions`");
            if items.is_empty() {
                reader.wrong(map.key_span("questions"), "a criterion needs at least one question");
            }
            items
        }
        None => &[],
    };
    for item in items {
        if let Some(question) = read_question(reader, item, optional, policy, places) {
            let id = QuestionId(policy.questions.len() as u16);
            policy.questions.push(question);
            policy.criteria[index].questions.push(id);
        }
        if policy.questions.len() > MOST {
            break;
        }
    }
    Some(map.get("met-when"))
}

fn read_question(
    reader: &mut Reader<'_>,
    node: &Node,
    optional: bool,
    policy: &Policy,
    places: &mut Places,
) -> Option<Question> {
    let noted = reader.count();
    let map = reader.mapping(node, "a question", &keys::QUESTION)?;
    let owner = Owner::Question(policy.questions.len());
    let (id, id_span) = read_id(reader, map, "a question");
    let prompt = reader
        .required(map, "prompt", "a question")
        .and_then(|node| reader.text(node, "`prompt`").map(|text| (text.to_owned(), node.span)));
    places.questions.push(id_span);
    places.names.push((id.clone(), id_span, owner));
    if let Some((prompt, span)) = &prompt {
        check::cut_off(reader, *span, true);
        places.names.push((prompt.clone(), *span, owner));
    }
    let aliases = read_aliases(reader, map, owner, places);
    let kind = values::kind(reader, map);
    // A value that is not understood is noted; any stand-in keeps conditions from complaining that there is none.
    let for_hotfix = map.get("for-hotfix").map(|node| {
        kind.as_ref()
            .and_then(|kind| values::for_hotfix(reader, node, kind))
            .unwrap_or(ForHotfix::Is(Value::Text))
    });
    let optional = match map.get("optional") {
        Some(node) => reader.yes_no(node, "`optional`").unwrap_or(optional),
        None => optional,
    };
    let evidence = map.get("evidence").map(|node| values::evidence(reader, node));
    let critical = read_critical(reader, map);
    reader.name_inherited(noted, &format!("`{}`", short(&id)), id_span);
    Some(Question {
        id,
        criterion: CriterionId(policy.criteria.len().saturating_sub(1) as u16),
        prompt: prompt.map_or_else(String::new, |(prompt, _)| prompt),
        aliases,
        kind: kind.unwrap_or_else(values::unknown),
        for_hotfix,
        limits: Vec::new(),
        evidence: evidence.unwrap_or_default(),
        optional,
        critical,
        template: read_template(reader, map),
        why: reader.optional_text(map, "why"),
        example: reader.optional_text(map, "example"),
    })
}

fn read_critical(reader: &mut Reader<'_>, map: Map<'_>) -> bool {
    let Some(node) = map.get("critical") else { return false };
    let critical = reader.yes_no(node, "`critical`").unwrap_or(false);
    if critical && map.get("for-hotfix").is_none() {
        reader.wrong(
            node.span,
            "a critical question needs `for-hotfix`: the answer that need not wait",
        );
    }
    critical
}

/// The id of a question or criterion: lower-case words joined by hyphens, since documents use it as a key.
fn read_id(reader: &mut Reader<'_>, map: Map<'_>, what: &str) -> (String, Span) {
    let Some(node) = reader.required(map, "id", what) else { return (String::new(), map.place) };
    let id = reader.text(node, "`id`").unwrap_or_default();
    let good = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !good {
        let message =
            format!("the id `{}` must be lower-case letters, digits and hyphens", short(id));
        reader.wrong(node.span, message);
    }
    (id.to_owned(), node.span)
}

fn read_aliases(
    reader: &mut Reader<'_>,
    map: Map<'_>,
    owner: Owner,
    places: &mut Places,
) -> Vec<String> {
    let Some(node) = map.get("aliases") else { return Vec::new() };
    let aliases = reader.texts(node, "`aliases`");
    for (_, span) in &aliases {
        check::cut_off(reader, *span, false);
    }
    places.names.extend(aliases.iter().map(|(alias, span)| (alias.clone(), *span, owner)));
    aliases.into_iter().map(|(alias, _)| alias).collect()
}

fn read_contradiction(
    reader: &mut Reader<'_>,
    policy: &Policy,
    node: &Node,
    places: &mut Places,
) -> Option<Contradiction> {
    let map = reader.mapping(node, "a contradiction", &keys::CONTRADICTION)?;
    let message = reader
        .required(map, "message", "a contradiction")
        .and_then(|node| reader.text(node, "`message`"));
    let when = reader
        .required(map, "when", "a contradiction")
        .and_then(|node| condition::read(reader, policy, node, places));
    Some(Contradiction { when: when?, message: message?.to_owned() })
}

#[cfg(test)]
mod tests;
