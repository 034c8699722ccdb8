//! One path over one document, or the load of the default policy, which is part of every start; for callgrind, which
//! counts the instructions of `measured` and of nothing else.
//!
//! `.ci/instructions` holds the counts against those in `benches/instructions.txt`.

#[expect(dead_code, reason = "the worst documents are for another benchmark")]
mod documents;
mod paths;

use documents::proposals::proposal;
use hotfix_lint::policy::builtin::BUILTIN;
use hotfix_lint::policy::load;
use hotfix_lint::proposal::Format;
use paths::{PATHS, Subject};
use std::hint::black_box;

/// Long enough that what is done once does not count for much.
const BYTES: usize = 10 << 10;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [format, name] = &arguments[..] else {
        // What there is, a line each.
        for format in ["markdown", "yaml"] {
            for path in PATHS {
                println!("{format}\t{}", path.name);
            }
        }
        println!("policy\tload");
        return;
    };
    if format == "policy" {
        return measured(|| drop(black_box(load::load(BUILTIN[0].1))));
    }
    let format = if format == "yaml" { Format::Yaml } else { Format::Markdown };
    let Some(path) = PATHS.iter().find(|path| path.name == name) else {
        eprintln!("there is no path {name}");
        std::process::exit(2);
    };
    let subject = Subject::new(format, &proposal(format, BYTES));
    measured(|| (path.run)(&subject));
}

#[inline(never)]
fn measured(path: impl FnOnce()) {
    path();
}
