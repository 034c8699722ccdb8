//! The document as the policy reads it that it is held against.

use super::{Assessment, Context, MAX_BYTES};
use crate::policy::files::is_path;
use crate::policy::{Policy, builtin};
use crate::proposal::{Format, Proposal, SyntaxError, known::Known};
use crate::source::Source;
use std::sync::Arc;

/// The document, and the policy it is held against: the one its metadata names, else the configured one.
pub(super) struct Read {
    pub(super) policy: Arc<Policy>,
    pub(super) no_policy: Option<String>,
    pub(super) proposal: Proposal,
}

/// Reads a document. Which answers are found depends on the policy's words, so one that names another policy is read
/// again.
pub(super) fn read(
    source: &Source,
    context: &Context<'_>,
    before: Option<(&Source, &Assessment)>,
) -> Read {
    let read = |policy: &Arc<Policy>| match before {
        Some((old, known)) if Arc::ptr_eq(&known.policy, policy) => {
            let known = Known::new(old, &known.proposal);
            crate::proposal::reread(source, context.format, policy, &known)
        }
        _ => crate::proposal::read(source, context.format, policy),
    };
    let policy = context.config.policy.clone();
    if source.text().len() > MAX_BYTES {
        let proposal = too_long(source, context.format, &policy);
        return Read { policy, no_policy: None, proposal };
    }
    let proposal = read(&policy);
    let name = proposal.metadata.policy.as_ref().map(|name| name.text.as_str());
    match name.filter(|name| *name != policy.name).and_then(|name| named(context, name)) {
        Some(Ok(named)) => {
            let proposal = read(&named);
            Read { policy: named, no_policy: None, proposal }
        }
        Some(Err(why)) => Read { policy, no_policy: Some(why), proposal },
        None => Read { policy, no_policy: None, proposal },
    }
}

/// A built-in policy by its name, or one in a file; `None` where no such name is known.
fn named(context: &Context<'_>, name: &str) -> Option<Result<Arc<Policy>, String>> {
    if let Some(policy) = builtin::find(name) {
        return Some(Ok(policy));
    }
    let find = context.policies.filter(|_| is_path(name))?;
    Some(find(name))
}

fn too_long(source: &Source, format: Format, policy: &Policy) -> Proposal {
    let mut proposal = crate::proposal::read(&Source::default(), format, policy);
    proposal.errors = vec![SyntaxError {
        span: source.line_span(0),
        message: format!(
            "the document is longer than {} MB and was not read; split it, or link what is long",
            MAX_BYTES >> 20
        ),
        related: None,
    }];
    proposal
}
