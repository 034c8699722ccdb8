//! Snapshots in CSV, as Jira exports them: the columns `Issue key`, `Summary`, `Status`, `Resolution`, `Created`, `Votes`,
//! and as many `Labels` and links as there are.
//!
//! A quote inside a field is text. One that never closes would take the rest of the file along: then reading begins again
//! in the next line.

use super::json::day;
use super::snapshot::{Issue, refuted};
use crate::settings::Mistake;
use crate::source::Span;
use csv::StringRecord;
use jiff::civil::Date;

/// How often reading begins again: what keeps hostile files linear.
const MOST_RESTARTS: usize = 20;

/// The columns that are read.
struct Columns {
    key: usize,
    summary: Option<usize>,
    status: Option<usize>,
    resolution: Option<usize>,
    created: Option<usize>,
    votes: Option<usize>,
    labels: Vec<usize>,
    duplicated_by: Vec<usize>,
    duplicates: Vec<usize>,
    count: usize,
}

impl Columns {
    fn new(head: &StringRecord) -> Option<Self> {
        let all = |name: &str| -> Vec<usize> {
            let named = head.iter().enumerate();
            named.filter(|(_, own)| own.trim().eq_ignore_ascii_case(name)).map(|(i, _)| i).collect()
        };
        let first = |name: &str| all(name).first().copied();
        Some(Self {
            key: first("Issue key").or_else(|| first("Key"))?,
            summary: first("Summary"),
            status: first("Status"),
            resolution: first("Resolution"),
            created: first("Created"),
            votes: first("Votes"),
            labels: all("Labels"),
            duplicated_by: all("Inward issue link (Duplicate)"),
            duplicates: all("Outward issue link (Duplicate)"),
            count: head.len(),
        })
    }

    fn issue(&self, record: &StringRecord) -> Issue {
        let field = |index: Option<usize>| {
            index.and_then(|index| record.get(index)).unwrap_or_default().trim()
        };
        let fields = |columns: &[usize]| -> Vec<String> {
            let all = columns.iter().filter_map(|&index| record.get(index)).map(str::trim);
            all.filter(|text| !text.is_empty()).map(str::to_owned).collect()
        };
        let resolution = field(self.resolution);
        let closed = !resolution.is_empty() && !resolution.eq_ignore_ascii_case("unresolved");
        let status = field(self.status).to_lowercase();
        let state = match (closed, status.is_empty()) {
            (true, _) => format!("closed as {}", resolution.to_lowercase()),
            (false, true) => "open".to_owned(),
            (false, false) => status,
        };
        let duplicates = fields(&self.duplicated_by).len();
        Issue {
            id: field(Some(self.key)).to_owned(),
            title: field(self.summary).to_owned(),
            state,
            open: !closed,
            refuted: closed.then(|| refuted([resolution])).flatten(),
            labels: fields(&self.labels),
            created: created(field(self.created)),
            url: None,
            duplicates: u32::try_from(duplicates).unwrap_or(u32::MAX),
            reactions: field(self.votes).parse().unwrap_or(0),
            duplicate_of: fields(&self.duplicates).into_iter().next(),
        }
    }
}

/// The issues of a text, and what is wrong with it. `start` is where it begins, behind a byte order mark.
pub(super) fn read(text: &str, start: usize) -> (Vec<Issue>, Vec<Mistake>) {
    let mut rows = Rows {
        text,
        delimiter: delimiter(&text[start..]),
        found: Vec::new(),
        mistakes: Vec::new(),
    };
    let mut reader = rows.reader(start);
    let mut head = StringRecord::new();
    let has_head = reader.read_record(&mut head).unwrap_or(false);
    let Some(columns) = Columns::new(&head).filter(|_| has_head) else {
        rows.wrong(start, "no export of Jira: its first line has a column `Issue key`".to_owned());
        return (rows.found, rows.mistakes);
    };
    let mut from = start + offset(reader.position());
    for _ in 0..MOST_RESTARTS {
        let Some(broken) = rows.read(from, &columns) else { return (rows.found, rows.mistakes) };
        // The next line, wherever the open quote led.
        let end = memchr::memchr(b'\n', &text.as_bytes()[broken..]);
        from = end.map_or(text.len(), |at| broken + at + 1);
    }
    if from < text.len() {
        rows.wrong(from, "so many broken lines that the rest is not read".to_owned());
    }
    (rows.found, rows.mistakes)
}

/// What separates the fields of the first line: a comma, or what Jira writes where the comma is for decimals.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| memchr::memchr_iter(*delimiter, line.as_bytes()).count();
    *[b'\t', b';', b','].iter().max_by_key(|delimiter| count(delimiter)).unwrap_or(&b',')
}

fn offset(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// The rows of a text, as far as they have been read.
struct Rows<'t> {
    text: &'t str,
    delimiter: u8,
    found: Vec<Issue>,
    mistakes: Vec<Mistake>,
}

impl<'t> Rows<'t> {
    fn wrong(&mut self, offset: usize, message: String) {
        self.mistakes.push(Mistake { span: Span::empty(offset.min(self.text.len())), message });
    }

    fn reader(&self, from: usize) -> csv::Reader<&'t [u8]> {
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(self.delimiter);
        builder.from_reader(&self.text.as_bytes()[from..])
    }

    /// Reads the rows from byte `from` on; gives back where one begins that goes over several lines and does not fit.
    fn read(&mut self, from: usize, columns: &Columns) -> Option<usize> {
        let mut reader = self.reader(from);
        let mut record = StringRecord::new();
        let mut behind = from;
        while reader.read_record(&mut record).unwrap_or(false) {
            let (begin, end) = (behind, from + offset(reader.position()));
            behind = end;
            // A row may begin with the line feed of the one before.
            let row = self.text[begin..end].trim_start_matches(['\r', '\n']);
            let begin = end - row.len();
            let row = row.trim_end().as_bytes();
            let over_lines = memchr::memchr(b'\n', row).is_some();
            if over_lines && memchr::memchr_iter(b'"', row).count() % 2 == 1 {
                self.wrong(begin, "a quote is open: close it, or write it twice".to_owned());
                return Some(begin);
            }
            if record.len() != columns.count {
                let (own, all) = (record.len(), columns.count);
                self.wrong(begin, format!("{own} fields, where the first line has {all}"));
                if over_lines {
                    return Some(begin);
                }
                continue;
            }
            let issue = columns.issue(&record);
            if issue.id.is_empty() {
                self.wrong(begin, "a line without an `Issue key`".to_owned());
            } else {
                self.found.push(issue);
            }
        }
        None
    }
}

/// The day of `2026-11-22 09:15`, `22/Nov/26 9:15 AM` or `22.11.2026`; `None` for what it does not know.
fn created(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Some(day) = day(text) {
        return Some(day);
    }
    let mut parts = text.split(['/', '.', ' ', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let name = month.to_ascii_lowercase();
    let month = match MONTHS.iter().position(|known| name.starts_with(known)) {
        Some(index) => i8::try_from(index + 1).ok()?,
        None => month.parse().ok().filter(|_| text.contains('.'))?,
    };
    let year: i16 = year.parse().ok()?;
    Date::new(if year < 100 { year + 2000 } else { year }, month, day.parse().ok()?).ok()
}
