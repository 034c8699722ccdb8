//! What a document costs, at 2 KB, 10 KB, 100 KB and 1 MB: parsing alone, a check, a keystroke, fixing, each editor
//! feature.
//!
//! `cargo bench --bench analysis` measures everything and prints a table of times and of ratios to the parser alone;
//! behind `--`, words of a benchmark's name measure only those.

#[expect(dead_code, reason = "the worst documents are for another benchmark")]
mod documents;
mod paths;

use criterion::{BenchmarkId, Criterion, Throughput};
use documents::proposals::proposal;
use hotfix_lint::proposal::Format;
use paths::{FLOOR, PATHS, Subject};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

const FORMATS: [(&str, Format); 2] = [("Markdown", Format::Markdown), ("YAML", Format::Yaml)];
const LENGTHS: [(&str, usize); 4] =
    [("2 KB", 2 << 10), ("10 KB", 10 << 10), ("100 KB", 100 << 10), ("1 MB", 1 << 20)];

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .configure_from_args();
    for (name, format) in FORMATS {
        let mut group = criterion.benchmark_group(name);
        for (length, bytes) in LENGTHS {
            let subject = Subject::new(format, &proposal(format, bytes));
            group.throughput(Throughput::Bytes(bytes as u64));
            for path in PATHS {
                group.bench_function(BenchmarkId::new(path.name, length), |b| {
                    b.iter(|| (path.run)(&subject));
                });
            }
        }
        group.finish();
    }
    criterion.final_summary();
    print!("{}", table(&folder()));
}

/// Where the figures are kept.
fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    target.join("criterion")
}

/// The figures of the last run: medians, and behind each how often the parser alone fits into it.
fn table(folder: &Path) -> String {
    let mut table = String::new();
    for (name, _) in FORMATS {
        let heads = LENGTHS.map(|(length, _)| format!(" {length} | × |")).concat();
        let _ = write!(table, "\n| {name} |{heads}\n|---|{}\n", "---:|---:|".repeat(LENGTHS.len()));
        for path in PATHS {
            let _ = write!(table, "| {} |", path.name);
            for (length, _) in LENGTHS {
                let median = |path: &str| median(&folder.join(name).join(path).join(length));
                let _ = match (median(path.name), median(FLOOR)) {
                    (Some(time), Some(floor)) => {
                        write!(table, " {} | {:.2} |", shown(time), time / floor)
                    }
                    _ => write!(table, " | |"),
                };
            }
            table.push('\n');
        }
    }
    table
}

/// The median of a benchmark in nanoseconds.
fn median(folder: &Path) -> Option<f64> {
    let text = std::fs::read_to_string(folder.join("new/estimates.json")).ok()?;
    let estimates: serde_json::Value = serde_json::from_str(&text).ok()?;
    estimates["median"]["point_estimate"].as_f64()
}

fn shown(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e6 => format!("{:.1} µs", ns / 1e3),
        ns => format!("{:.2} ms", ns / 1e6),
    }
}
