//! Colours: tokens in the protocol's numbers, all of them, those of a range, or what has changed since the last time.

use crate::ide;
use crate::ide::tokens::{Shade, Token, TokenKind};
use crate::lsp::convert::{self, Ranges};
use crate::lsp::message;
use crate::lsp::params;
use crate::lsp::requests::Served;
use crate::lsp::snapshot::Analysis;
use crate::policy::Truth;
use crate::source::Span;
use gen_lsp_types as lsp;
use lsp::SemanticToken;
use std::sync::Arc;

/// The tokens that the client has of a document.
pub(in crate::lsp) struct Tokens {
    id: String,
    data: Vec<SemanticToken>,
}

/// Types that every theme knows.
const TYPES: [&str; 9] = [
    "class",
    "namespace",
    "property",
    "enumMember",
    "number",
    "string",
    "variable",
    "type",
    "decorator",
];

/// The first three are the protocol's, for themes; the others are for people who want to see where a proposal stands.
const MODIFIERS: [&str; 7] =
    ["declaration", "readonly", "deprecated", "hotfix", "defer", "open", "moot"];

/// What the numbers of tokens mean.
pub(in crate::lsp) fn legend() -> lsp::SemanticTokensLegend {
    lsp::SemanticTokensLegend {
        token_types: TYPES.map(str::to_owned).to_vec(),
        token_modifiers: MODIFIERS.map(str::to_owned).to_vec(),
    }
}

const fn type_of(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Title => 0,
        TokenKind::Criterion => 1,
        TokenKind::Question => 2,
        TokenKind::Answer | TokenKind::Status => 3,
        TokenKind::Count => 4,
        TokenKind::Evidence => 5,
        TokenKind::Release => 6,
        TokenKind::Policy => 7,
        TokenKind::Rule => 8,
    }
}

fn modifiers_of(kind: TokenKind, shade: Shade) -> u32 {
    let truth = match shade.truth {
        Some(Truth::True) => 1 << 3,
        Some(Truth::False) => 1 << 4,
        Some(Truth::Unknown) => 1 << 5,
        None => 0,
    };
    let declares = u32::from(kind == TokenKind::Title);
    let constant = u32::from(kind == TokenKind::Release) << 1;
    declares | constant | u32::from(shade.dead) << 2 | truth | u32::from(shade.moot) << 6
}

/// All tokens of a document, or against what the client has of it the changes alone.
pub(in crate::lsp) fn all_tokens(analysis: &Analysis, previous: Option<&Tokens>) -> Served {
    let Some(data) = encode(analysis, None) else { return Served::Result("null".to_owned()) };
    let id = analysis.snapshot.serial.to_string();
    let json = match previous {
        Some(previous) => message::text(&lsp::SemanticTokensDelta {
            result_id: Some(id.clone()),
            edits: changes(&previous.data, &data).into_iter().collect(),
        }),
        None => {
            message::text(&lsp::SemanticTokens { result_id: Some(id.clone()), data: data.clone() })
        }
    };
    let uri = analysis.snapshot.uri.clone();
    Served::Tokens { uri, tokens: Arc::new(Tokens { id, data }), json }
}

impl Tokens {
    /// Whether a client that names this result means these tokens.
    pub(in crate::lsp) fn is_called(&self, id: &str) -> bool {
        self.id == id
    }
}

/// The tokens in a range.
pub(in crate::lsp) fn tokens_in(
    analysis: &Analysis,
    params: &params::Within,
) -> Option<lsp::SemanticTokens> {
    let snapshot = &analysis.snapshot;
    let span = convert::span(&snapshot.source, params.range, snapshot.client.encoding);
    Some(lsp::SemanticTokens { result_id: None, data: encode(analysis, Some(span))? })
}

fn encode(analysis: &Analysis, within: Option<Span>) -> Option<Vec<SemanticToken>> {
    let snapshot = &analysis.snapshot;
    let assessment = analysis.assessment.as_ref()?;
    let source = &snapshot.source;
    let tokens = snapshot.with_context(|context| ide::tokens::tokens(source, context, assessment));
    let is_wanted = |token: &Token| within.is_none_or(|span| span.meets(token.span));
    let mut ranges = Ranges::new(source, snapshot.client.encoding);
    let mut last = lsp::Position { line: 0, character: 0 };
    let encoded = tokens.into_iter().filter(is_wanted).map(|token| {
        let lsp::Range { start, end } = ranges.range(token.span);
        let same_line = start.line == last.line;
        let encoded = SemanticToken {
            delta_line: start.line - last.line,
            delta_start: if same_line { start.character - last.character } else { start.character },
            length: end.character - start.character,
            token_type: type_of(token.kind),
            token_modifiers_bitset: modifiers_of(token.kind, token.shade),
        };
        last = start;
        encoded
    });
    Some(encoded.collect())
}

/// The one edit that makes `after` of `before`; `None` where nothing is to be done. What is typed changes one place, and
/// tokens stand relative to each other.
fn changes(before: &[SemanticToken], after: &[SemanticToken]) -> Option<lsp::SemanticTokensEdit> {
    let same = before.iter().zip(after).take_while(|(b, a)| b == a).count();
    let (before, after) = (&before[same..], &after[same..]);
    let same_end = before.iter().rev().zip(after.iter().rev()).take_while(|(b, a)| b == a).count();
    let deleted = before.len() - same_end;
    let inserted = &after[..after.len() - same_end];
    if deleted == 0 && inserted.is_empty() {
        return None;
    }
    let data = inserted.iter().flat_map(|&token| <[u32; 5]>::from(token)).collect();
    let numbers = |tokens: usize| (tokens * 5) as u32;
    Some(lsp::SemanticTokensEdit {
        start: numbers(same),
        delete_count: numbers(deleted),
        data: Some(data),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn token(n: u32) -> SemanticToken {
        [n, 0, 1, 0, 0].into()
    }

    #[test]
    fn every_number_is_in_the_legend() {
        let all = Shade { truth: Some(Truth::Unknown), moot: true, dead: true };
        for kind in [TokenKind::Title, TokenKind::Release, TokenKind::Rule] {
            assert!((type_of(kind) as usize) < TYPES.len());
            assert_eq!(modifiers_of(kind, all) >> MODIFIERS.len(), 0);
        }
        let rule = Shade { dead: true, ..Shade::default() };
        assert_eq!(modifiers_of(TokenKind::Rule, rule), 4);
        assert_eq!(modifiers_of(TokenKind::Title, Shade::default()), 1);
    }

    proptest! {
        #[test]
        fn changes_lead_from_one_to_the_other(
            before in proptest::collection::vec(0u32..3, 0..9),
            after in proptest::collection::vec(0u32..3, 0..9),
        ) {
            let tokens = |numbers: &[u32]| numbers.iter().map(|&n| token(n)).collect::<Vec<_>>();
            let (before, after) = (tokens(&before), tokens(&after));
            let flat = |tokens: &[SemanticToken]| -> Vec<u32> {
                tokens.iter().flat_map(|&token| <[u32; 5]>::from(token)).collect()
            };
            let mut data = flat(&before);
            if let Some(edit) = changes(&before, &after) {
                let (start, count) = (edit.start as usize, edit.delete_count as usize);
                data.splice(start..start + count, edit.data.unwrap_or_default());
            }
            prop_assert_eq!(data, flat(&after));
            prop_assert!(changes(&after, &after).is_none());
        }
    }
}
