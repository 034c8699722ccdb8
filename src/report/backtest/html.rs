//! A backtest as one page: no script, nothing from elsewhere, readable in light and dark.

use super::{differences, share, summary, verdicts};
use crate::backtest::{Backtest, Judged, Matrix, VERDICTS};
use crate::report::html::{BACKTEST_STYLE, escape, head};
use std::fmt::Write as _;

pub(super) fn page(results: &[Backtest]) -> String {
    let names: Vec<&str> = results.iter().map(|result| result.policy.as_str()).collect();
    let title = format!("Backtest of {}", names.join(" and "));
    let mut out = head(&title, BACKTEST_STYLE, None);
    let _ = writeln!(out, "<h1>{}</h1>", escape(&title));
    out += "<div class=\"side\">\n";
    for result in results {
        let summary = escape(&summary(result));
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
        escape(policy),
        size.0,
        size.1
    );
    let _ = writeln!(
        out,
        "<text class=\"soft\" x=\"{}\" y=\"18\" text-anchor=\"middle\">{} says</text>",
        LEFT + 3 * CELL / 2,
        escape(policy)
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
            let alike = if row == column { "alike" } else { "apart" };
            // Half strong at most, so that the number stands out in light and dark.
            let strength = count * 50 / most;
            let (x, y) = (LEFT + column * CELL, TOP + row * CELL);
            let _ = writeln!(
                out,
                "<g><title>decided {decision}, verdict {verdict}: {count}</title><rect x=\"{x}\" y=\"{y}\" width=\"{0}\" height=\"{0}\" rx=\"6\" class=\"{alike}\" fill-opacity=\".{strength:02}\"/><text class=\"count\" x=\"{1}\" y=\"{2}\" text-anchor=\"middle\">{count}</text></g>",
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
        escape(&one.policy),
        escape(&other.policy)
    );
    for (a, b) in found {
        let cell = |case: &Judged| {
            let mark = if case.agrees() { " ✓" } else { "" };
            format!("{}{mark}", case.verdict)
        };
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(&a.name),
            a.decision,
            cell(a),
            cell(b)
        );
    }
    out.push_str("</table>\n");
}

fn disagreements(result: &Backtest, out: &mut String) {
    let cases: Vec<&Judged> = result.cases.iter().filter(|case| !case.agrees()).collect();
    let policy = escape(&result.policy);
    let _ = writeln!(out, "<h2>Disagreements with {policy}: {}</h2>", cases.len());
    for case in cases {
        let _ = writeln!(
            out,
            "<h3>{}</h3>\n<p>{}.</p>",
            escape(&case.name),
            escape(&verdicts(&result.policy, case))
        );
        if case.because.is_empty() {
            continue;
        }
        out.push_str("<table>\n");
        for reason in &case.because {
            let _ = writeln!(
                out,
                "<tr><td><code>{}</code></td><td>{}</td><td class=\"soft\">{}</td></tr>",
                escape(&reason.question),
                escape(&reason.value),
                escape(&reason.text)
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
        escape(&result.policy)
    );
    for contribution in &result.contributions {
        let matrix = contribution.matrix;
        let by = matrix.agreeing().cast_signed() - base.cast_signed();
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{by:+}</td><td class=\"number\">{}</td></tr>",
            escape(&contribution.change),
            matrix.agreeing(),
            share(matrix.decided_alike(), matrix.decided())
        );
    }
    out.push_str("</table>\n");
}
