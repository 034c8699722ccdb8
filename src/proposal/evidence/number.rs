//! Numbers as they stand in prose.

/// A number at the beginning of a piece.
pub(super) struct Number<'a> {
    pub(super) value: u64,
    pub(super) digits: usize,
    /// How many digits stand behind the point.
    pub(super) places: usize,
    pub(super) money: bool,
    /// Whether its digits are in groups: "2,026".
    pub(super) separated: bool,
    pub(super) suffix: &'a str,
}

impl<'a> Number<'a> {
    /// Whether it can be the year of a date in a proposal. 2000 counts.
    pub(super) fn is_year(&self) -> bool {
        self.digits == 4
            && (1990..2050).contains(&self.value)
            && self.value != 2000
            && !self.separated
    }

    pub(super) fn fraction(&self) -> bool {
        self.places > 0
    }

    /// Whether its point can be one between groups of digits: "12.000".
    pub(super) fn grouped(&self) -> bool {
        self.places == 3 && self.value > 0
    }

    /// Whether it counts by the thousand or the million.
    pub(super) fn is_large(&self) -> bool {
        let suffix = self.suffix.strip_suffix('+').unwrap_or(self.suffix);
        matches!(suffix, "k" | "K" | "m" | "M" | "bn" | "mn")
    }

    /// Whether it can be the day of a month: "2", "2nd".
    pub(super) fn is_day(&self) -> bool {
        (1..=31).contains(&self.value)
            && !self.fraction()
            && matches!(self.suffix, "" | "st" | "nd" | "rd" | "th")
    }

    pub(super) fn new(text: &'a str) -> Option<Self> {
        if text.len() > 60 || text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let (plain, number) = if text.starts_with(|c: char| c.is_ascii_digit()) {
            (text, text)
        } else {
            let plain = text.trim_start_matches(['~', '≈', '≥', '≤', '±', '+', '-', '=']);
            (plain, plain.trim_start_matches(['$', '€', '£']))
        };
        // "1,234", "12'000", "12’000"
        let figure = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '’');
        let end = number.find(|c| !figure(c)).unwrap_or(number.len());
        let digits = number[..end].trim_end_matches([',', '.', '\'', '’']);
        if !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (whole, fraction) =
            digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
        if fraction.is_some_and(|part| part.contains('.')) {
            return None;
        }
        let value = whole
            .bytes()
            .filter(u8::is_ascii_digit)
            .fold(0u64, |n, digit| n.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        Some(Self {
            value,
            digits: whole.bytes().filter(u8::is_ascii_digit).count(),
            places: fraction.map_or(0, str::len),
            money: number.len() < plain.len(),
            separated: whole.contains([',', '\'', '’']),
            suffix: &number[digits.len()..],
        })
    }
}
