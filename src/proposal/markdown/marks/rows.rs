//! Rows of tables that ask questions.

use super::{Finder, Mark, MarkKind};
use crate::proposal::Layout;
use crate::proposal::lexicon::Asked;
use crate::proposal::markdown::cells::cells;
use crate::proposal::markdown::columns::Columns;
use crate::proposal::markdown::row::Row;
use crate::proposal::markdown::{line, tail};
use crate::source::Span;

impl Finder<'_> {
    /// A row of a table: the first cell that asks, and the cells behind it.
    pub(super) fn row(&mut self, line: usize, span: Span, table: Span) {
        let text = self.source.text();
        let mut cells = cells(text, span);
        let mut index = 0;
        let mut named = None;
        while let Some(cell) = cells.next() {
            index += 1;
            let words = &text[cell.range()];
            let is_plain = line::plain_indent(words.as_bytes()) == Some(0);
            if words.is_empty() || is_plain && !self.policy.lexicon.may_begin(words) {
                continue;
            }
            let start = line::start(text, cell);
            if start.at >= cell.end {
                continue;
            }
            let words = &text[start.at..cell.end];
            let Some(found) = self.policy.lexicon.match_start(words) else { continue };
            match found.asked {
                Asked::Question(_) if super::is_struck(&start, found.end) => return,
                Asked::Question(question) => {
                    let header = self.source.line_of(table.start);
                    let is_header = line == header;
                    if !is_header {
                        self.table(self.source.line_start(table.start));
                    }
                    let columns = (!is_header).then(|| self.columns(header));
                    let rest = tail::skip(text, (start.at + found.rest).min(cell.end), cell.end);
                    let row = Row {
                        rest,
                        cells: cells.collect(),
                        end: span.end,
                        answer: columns.map_or(0, |columns| columns.answer(index)),
                        yes_and_no: columns.and_then(|columns| columns.yes_and_no(index)),
                    };
                    let prompt = Span::new(start.at, start.at + found.end);
                    self.question(
                        span.start,
                        &start,
                        question,
                        prompt,
                        rest,
                        Layout::Row,
                        Some(row),
                    );
                    return;
                }
                Asked::Criterion(criterion) => {
                    let is_all = words[found.rest.min(words.len())..].trim().is_empty();
                    let words = Span::new(start.at, start.at + found.end);
                    let kind =
                        MarkKind::Criterion { criterion, span: words, rest: None, level: None };
                    named.get_or_insert((is_all, kind));
                }
            }
        }
        // A row that names a criterion and asks nothing heads the rows below it.
        if let Some((true, kind)) = named {
            self.push(span.start, kind);
        }
    }

    /// Marks the beginning of a table whose rows ask, unless one of them has been found before.
    fn table(&mut self, entry: usize) {
        let is_within = |mark: &&Mark| mark.entry >= entry;
        let mut within = self.marks.iter().rev().take_while(is_within);
        // Criteria alone may be words of an answer.
        if within.clone().all(|mark| matches!(mark.kind, MarkKind::Criterion { .. })) {
            let at = self.marks.len() - within.by_ref().count();
            self.marks.insert(at, Mark { entry, kind: MarkKind::Table });
        }
    }

    /// The columns of the table with that header line.
    fn columns(&mut self, header: usize) -> &Columns {
        let known = self.columns.take().filter(|columns| columns.header == header);
        self.columns.insert(known.unwrap_or_else(|| Columns::new(self.source, header)))
    }
}
