//! Going through a condition: what is inside, and what it comes to.

use super::{Condition, QuestionId, Truth};

impl Condition {
    /// The conditions right inside.
    pub(crate) fn parts(&self) -> &[Self] {
        match self {
            Self::Any(parts) | Self::All(parts) | Self::AtLeast(_, parts) => parts,
            Self::Not(part) => std::slice::from_ref(part),
            Self::Is(..) | Self::MoreThan(..) | Self::Speaks(_) | Self::Met(_) => &[],
        }
    }

    /// The question that it is about by itself.
    pub(crate) const fn question(&self) -> Option<QuestionId> {
        match self {
            Self::Is(id, _) | Self::MoreThan(id, _) | Self::Speaks(id) => Some(*id),
            Self::Any(_) | Self::All(_) | Self::AtLeast(..) | Self::Not(_) | Self::Met(_) => None,
        }
    }

    /// Kleene's logic over `known`, which says what a condition on one question or criterion comes to. Whether what is
    /// open can make a difference is `logic`'s matter.
    pub(crate) fn truth(&self, known: &impl Fn(&Self) -> Truth) -> Truth {
        let at_least = |least: usize, parts: &[Self]| {
            let (mut yes, mut open) = (0, 0);
            for part in parts {
                match part.truth(known) {
                    Truth::True => yes += 1,
                    Truth::Unknown => open += 1,
                    Truth::False => {}
                }
            }
            match () {
                () if yes >= least => Truth::True,
                () if yes + open < least => Truth::False,
                () => Truth::Unknown,
            }
        };
        match self {
            Self::Any(parts) => at_least(1, parts),
            Self::All(parts) => at_least(parts.len(), parts),
            Self::AtLeast(least, parts) => at_least(*least, parts),
            Self::Not(part) => !part.truth(known),
            Self::Is(..) | Self::MoreThan(..) | Self::Speaks(_) | Self::Met(_) => known(self),
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}
