//! A backtest as one page: no script, nothing from elsewhere, readable in light and dark.

use super::{differences, share, summary, verdicts};
use crate::backtest::{Backtest, Judged, Matrix, VERDICTS};
use std::fmt::Write as _;

const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0; --back: #fff; --good: #1a7f37; --bad: #b35900; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --back: #0d1117; --good: #3fb950; --bad: #db8b2e; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.25; }
p.soft, td.soft { color: var(--soft); }
.side { display: flex; flex-wrap: wrap; gap: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
svg text { fill: var(--ink); font: 14px system-ui, sans-serif; }
svg text.count { font-size: 22px; font-weight: 600; }
svg text.soft { fill: var(--soft); }
code { font-size: .9em; }
";

pub(super) fn page(results: &[Backtest]) -> String {
    let names: Vec<String> = results.iter().map(|result| escaped(&result.policy)).collect();
    let title = format!("Backtest of {}", names.join(" and "));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    out += "<div class=\"side\">\n";
    for result in results {
        let summary = escaped(&summary(result));
        let _ = writeln!(out, "<section>\n<p>{summary}.</p>");
        picture(&result.matrix, &result.policy, &mut out);
        out += "</section>\n";
    }
    out += "</div>\n<p class=\"soft\">Rows are decisions that people made, columns what the policy says. On the diagonal they agree.</p>\n";
    side_by_side(results, &mut out);
    for result in results {
        disagreements(result, &mut out);
        contributions(result, &mut out);
    }
    out += "</body>\n</html>\n";
    out
}

/// The matrix as a picture: the more cases, the stronger the colour.
fn picture(matrix: &Matrix, policy: &str, out: &mut String) {
    const LEFT: usize = 96;
    const TOP: usize = 56;
    const CELL: usize = 96;
    let size = (LEFT + 3 * CELL + 8, TOP + 3 * CELL + 8);
    let most = matrix.0.iter().flatten().copied().max().unwrap_or(0).max(1);
    let _ = writeln!(
        out,
        "<svg role=\"img\" aria-label=\"agreement matrix of {}\" width=\"{1}\" height=\"{2}\" viewBox=\"0 0 {1} {2}\">",
        escaped(policy),
        size.0,
        size.1
    );
    let _ = writeln!(
        out,
        "<text class=\"soft\" x=\"{}\" y=\"18\" text-anchor=\"middle\">{} says</text>",
        LEFT + 3 * CELL / 2,
        escaped(policy)
    );
    for (column, verdict) in VERDICTS.iter().enumerate() {
        let x = LEFT + column * CELL + CELL / 2;
        let _ = writeln!(out, "<text x=\"{x}\" y=\"44\" text-anchor=\"middle\">{verdict}</text>");
    }
    for (row, decision) in VERDICTS.iter().enumerate() {
        let y = TOP + row * CELL + CELL / 2 + 5;
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{y}\" text-anchor=\"end\">{decision}</text>",
            LEFT - 12
        );
        for (column, verdict) in VERDICTS.iter().enumerate() {
            let count = matrix.0[row][column];
            let colour = if row == column { "--good" } else { "--bad" };
            // Half strong at most, so that the number stands out in light and dark.
            let strength = count * 50 / most;
            let (x, y) = (LEFT + column * CELL, TOP + row * CELL);
            let _ = writeln!(
                out,
                "<g><title>decided {decision}, verdict {verdict}: {count}</title><rect x=\"{x}\" y=\"{y}\" width=\"{0}\" height=\"{0}\" rx=\"6\" style=\"fill: var({colour}); fill-opacity: .{strength:02}; stroke: var(--line)\"/><text class=\"count\" x=\"{1}\" y=\"{2}\" text-anchor=\"middle\">{count}</text></g>",
                CELL - 6,
                x + CELL / 2 - 3,
                y + CELL / 2 + 5
            );
        }
    }
    out.push_str("</svg>\n");
}

fn side_by_side(results: &[Backtest], out: &mut String) {
    let [one, other] = results else { return };
    let found = differences(results);
    let _ = writeln!(
        out,
        "<h2>Where they differ</h2>\n<p>{} cases.</p>",
        share(found.len(), one.cases.len())
    );
    if found.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<table>\n<tr><th>case</th><th>decided</th><th>{}</th><th>{}</th></tr>",
        escaped(&one.policy),
        escaped(&other.policy)
    );
    for (a, b) in found {
        let cell = |case: &Judged| {
            let mark = if case.agrees() { " ✓" } else { "" };
            format!("{}{mark}", case.verdict)
        };
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&a.name),
            a.decision,
            cell(a),
            cell(b)
        );
    }
    out.push_str("</table>\n");
}

fn disagreements(result: &Backtest, out: &mut String) {
    let cases: Vec<&Judged> = result.cases.iter().filter(|case| !case.agrees()).collect();
    let policy = escaped(&result.policy);
    let _ = writeln!(out, "<h2>Disagreements with {policy}: {}</h2>", cases.len());
    for case in cases {
        let _ = writeln!(
            out,
            "<h3>{}</h3>\n<p>{}.</p>",
            escaped(&case.name),
            escaped(&verdicts(&result.policy, case))
        );
        if case.because.is_empty() {
            continue;
        }
        out.push_str("<table>\n");
        for reason in &case.because {
            let _ = writeln!(
                out,
                "<tr><td><code>{}</code></td><td>{}</td><td class=\"soft\">{}</td></tr>",
                escaped(&reason.question),
                escaped(&reason.value),
                escaped(&reason.text)
            );
        }
        out.push_str("</table>\n");
    }
}

fn contributions(result: &Backtest, out: &mut String) {
    let base = result.matrix.agreeing();
    let _ = writeln!(
        out,
        "<h2>What each part of {} contributes</h2>\n<table>\n<tr><th>if it were otherwise</th><th>agree</th><th></th><th>of those both decide</th></tr>",
        escaped(&result.policy)
    );
    for contribution in &result.contributions {
        let matrix = contribution.matrix;
        let by = matrix.agreeing().cast_signed() - base.cast_signed();
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{by:+}</td><td class=\"number\">{}</td></tr>",
            escaped(&contribution.change),
            matrix.agreeing(),
            share(matrix.decided_alike(), matrix.decided())
        );
    }
    out.push_str("</table>\n");
}

/// Text of documents on its way into a page.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_document_is_markup() {
        assert_eq!(escaped("<b> & \"x\"\u{7}"), "&lt;b&gt; &amp; &quot;x&quot; ");
    }
}
