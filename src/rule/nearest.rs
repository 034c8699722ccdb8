//! "Did you mean …": the closest of a few known words.

/// The candidate closest to `word`, whatever its case; `None` where none is close enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nothing that is meant by a name is longer; the comparison is quadratic.
    if word.len() > 64 {
        return None;
    }
    let word: Vec<char> = word.to_lowercase().chars().collect();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other: Vec<char> = candidate.to_lowercase().chars().collect();
            let distance = distance(&word, &other);
            let longest = word.len().max(other.len());
            (distance * 5 <= longest * 2).then_some((distance, candidate))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Whether `word` is `known` but for a slip of the hand: so few characters that it can hardly be another word.
pub fn is_slip(word: &str, known: &str) -> bool {
    if word.len() > 64 {
        return false;
    }
    let lower = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    let known = lower(known);
    (1..=(known.len() / 5).max(1)).contains(&distance(&lower(word), &known))
}

/// The fewest characters to insert, remove, replace or swap with their neighbour to get from `a` to `b`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, cb) in b.iter().enumerate() {
            row[j + 1] = (last[j + 1] + 1).min(row[j] + 1).min(last[j] + usize::from(ca != cb));
            if i > 0 && j > 0 && *ca == b[j - 1] && a[i - 1] == *cb {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_mistakes_are_close_and_other_words_are_not() {
        let statuses = ["draft", "proposed", "approved", "deferred", "rejected"];
        assert_eq!(nearest("propsed", statuses), Some("proposed"));
        assert_eq!(nearest("Defered", statuses), Some("deferred"));
        assert_eq!(nearest("darft", statuses), Some("draft"));
        assert_eq!(nearest("done", statuses), None);
        assert_eq!(nearest("", statuses), None);
        assert_eq!(nearest(&"x".repeat(100_000), statuses), None);
    }

    #[test]
    fn a_slip_is_hardly_another_word() {
        for word in ["codefreez", "codefreze", "cdoefreeze", "codefreezes", "Code freeze"] {
            assert!(is_slip(word, "codefreeze"), "{word}");
        }
        for word in ["codefreeze", "freeze", "docsfreeze", "softfreeze", "featurefreeze", ""] {
            assert!(!is_slip(word, "codefreeze"), "{word}");
        }
        assert!(is_slip("relase", "release") && !is_slip("prerelease", "release"));
        for (word, known) in [("minor", "major"), ("spurious", "serious"), ("valid", "invalid")] {
            assert!(!is_slip(word, known), "{word}");
        }
    }
}
