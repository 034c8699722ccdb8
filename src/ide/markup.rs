//! Text for hovers, as Markdown or as plain text, in which nothing that a user wrote can become markup.

use crate::report::escape as shown;
use std::borrow::Cow;
use std::fmt::Write as _;

/// How a client shows text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// CommonMark with tables.
    Markdown,
    /// Text as it is.
    Plain,
}

/// A page under construction. Everything given to it is escaped; markup comes from its methods alone.
#[derive(Debug)]
pub struct Page {
    style: Style,
    out: String,
}

/// A line of a page under construction.
#[derive(Debug)]
pub struct Line {
    style: Style,
    out: String,
}

impl Page {
    /// An empty page.
    pub fn new(style: Style) -> Self {
        Self { style, out: String::new() }
    }

    /// Adds a paragraph; an empty line adds nothing.
    pub fn paragraph(&mut self, write: impl FnOnce(Line) -> Line) {
        let line = self.line(write);
        if !line.is_empty() {
            self.begin_block();
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    /// Adds a list with one item for each line.
    pub fn list<T>(&mut self, items: impl IntoIterator<Item = T>, write: impl Fn(Line, T) -> Line) {
        let mut first = true;
        for item in items {
            let line = self.line(|line| write(line, item));
            if std::mem::take(&mut first) {
                self.begin_block();
            }
            let _ = writeln!(self.out, "- {line}");
        }
    }

    /// Adds a table; without rows it adds nothing.
    pub fn table<const N: usize>(&mut self, heads: [&str; N], rows: &[[String; N]]) {
        if rows.is_empty() {
            return;
        }
        self.begin_block();
        match self.style {
            Style::Markdown => {
                let cell = |cell: &str| escape_in(cell, Place::Cell);
                let _ = writeln!(self.out, "| {} |", heads.map(cell).join(" | "));
                let _ = writeln!(self.out, "|{}", " --- |".repeat(N));
                for row in rows {
                    let cells = row.each_ref().map(|text| cell(text));
                    let _ = writeln!(self.out, "| {} |", cells.join(" | "));
                }
            }
            Style::Plain => {
                let lines: Vec<[String; N]> = std::iter::once(heads.map(clean))
                    .chain(rows.iter().map(|row| row.each_ref().map(|cell| clean(cell))))
                    .collect();
                let width = |column: usize| {
                    lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default()
                };
                let widths: [usize; N] = std::array::from_fn(width);
                for line in &lines {
                    let cells: Vec<String> = line
                        .iter()
                        .zip(widths)
                        .map(|(cell, width)| format!("{cell:<width$}"))
                        .collect();
                    let _ = writeln!(self.out, "{}", cells.join("  ").trim_end());
                }
            }
        }
    }

    /// The page.
    pub fn finish(self) -> String {
        self.out.trim_end().to_owned()
    }

    fn begin_block(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn line(&self, write: impl FnOnce(Line) -> Line) -> String {
        write(Line { style: self.style, out: String::new() }).out
    }
}

impl Line {
    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        match self.style {
            // A number that is all of the line yet may be the beginning of an item.
            Style::Markdown if self.out.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.out = escape_start(&format!("{}{text}", self.out));
            }
            Style::Markdown => self.out.push_str(&escape(text)),
            Style::Plain => self.out.push_str(&clean(text)),
        }
        self
    }

    /// Adds text that stands out.
    #[must_use]
    pub fn strong(self, text: &str) -> Self {
        self.wrapped("**", text)
    }

    /// Adds text set apart.
    #[must_use]
    pub fn emphasis(self, text: &str) -> Self {
        self.wrapped("*", text)
    }

    fn wrapped(mut self, mark: &str, text: &str) -> Self {
        let text = text.trim();
        match self.style {
            _ if text.is_empty() => {}
            Style::Markdown => {
                let _ = write!(self.out, "{mark}{}{mark}", escape(text));
            }
            Style::Plain => self.out.push_str(&clean(text)),
        }
        self
    }

    /// Adds a name from the policy, the configuration or the document.
    #[must_use]
    pub fn code(mut self, text: &str) -> Self {
        let text = clean(text);
        match self.style {
            Style::Markdown if !text.trim().is_empty() => {
                // Longer than any run of backticks inside.
                let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
                let fence = "`".repeat(longest + 1);
                let space = if longest > 0 { " " } else { "" };
                let _ = write!(self.out, "{fence}{space}{text}{space}{fence}");
            }
            _ => self.out.push_str(&text),
        }
        self
    }

    /// Adds a message, in which words between backticks are names.
    #[must_use]
    pub fn message(self, text: &str) -> Self {
        if text.matches('`').count() % 2 == 1 {
            return self.text(text);
        }
        let parts = text.split('`').enumerate();
        parts.fold(
            self,
            |line, (n, part)| if n % 2 == 0 { line.text(part) } else { line.code(part) },
        )
    }

    /// Adds a link. Only web addresses are linked; anything else is shown as it is.
    #[must_use]
    pub fn link(mut self, text: &str, url: &str) -> Self {
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        match self.style {
            Style::Markdown if is_web => {
                // Not a picture.
                if self.out.ends_with('!') {
                    self.out.insert(self.out.len() - 1, '\\');
                }
                let _ = write!(self.out, "[{}](<{}>)", escape_in(text, Place::Label), address(url));
                self
            }
            _ if text == url => self.text(url),
            _ => self.text(text).text(" (").text(url).text(")"),
        }
    }
}

/// An address that cannot end the brackets around it.
fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' | '`' | '|' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c if c.is_control() || c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// One line of text: white space and control characters are spaces, and what would turn the direction of reading or
/// cannot be seen is shown.
fn clean(text: &str) -> String {
    let text = text.trim_matches(['\n', '\r']);
    let blank =
        |c: char| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c };
    let text: String = text.chars().map(blank).collect();
    match shown::line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(safe) => safe,
    }
}

/// `text` with nothing in it that Markdown would read as markup inside of a line: not even an address that some
/// renderers make a link of.
///
/// What means nothing where it stands is left alone, since there are editors that show every backslash.
fn escape(text: &str) -> String {
    escape_in(text, Place::Line)
}

/// Where text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    /// A cell of a table.
    Cell,
    /// What a link is called; no address in it is a link of its own.
    Label,
}

fn escape_in(text: &str, place: Place) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let ends = match place {
            Place::Line => false,
            Place::Cell => c == '|',
            Place::Label => c == ']',
        };
        let linked = place != Place::Label && is_address(&text[..at], c, after);
        if ends || linked || is_markup(before, c, after) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Whether a character can mean something between these two. Where the text ends something may still follow.
fn is_markup(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is_blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '`' | '[' => true,
        '*' | '~' | '$' => !(is_blank(before) && is_blank(after)),
        '_' => !(is_blank(before) && is_blank(after) || is_word(before) && is_word(after)),
        '\\' => after.is_none_or(|c| c.is_ascii_punctuation()),
        '&' => after.is_none_or(|c| c == '#' || c.is_alphanumeric()),
        '<' => after.is_none_or(|c| "/!?".contains(c) || c.is_alphabetic()),
        _ => false,
    }
}

