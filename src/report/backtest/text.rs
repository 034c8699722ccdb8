//! A backtest for people.

use super::{differences, share, summary, verdicts};
use crate::backtest::{Backtest, Contribution, Judged, VERDICTS};
use crate::report::escape;
use std::fmt::Write as _;

pub(super) fn report(results: &[Backtest]) -> String {
    let mut out = String::new();
    for result in results {
        let _ = writeln!(out, "{}", escape::line(&summary(result)));
    }
    for result in results {
        matrix(result, &mut out);
    }
    if results.len() == 2 {
        side_by_side(results, &mut out);
    }
    for result in results {
        disagreements(result, &mut out);
        contributions(result, &mut out);
    }
    out
}

/// Rows are decisions, columns verdicts.
fn matrix(result: &Backtest, out: &mut String) {
    let _ = writeln!(out, "\n{:22}{:>10}{:>10}{:>11}", "", "hotfix", "defer", "undecided");
    let before = format!("{} says", escape::line(&result.policy));
    for (row, decision) in result.matrix.0.iter().zip(VERDICTS) {
        let label = format!("decided: {decision}");
        let _ = writeln!(out, "{label:22}{:>10}{:>10}{:>11}", row[0], row[1], row[2]);
    }
    // The policy's name stands above the columns, which are its verdicts.
    let at = out.rfind(&format!("\n{:22}{:>10}", "", "hotfix")).map_or(0, |at| at + 1);
    out.insert_str(at, &format!("{:22}{before}\n", ""));
}

fn side_by_side(results: &[Backtest], out: &mut String) {
    let differences = differences(results);
    let _ = writeln!(
        out,
        "\nWhere {} and {} differ: {}",
        escape::line(&results[0].policy),
        escape::line(&results[1].policy),
        share(differences.len(), results[0].cases.len())
    );
    for (one, other) in differences {
        let better = match (one.agrees(), other.agrees()) {
            (true, _) => format!("{} agrees", results[0].policy),
            (_, true) => format!("{} agrees", results[1].policy),
            _ => "neither agrees".to_owned(),
        };
        let _ = writeln!(
            out,
            "  {}: decided {}; {} and {}: {}",
            escape::line(&one.name),
            one.decision,
            one.verdict,
            other.verdict,
            escape::line(&better)
        );
    }
}

fn disagreements(result: &Backtest, out: &mut String) {
    let cases: Vec<&Judged> = result.cases.iter().filter(|case| !case.agrees()).collect();
    let _ = writeln!(out, "\nDisagreements with {}: {}", escape::line(&result.policy), cases.len());
    for case in cases {
        let words = verdicts(&result.policy, case);
        let _ = writeln!(out, "\n  {}: {}", escape::line(&case.name), escape::line(&words));
        for reason in &case.because {
            let _ = write!(out, "    {} is {}", reason.question, escape::line(&reason.value));
            if !reason.text.is_empty() {
                let _ = write!(out, ": {}", escape::line(&reason.text));
            }
            out.push('\n');
        }
    }
}

/// What changes something, and in one line what does not.
fn contributions(result: &Backtest, out: &mut String) {
    let _ = writeln!(out, "\nWhat each part of {} contributes", escape::line(&result.policy));
    let base = result.matrix;
    let (moving, idle): (Vec<&Contribution>, Vec<&Contribution>) =
        result.contributions.iter().partition(|c| c.matrix != base);
    for contribution in moving {
        let matrix = contribution.matrix;
        let by = |now: usize, then: usize| format!("{:+}", then.cast_signed() - now.cast_signed());
        let _ = writeln!(
            out,
            "  {:>3} ({:>3}) agree, {:>2} of {:>2} that both decide: {}",
            matrix.agreeing(),
            by(base.agreeing(), matrix.agreeing()),
            matrix.decided_alike(),
            matrix.decided(),
            escape::line(&contribution.change)
        );
    }
    if !idle.is_empty() {
        let names: Vec<_> = idle.iter().map(|c| escape::line(&c.change).into_owned()).collect();
        let _ = writeln!(out, "  no difference: {}", names.join("; "));
    }
}
