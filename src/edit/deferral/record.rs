//! The record of a deferral in the metadata: what Defer writes there, and what Reopen reads from it.

use super::DeferralError;
use crate::assess::{Assessment, Context};
use crate::edit::yaml::{self, Mapping, Value};
use crate::proposal::metadata::{Metadata, Status};
use crate::proposal::yaml_tree::{Entry, Node, NodeKind, ScalarStyle};
use crate::source::{Source, Span};

/// The keys of `deferral`, in the order Defer writes them.
pub(super) const KEYS: [&str; 7] =
    ["date", "from", "reasons", "previous-target", "previous-deferral", "added", "kept"];

/// What Defer had to create, as `added` names it.
pub(super) const FRONT_MATTER: &str = "front-matter";
pub(super) const STATUS: &str = "status";
/// What was there before, as `kept` names it.
pub(super) const DEFERRAL: &str = "deferral";
/// The text alone: there was a `## Deferral` heading before.
pub(super) const TEXT: &str = "text";

/// What Defer sets; `below_heading`: the text goes below a heading that is there already.
pub(super) fn keys(
    source: &Source,
    context: &Context<'_>,
    assessment: &Assessment,
    mapping: Option<&Mapping<'_>>,
    name: &str,
    reasons: &[String],
    below_heading: bool,
) -> Result<Vec<(&'static str, Value)>, DeferralError> {
    let entry = |key: &str| mapping.and_then(|mapping| mapping.entry(key));
    let record = entry("deferral");
    if record.is_some_and(|record| matches!(record.value.kind, NodeKind::Sequence(_))) {
        return Err(DeferralError::NotARecord);
    }
    let deferred = assessment.proposal.metadata.status() == Status::Deferred;
    let mut keys = vec![("status", Value::text(Status::Deferred.name()))];
    keys.push(("target", Value::text(name)));

    let mut block = vec![("date".to_owned(), Value::text(context.today.to_string()))];
    if deferred && record.is_some() {
        // What Reopen restores is what was before the first time.
        block.push(("reasons".to_owned(), Value::List(reasons.to_vec())));
        keys.push(("deferral", Value::Map(block)));
        return Ok(keys);
    }
    let mut added = Vec::new();
    if !deferred {
        block.push((
            "from".to_owned(),
            match entry("status") {
                Some(status) => before(source, "status", &status.value)?,
                None => Value::text(assessment.proposal.metadata.status().name()),
            },
        ));
    }
    block.push(("reasons".to_owned(), Value::List(reasons.to_vec())));
    if let Some(target) = entry("target") {
        block.push(("previous-target".to_owned(), before(source, "target", &target.value)?));
    }
    let scalar = record.filter(|record| matches!(record.value.kind, NodeKind::Scalar { .. }));
    if let Some(record) = scalar.filter(|record| !record.value.span.is_empty()) {
        // It comes back on the line of its key.
        let line = |at: usize| source.line_of(at);
        if line(record.key_span.start) != line(record.value.span.start) {
            return Err(DeferralError::ManyLines { key: "deferral" });
        }
        let written = written(source, record);
        let written = written.ok_or(DeferralError::ManyLines { key: "deferral" })?;
        block.push(("previous-deferral".to_owned(), Value::Raw(written)));
    }
    if mapping.is_none() {
        added.push(FRONT_MATTER.to_owned());
    }
    if entry("status").is_none() {
        added.push(STATUS.to_owned());
    }
    if below_heading {
        added.push(TEXT.to_owned());
    }
    if !added.is_empty() {
        block.push(("added".to_owned(), Value::Line(added)));
    }
    if record.is_some_and(|record| record.value.span.is_empty()) {
        block.push(("kept".to_owned(), Value::Line(vec![DEFERRAL.to_owned()])));
    }
    keys.push(("deferral", Value::Map(block)));
    Ok(keys)
}

