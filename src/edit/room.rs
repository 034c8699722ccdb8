//! Where the author goes on, in an edit that leaves something to write: editors put the cursor there.

use super::{Edit, answer};
use crate::order;
use crate::proposal::{Answer, Format, Proposal};
use crate::source::{Source, Span};

/// What an edit leaves to write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Room {
    /// The bytes of the edit's text that the author's words take the place of; empty where nothing stands for them.
    pub span: Span,
    /// What goes in front of the words: blanks, line endings, the marks of a quote. Where no words follow nobody wants
    /// them, so that they are no part of the text.
    pub before: String,
    /// The same behind the words.
    pub behind: String,
}

impl Room {
    fn at(span: Span) -> Self {
        Self { span, before: String::new(), behind: String::new() }
    }

    /// The same room in a text of that length whose final line ending has gone to its beginning, from behind it to
    /// before it.
    pub(super) fn slid(&self, len: usize, ending: &str) -> Option<Self> {
        if self.span.end + ending.len() <= len {
            let span = Span::new(self.span.start + ending.len(), self.span.end + ending.len());
            return Some(Self { span, ..self.clone() });
        }
        // Behind the line ending: the one that is left in the document ends the words instead.
        let behind = self.behind.strip_suffix(ending).filter(|_| self.span == Span::empty(len))?;
        let before = format!("{ending}{}", self.before);
        Some(Self { span: self.span, before, behind: behind.to_owned() })
    }
}

/// The text of an edit with the author's words in its room; `None` where it has none, or not in its text.
pub fn filled(edit: &Edit, words: &str) -> Option<String> {
    let Room { span, before, behind } = edit.room.as_ref()?;
    let (head, tail) = (edit.text.get(..span.start)?, edit.text.get(span.end..)?);
    Some([head, before, words, behind, tail].concat())
}

/// The edits, with room right behind `words`, where one of them has these; `gap` goes before what is written there.
pub fn behind(edits: Vec<Edit>, words: &str, gap: &str) -> Vec<Edit> {
    with(edits, words, |at| Room {
        before: gap.to_owned(),
        ..Room::at(Span::empty(at + words.len()))
    })
}

/// The edits, with room in place of `words`, where one of them has these.
pub fn in_place_of(edits: Vec<Edit>, words: &str) -> Vec<Edit> {
    with(edits, words, |at| Room::at(Span::new(at, at + words.len())))
}

fn with(mut edits: Vec<Edit>, words: &str, room: impl FnOnce(usize) -> Room) -> Vec<Edit> {
    let found = edits.iter_mut().find_map(|edit| Some((edit.text.find(words)?, edit)));
    if let Some((at, edit)) = found {
        edit.room = Some(room(at));
    }
    edits
}

/// The edits that ask questions, with room where the answer to `asked`, which they ask, goes in the document that they
/// lead to; as they are where the answer goes elsewhere than into one of them.
pub fn for_answer(
    mut edits: Vec<Edit>,
    source: &Source,
    proposal: &Proposal,
    asked: &Answer,
) -> Vec<Edit> {
    let Some((place, room)) = of_answer(source, proposal, asked) else { return edits };
    order::by_key(&mut edits, |edit| (edit.span.start, edit.span.end));
    // What edits before have added and taken.
    let (mut added, mut taken) = (0, 0);
    for edit in &mut edits {
        let start = (edit.span.start + added).saturating_sub(taken);
        if let Some(at) = place.checked_sub(start).filter(|&at| at <= edit.text.len()) {
            edit.room = Some(Room { span: Span::empty(at), ..room });
            break;
        }
        added += edit.text.len();
        taken += edit.span.len();
    }
    edits
}

/// The byte where an answer goes that is not there yet, in Markdown, and what it needs around it.
fn of_answer(source: &Source, proposal: &Proposal, asked: &Answer) -> Option<(usize, Room)> {
    const WORDS: &str = "Words";
    if proposal.format != Format::Markdown {
        return None;
    }
    let edit = answer::blank(source, proposal, asked, WORDS).into_iter().next()?.pop()?;
    let (before, behind) = edit.text.split_once(WORDS)?;
    let blanks = source.slice(edit.span);
    // The blanks that are there are as good as those that would come.
    let kept = blanks.len().min(before.len());
    if !blanks.bytes().all(|byte| byte == b' ') || before[..kept] != blanks[..kept] {
        return None;
    }
    let behind = if blanks.len() > kept { "" } else { behind };
    let room = Room {
        span: Span::empty(0),
        before: before[kept..].to_owned(),
        behind: if behind.trim_matches(['\r', '\n']).is_empty() { behind } else { " " }.to_owned(),
    };
    Some((edit.span.start + kept, room))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_goes_with_a_line_ending() {
        // `x` is in the middle, and the answer goes below the last line.
        let room = |at: usize, before: &str, behind: &str| Room {
            span: Span::empty(at),
            before: before.to_owned(),
            behind: behind.to_owned(),
        };
        assert_eq!(room(1, " ", "").slid(3, "\n"), Some(room(2, " ", "")));
        assert_eq!(room(1, " ", "").slid(3, "\r\n"), Some(room(3, " ", "")));
        assert_eq!(room(3, "\n", "\n").slid(3, "\n"), Some(room(3, "\n\n", "")));
        assert_eq!(room(3, "", "").slid(3, "\n"), None);
        assert_eq!(Room::at(Span::new(1, 3)).slid(3, "\n"), None);
    }

    #[test]
    fn room_is_made_once() {
        let edits = vec![Edit::insert(0, "a"), Edit::insert(1, "b: <x>"), Edit::insert(2, "<x>")];
        let made = in_place_of(edits.clone(), "<x>");
        assert_eq!(made[1].room, Some(Room::at(Span::new(3, 6))));
        assert!(made[0].room.is_none() && made[2].room.is_none());
        assert_eq!(behind(edits.clone(), "none", " "), edits);
        let made = behind(edits, "b:", " ");
        let room = Room { before: " ".to_owned(), ..Room::at(Span::empty(2)) };
        assert_eq!(made[1].room, Some(room));
    }
}