/// Whether a character makes an address, of the web or of mail, of what is around it.
fn is_address(before: &str, c: char, after: Option<char>) -> bool {
    match c {
        ':' => after == Some('/'),
        '.' => before.len() >= 3 && ends_with_www(before),
        '@' => !before.ends_with(char::is_whitespace) && !after.is_none_or(char::is_whitespace),
        _ => false,
    }
}

fn ends_with_www(text: &str) -> bool {
    text.get(text.len() - 3..).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// The same for the beginning of a line, where more characters mean something.
fn escape_start(text: &str) -> String {
    let escaped = escape(text.trim_start());
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    match escaped.as_bytes().get(digits) {
        Some(b'#' | b'+' | b'-' | b'=' | b'>') if digits == 0 => format!("\\{escaped}"),
        // A release called 26.12 is no item of a list.
        Some(b'.' | b')')
            if digits > 0
                && escaped.as_bytes().get(digits + 1).is_none_or(u8::is_ascii_whitespace) =>
        {
            format!("{}\\{}", &escaped[..digits], &escaped[digits..])
        }
        _ => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    fn line(style: Style, write: impl FnOnce(Line) -> Line) -> String {
        let mut page = Page::new(style);
        page.paragraph(write);
        page.finish()
    }

    #[test]
    fn what_users_write_is_no_markup() {
        let hostile = "# <img src=x> [a](command:x) **b** `c` | \u{2028}\n\n- &amp; $x$ ![i](j)";
        let markdown = line(Style::Markdown, |line| line.text(hostile));
        assert!(!markdown.contains('\n'), "{markdown}");
        let is_text = |event: &Event<'_>| {
            matches!(
                event,
                Event::Text(_) | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
            )
        };
        for event in Parser::new_ext(&markdown, Options::all()) {
            assert!(is_text(&event), "{event:?}");
        }
        assert_eq!(line(Style::Plain, |line| line.text("*a*\nb")), "*a* b");
        assert_eq!(line(Style::Plain, |line| line.text("a\u{202e}b")), "a\\u{202e}b");
        assert_eq!(line(Style::Markdown, |line| line.text("a\u{202e}b")), "a\\u{202e}b");
    }

    #[test]
    fn nothing_is_escaped_that_means_nothing() {
        for text in [
            "a_b_c < 5 & 2 * 3 > 1!",
            "C:\\new (x|y) ~ 5]",
            "`a` c",
            "to @me, a $ b",
            "26.12 is frozen",
        ] {
            assert_eq!(line(Style::Markdown, |line| line.message(text)), text);
        }
    }

    proptest::proptest! {
        /// Pieces of a line are shown as they are, whatever stands beside them.
        #[test]
        fn pieces_are_text(pieces in proptest::collection::vec("[]\\\\`*_<>|~&!$#+=a1 .:@/;(){}-]{0,8}", 1..4)) {
            let mut page = Page::new(Style::Markdown);
            page.paragraph(|line| pieces.iter().fold(line, |line, piece| line.text(piece)));
            page.paragraph(|line| line.text("a!").link(&pieces[0], "https://x"));
            page.table(["a"], &[[pieces[0].clone()]]);
            let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
            let mut shown = vec![String::new()];
            for event in Parser::new_ext(&page.finish(), options) {
                match event {
                    Event::Text(text) => shown.last_mut().unwrap().push_str(&text),
                    Event::End(TagEnd::Paragraph | TagEnd::TableHead) => shown.push(String::new()),
                    Event::Start(Tag::Paragraph | Tag::Link { .. } | Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
                    | Event::End(TagEnd::Link | TagEnd::Table | TagEnd::TableRow | TagEnd::TableCell) => {}
                    other => panic!("{other:?}"),
                }
            }
            let mut expected = vec![format!("a!{}", pieces[0]), "a".to_owned(), pieces[0].clone()];
            let whole = pieces.concat();
            if !whole.trim().is_empty() {
                expected.insert(0, whole);
            }
            let trimmed = |all: Vec<String>| all.iter().map(|text| text.trim().to_owned()).collect::<Vec<_>>();
            proptest::prop_assert_eq!(trimmed(shown), trimmed(expected));
        }
    }

    #[test]
    fn addresses_are_no_links() {
        let markdown =
            line(Style::Markdown, |l| l.text("https://a.example www.b.example c@d.example 1:2"));
        assert_eq!(markdown, r"https\://a.example www\.b.example c\@d.example 1:2");
    }

    #[test]
    fn beginnings_of_lines() {
        for text in ["- a", "+ a", "1. a", "12) a", "# a", "=== ", "> a", "    code"] {
            let markdown = line(Style::Markdown, |line| line.text(text));
            let first = Parser::new(&markdown).next();
            assert_eq!(first, Some(Event::Start(Tag::Paragraph)), "{text}: {markdown}");
        }
    }

    #[test]
    fn code_and_links() {
        let markdown = |write: fn(Line) -> Line| line(Style::Markdown, write);
        assert_eq!(markdown(|l| l.code("a`b``c")), "``` a`b``c ```");
        assert_eq!(markdown(|l| l.message("a `b*` c")), "a `b*` c");
        assert_eq!(markdown(|l| l.message("a `b* c")), "a \\`b\\* c");
        assert_eq!(markdown(|l| l.link("a]b", "https://x/ >y")), "[a\\]b](<https://x/%20%3Ey>)");
        assert_eq!(markdown(|l| l.link("a", "javascript:x")), "a (javascript:x)");
        assert_eq!(line(Style::Plain, |l| l.link("#1", "https://x")), "#1 (https://x)");
    }

    #[test]
    fn tables_and_lists() {
        let mut page = Page::new(Style::Markdown);
        page.table(["a", "b"], &[["1".to_owned(), "x|y".to_owned()]]);
        page.list(["p", "q"], Line::strong);
        assert_eq!(page.finish(), "| a | b |\n| --- | --- |\n| 1 | x\\|y |\n\n- **p**\n- **q**");
        let mut page = Page::new(Style::Plain);
        let rows = [["é".to_owned(), "2".to_owned()], ["long".to_owned(), String::new()]];
        page.table(["a", "b"], &rows);
        assert_eq!(page.finish(), "a     b\né     2\nlong");
    }
}