/// The value from before, as it can stand in the record: with its quotes, so that it comes back with them.
fn before(source: &Source, key: &'static str, node: &Node) -> Result<Value, DeferralError> {
    if node.span.is_empty() {
        return Ok(Value::Null);
    }
    let slot = yaml::slot(source, node).ok_or(DeferralError::ManyLines { key })?;
    let text = source.slice(slot.span).to_owned();
    Ok(match slot.style {
        ScalarStyle::Literal | ScalarStyle::Folded => Value::Text(text),
        _ => Value::Raw(text),
    })
}

/// A value on one line, as it stands behind the blank after its key's colon; `None` for other values.
pub(super) fn written(source: &Source, entry: &Entry) -> Option<String> {
    let slot = yaml::slot(source, &entry.value)?;
    let gap = source.slice(Span::new(entry.key_span.end, slot.span.start));
    let more = gap.trim_start().strip_prefix(": ").unwrap_or_default();
    let is_line = !matches!(slot.style, ScalarStyle::Literal | ScalarStyle::Folded);
    is_line.then(|| format!("{more}{}", source.slice(slot.span)))
}

/// The recorded value, as it goes back in place of the current one.
pub(super) fn restored(
    source: &Source,
    mapping: &Mapping<'_>,
    key: &str,
    record: Option<&Entry>,
) -> Value {
    let Some(record) = record else { return Value::text(Status::Proposed.name()) };
    let current = mapping.entry(key).and_then(|entry| yaml::slot(source, &entry.value));
    let in_block = current
        .is_some_and(|slot| matches!(slot.style, ScalarStyle::Literal | ScalarStyle::Folded));
    match (&record.value.kind, yaml::slot(source, &record.value)) {
        (NodeKind::Scalar { text, .. }, _) if in_block => Value::Text(text.clone()),
        (_, Some(slot)) => Value::Raw(source.slice(slot.span).to_owned()),
        (_, None) => Value::Null,
    }
}

/// The reasons that the metadata records.
pub(super) fn reasons(metadata: &Metadata) -> Vec<String> {
    let reasons = metadata.deferral.iter().flat_map(|deferral| &deferral.reasons);
    reasons.map(|reason| reason.text.clone()).collect()
}

/// Whether the author has written in the record: a key that Defer does not know, or a comment on its own line.
pub(super) fn has_own_words(
    source: &Source,
    metadata: &Metadata,
    mapping: &Mapping<'_>,
    record: &Mapping<'_>,
) -> bool {
    let own_key = record.entries().iter().any(|entry| !KEYS.contains(&entry.key.as_str()));
    let span = mapping.entry("deferral").map_or(Span::default(), |e| yaml::lines_of(mapping, e));
    own_key
        || metadata.tree.comments.iter().any(|comment| {
            let line = source.line_start(comment.span.start);
            span.contains(comment.span)
                && source.slice(Span::new(line, comment.span.start)).trim().is_empty()
                && source.line_of(comment.span.start) > source.line_of(span.start)
        })
}

/// Whether every comment of the metadata goes with the lines of `gone`.
pub(super) fn no_comments_but(metadata: &Metadata, mapping: &Mapping<'_>, gone: &[&str]) -> bool {
    let doomed: Vec<Span> = mapping
        .entries()
        .iter()
        .filter(|entry| gone.contains(&entry.key.as_str()))
        .map(|entry| yaml::lines_of(mapping, entry))
        .collect();
    metadata
        .tree
        .comments
        .iter()
        .all(|comment| doomed.iter().any(|span| span.contains(comment.span)))
}

/// The texts of a list, or the one text.
pub(super) fn texts(entry: Option<&Entry>) -> Vec<String> {
    let Some(entry) = entry else { return Vec::new() };
    let nodes = match &entry.value.kind {
        NodeKind::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(&entry.value),
    };
    let text = |node: &Node| match &node.kind {
        NodeKind::Scalar { text, .. } => Some(text.clone()),
        _ => None,
    };
    nodes.iter().filter_map(text).collect()
}
