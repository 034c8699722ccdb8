//! The table as one page: no network, no frameworks.

use super::{Entry, OpenQuestion, Options, Row, Stage, State, Table, plural, timeline, timing};
use crate::calendar::Dated;
use crate::report::html::{TRIAGE_SCRIPT, TRIAGE_STYLE, escape, head};
use std::fmt::Write as _;

/// How many rows are shown at once; the script has the same number.
const PAGE: usize = 100;

pub(super) fn write(table: &Table, options: &Options<'_>) -> String {
    let mut out = String::with_capacity(20_000 + 900 * table.rows.len());
    push_head(table, &mut out);
    push_stages(table, &mut out);
    timeline::push(table, &mut out);
    push_proposals(table, options, &mut out);
    push_ledger(table, options, &mut out);
    out.push_str("</main>\n<footer><p>Made by hotfix-lint. The verdict advises; people decide.</p></footer>\n");
    let _ = write!(out, "<script>{}</script>\n</body>\n</html>\n", TRIAGE_SCRIPT.text);
    out
}

fn push_head(table: &Table, out: &mut String) {
    let title = format!("Hotfix triage on {}", table.today);
    out.push_str(&head(&title, TRIAGE_STYLE, Some(TRIAGE_SCRIPT)));
    let mut about = vec![
        format!("<time datetime=\"{0}\">{0}</time>", table.today),
        plural(table.rows.len(), "proposal", "proposals"),
    ];
    // Teams may go by calendars of their own: none speaks for all.
    about.extend(table.next.iter().map(|next| escape(&next_release(table, next))));
    let _ =
        write!(out, "<header>\n<h1>Hotfix triage</h1>\n<p>{}</p>\n</header>\n", about.join(" · "));
}

fn next_release(table: &Table, next: &Dated) -> String {
    timing(&crate::assess::NextRelease {
        days_to_freeze: crate::assess::days(table.today, next.freeze),
        days_to_release: crate::assess::days(table.today, next.release),
        release: next.clone(),
    })
}

/// The stages with their counts; the script makes filters of them.
fn push_stages(table: &Table, out: &mut String) {
    out.push_str("<main>\n<ul class=\"stages\" aria-label=\"Show only these stages\">\n");
    for stage in Stage::ALL {
        let count = table.stage(stage).len();
        let none = if count == 0 { " none" } else { "" };
        let _ = writeln!(
            out,
            "<li><button type=\"button\" class=\"{0}{none}\" data-stage=\"{0}\" title=\"{1}\" disabled>\
            <b>{count}</b><span>{2}</span></button></li>",
            stage.name(),
            table.meaning(stage, escape),
            stage.title()
        );
    }
    out.push_str("</ul>\n");
}

fn push_proposals(table: &Table, options: &Options<'_>, out: &mut String) {
    let heads = ["Stage", "Proposal", "Next freeze", "Why, and what is open"];
    begin_table("proposals", "Proposals", "In the order a meeting takes them.", &heads, out);
    push_rows(&table.rows, |row, out| push_row(row, options, out), out);
    end_table(table.rows.len(), out);
}

fn push_row(row: &Row, options: &Options<'_>, out: &mut String) {
    let stage = row.stage;
    let _ = write!(
        out,
        "<tr class=\"{}\"><td data-v=\"{}\"><span class=\"pill\">{}</span>",
        stage.name(),
        stage as u8,
        stage.title()
    );
    if row.status.name() != stage.name() {
        let _ = write!(out, "<small>{}</small>", row.status.name());
    }
    out.push_str("</td>");
    push_name(row, options, out);
    match &row.next_release {
        None => out.push_str("<td data-v=\"\"></td>"),
        Some(next) => {
            let (name, when) = (&next.release.name, timing(next));
            let _ = write!(
                out,
                "<td class=\"short\" data-v=\"{}\">{}<small>{}</small></td>",
                next.days_to_freeze,
                escape(name),
                escape(when.strip_prefix(name.as_str()).unwrap_or(&when).trim_start())
            );
        }
    }
    let _ = write!(out, "<td data-v=\"{}\">{}", row.open.len(), escape(&row.why));
    push_open(&row.open, out);
    out.push_str("</td></tr>\n");
}

/// The open questions by what they lack, each kind on a line.
fn push_open(open: &[OpenQuestion], out: &mut String) {
    if open.is_empty() {
        return;
    }
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for question in open {
        let lacks = lacks(question.lacks);
        let name = format!("<code>{}</code>", escape(&question.question));
        match kinds.iter_mut().find(|(kind, _)| *kind == lacks) {
            Some((_, names)) => names.push(name),
            None => kinds.push((lacks, vec![name])),
        }
    }
    out.push_str("<ul class=\"plain\">");
    for (lacks, names) in kinds {
        let _ = write!(out, "<li>{lacks}: {}</li>", names.join(", "));
    }
    out.push_str("</ul>");
}

/// What an open answer lacks, in words.
fn lacks(rule: &str) -> &'static str {
    match rule {
        "missing-question" => "not asked",
        "unanswered" => "not answered",
        "non-answer" => "not known yet",
        "leftover-template" => "still the template’s words",
        "hedged-answer" => "hedged",
        "missing-evidence" => "needs evidence",
        _ => "unclear",
    }
}

