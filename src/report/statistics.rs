//! `--statistics`: how often each rule spoke.

use super::{Look, Totals, human};
use crate::finding::Severity;
use crate::order;
use std::fmt::Write as _;

/// The rules that spoke, the most frequent first, and the last line of the report.
pub(super) fn close(totals: &Totals, look: Look) -> String {
    let is_told = |severity: usize| severity > Severity::Hint as usize || look.verbose;
    let mut rows: Vec<(usize, &str)> = totals
        .by_rule
        .iter()
        .map(|(rule, counts)| {
            let told = counts.iter().enumerate().filter(|(severity, _)| is_told(*severity));
            (told.map(|(_, count)| count).sum(), *rule)
        })
        .filter(|(count, _)| *count > 0)
        .collect();
    order::by_key(&mut rows, |&(count, rule)| (std::cmp::Reverse(count), rule));
    let width = rows.first().map_or(0, |(count, _)| count.to_string().len());
    let mut out = String::new();
    for (count, rule) in rows {
        let _ = writeln!(out, "{count:width$}  {rule}");
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out + &human::close(totals, look)
}
