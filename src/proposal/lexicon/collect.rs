//! Collecting the words of a policy.

use super::beginnings::{heap, letters};
use super::ending::{gap_fits, stop};
use super::words::{Words, lower};
use super::{Asked, Lexicon, Name, Phrase, hint};
use crate::order;
use crate::policy::Policy;
use crate::proposal::letters::is_accent;
use crate::proposal::markdown::behind_numbering;
use std::borrow::Cow;
use std::sync::Arc;

/// Auxiliary verbs that a prompt may do without.
const LEADING: [&str; 9] = ["does", "do", "is", "are", "will", "can", "has", "have", "was"];

/// The words of a prompt behind the auxiliary verb that it begins with, where there are more than one.
fn behind_auxiliary(prompt: &str) -> Option<String> {
    let words = words_of(prompt);
    let (first, rest) = words.split_first()?;
    (LEADING.contains(&first.as_ref()) && rest.len() > 1).then(|| rest.join(" "))
}

/// The words of a prompt, in lower case and without its number.
fn words_of(prompt: &str) -> Vec<Cow<'_, str>> {
    Words::new(behind_numbering(prompt)).map(|word| lower(word.text)).collect()
}

impl Lexicon {
    /// Collects the words of `policy`.
    pub fn new(policy: &Policy) -> Self {
        let mut lexicon = Self::default();
        for id in policy.question_ids() {
            let question = policy.question(id);
            let asked = Asked::Question(id);
            lexicon.add(&question.prompt, asked, Name::Full);
            lexicon.add(&question.id, asked, Name::Short);
            for alias in &question.aliases {
                lexicon.add(alias, asked, Name::Short);
            }
            if let Some(words) = behind_auxiliary(&question.prompt) {
                lexicon.add(&words, asked, Name::Short);
            }
        }
        for id in policy.criterion_ids() {
            let criterion = policy.criterion(id);
            let asked = Asked::Criterion(id);
            lexicon.add(&criterion.title, asked, Name::Full);
            lexicon.add(&criterion.id, asked, Name::Short);
            for alias in &criterion.aliases {
                lexicon.add(alias, asked, Name::Short);
            }
        }
        lexicon.add_without_hints(policy);
        lexicon.heaps = vec![Vec::new(); 256];
        for (index, phrase) in lexicon.phrases.iter().enumerate() {
            let word = &phrase.words[0];
            lexicon.starts.add(letters(word));
            let heap = &mut lexicon.heaps[heap(letters(word))];
            match heap.iter_mut().find(|(first, _)| first == word) {
                Some((_, list)) => list.push(index),
                None => heap.push((word.clone(), vec![index])),
            }
        }
        for (_, list) in lexicon.heaps.iter_mut().flatten() {
            order::by_key(list, |&index| std::cmp::Reverse(lexicon.phrases[index].words.len()));
        }
        lexicon
    }

    /// Adds prompts without the hints at their ends, where those do not tell one question from another.
    fn add_without_hints(&mut self, policy: &Policy) {
        let without = policy.question_ids().filter_map(|id| {
            let prompt = hint::without(policy.question(id))?;
            Some([
                Some((id, words_of(prompt).join(" "))),
                behind_auxiliary(prompt).map(|p| (id, p)),
            ])
        });
        let prompts: Vec<_> = without.flatten().flatten().collect();
        for (id, prompt) in &prompts {
            if prompts.iter().all(|(other, words)| other == id || words != prompt) {
                self.add(prompt, Asked::Question(*id), Name::WithoutHint);
            }
        }
    }

    fn add(&mut self, text: &str, asked: Asked, name: Name) {
        let text = behind_numbering(text.trim());
        let last = text.chars().next_back().map_or(0, char::len_utf8);
        let punctuated = text[..text.len() - last].contains(['.', '?', '!', ':', ';', '|']);
        let (mut words, mut numbers) = (Vec::with_capacity(8), Vec::with_capacity(8));
        let mut stops = Vec::with_capacity(8);
        let (mut end, mut fits) = (0, true);
        for word in Words::new(text) {
            stops.push(stop(&text[end..word.start]));
            fits &= words.is_empty() || gap_fits(&text[end..word.start], punctuated);
            end = word.end;
            let (word, number) = self.number(&lower(word.text));
            words.push(word);
            numbers.push(number);
        }
        let known = |phrase: &Phrase| phrase.numbers == numbers && phrase.name >= name;
        if words.is_empty() || self.phrases.iter().any(known) {
            return;
        }
        let open =
            name == Name::Full && text.ends_with(|c: char| c.is_alphanumeric() || is_accent(c));
        let mark = text.as_bytes().get(end).filter(|b| b.is_ascii_punctuation() && **b != b'\'');
        let written = mark.filter(|_| fits).map(|_| (text.to_owned(), end));
        let tail = text[end..].to_owned();
        self.phrases.push(Phrase {
            words,
            numbers,
            stops,
            asked,
            name,
            open,
            punctuated,
            written,
            tail,
        });
    }

    /// A word as it is kept, with its number; one that is new gets the next.
    fn number(&mut self, word: &str) -> (Arc<str>, u32) {
        if let Some((word, number)) = self.vocabulary.get_key_value(word) {
            return (word.clone(), *number);
        }
        self.beginnings.add(letters(word));
        let number = u32::try_from(self.vocabulary.len()).unwrap_or(u32::MAX);
        let word: Arc<str> = word.into();
        self.vocabulary.insert(word.clone(), number);
        (word, number)
    }
}