/// The cell that names a proposal: title, path, issues, component.
fn push_name(row: &Row, options: &Options<'_>, out: &mut String) {
    let title = escape(&row.title);
    let _ = match options.link_base {
        Some(base) => write!(
            out,
            "<th scope=\"row\"><a class=\"name\" href=\"{}\">{title}</a>",
            escape(&address(base, row.way()))
        ),
        None => write!(out, "<th scope=\"row\"><span class=\"name\">{title}</span>"),
    };
    let _ = write!(out, "<small><code>{}</code></small>", escape(&row.path));
    let mut about: Vec<String> = row
        .issues
        .iter()
        .map(|issue| match &issue.url {
            Some(url) => format!(
                "<a href=\"{}\" rel=\"noreferrer noopener\">{}</a>",
                escape(url),
                escape(&issue.label)
            ),
            None => escape(&issue.label),
        })
        .collect();
    about.extend(row.component.as_deref().map(escape));
    if !about.is_empty() {
        let _ = write!(out, "<small>{}</small>", about.join(" · "));
    }
    out.push_str("</th>");
}

fn push_ledger(table: &Table, options: &Options<'_>, out: &mut String) {
    let ledger = table.ledger();
    if ledger.is_empty() {
        return;
    }
    let heads = ["State", "Proposal", "Deferred on", "To", "Shipped", "Why, and what to do"];
    let about = "What was deferred, where to and when, and what became of it.";
    begin_table("ledger", "Deferral ledger", about, &heads, out);
    push_rows(&ledger, |(row, entry), out| push_entry(row, entry, options, out), out);
    end_table(ledger.len(), out);
}

fn push_entry(row: &Row, entry: &Entry, options: &Options<'_>, out: &mut String) {
    let state = entry.state;
    let _ = write!(
        out,
        "<tr class=\"{0}\"><td data-v=\"{1}\"><span class=\"pill\">{0}</span></td>",
        state.name(),
        state as u8
    );
    push_name(row, options, out);
    let _ = write!(
        out,
        "<td class=\"short\">{}</td>",
        entry.date.map_or_else(String::new, |d| d.to_string())
    );
    let target = escape(entry.target.as_deref().unwrap_or_default());
    let _ = match &entry.release {
        Some(release) => {
            write!(out, "<td class=\"short\">{target}<small>{}</small></td>", release.release)
        }
        None => write!(out, "<td>{target}</td>"),
    };
    let shipped = match (state, state.shipped()) {
        (State::Dropped, _) => "",
        (_, Some(true)) => "yes",
        (_, Some(false)) => "not yet",
        (_, None) => "not said",
    };
    let class = if state.presses() { " class=\"now\"" } else { "" };
    let _ = write!(
        out,
        "<td class=\"short\">{shipped}</td><td><span{class}>{}</span>",
        escape(&entry.note)
    );
    if !entry.reasons.is_empty() {
        out.push_str("<ul class=\"plain\">");
        for reason in &entry.reasons {
            let _ = write!(out, "<li>{}</li>", escape(reason));
        }
        out.push_str("</ul>");
    }
    out.push_str("</td></tr>\n");
}

fn begin_table(id: &str, title: &str, about: &str, heads: &[&str], out: &mut String) {
    let _ = write!(
        out,
        "<section data-table=\"{id}\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n<p>{about}</p>\n\
        <div class=\"tools\" hidden><label>Filter <input type=\"search\" autocomplete=\"off\" spellcheck=\"false\" \
        placeholder=\"words, a path, an issue\"></label><output></output></div>\n\
        <div class=\"scroll\" role=\"group\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n<thead><tr>"
    );
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

/// Writes rows: the first page as it is shown, the others where a browser reads them and lays nothing out.
fn push_rows<T>(rows: &[T], mut push: impl FnMut(&T, &mut String), out: &mut String) {
    let (first, rest) = rows.split_at(PAGE.min(rows.len()));
    for row in first {
        push(row, out);
    }
    if !rest.is_empty() {
        out.push_str("<template>");
        for row in rest {
            push(row, out);
        }
        out.push_str("</template>");
    }
}

fn end_table(rows: usize, out: &mut String) {
    out.push_str("</tbody>\n</table>\n</div>\n");
    if rows > PAGE {
        let _ = writeln!(
            out,
            "<noscript><p>These are the first {PAGE} of {rows}; the others need scripts, or another format.</p></noscript>"
        );
    }
    out.push_str(
        "<div class=\"pages\" hidden><button type=\"button\">Previous</button>\
        <span></span><button type=\"button\">Next</button></div>\n</section>\n",
    );
}

/// A path behind a base, as an address: what could end it or lead elsewhere is encoded.
pub(super) fn address(base: &str, path: &str) -> String {
    let mut out = base.to_owned();
    // Of a folder's address the last slash is often left out.
    if base.ends_with(|c: char| c.is_alphanumeric()) {
        out.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_addresses() {
        assert_eq!(address("x/main", "a.md"), "x/main/a.md");
        assert_eq!(address("x/?at=", "a.md"), "x/?at=a.md");
        assert_eq!(address("x/", "a b/ü?#\">.md"), "x/a%20b/%C3%BC%3F%23%22%3E.md");
    }

    #[test]
    fn the_script_has_the_same_number() {
        assert!(TRIAGE_SCRIPT.text.contains(&format!("const PAGE = {PAGE};")));
    }
}
