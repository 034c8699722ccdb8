//! What must hold of every document (`fuzz/src/lib.rs`), held against the examples with random changes: the unguided and
//! short form of `fuzz/run`, which needs nothing but the compiler.

#![expect(clippy::unwrap_used, reason = "what must not fail in a test may panic")]

#[expect(dead_code, unreachable_pub, reason = "written for another workspace")]
#[path = "../fuzz/src/lib.rs"]
mod holds;

use hotfix_lint::proposal::Format;

/// Documents of each kind.
const ROUNDS: usize = 60;

/// Marks that begin and end something.
const MARKS: [&str; 16] = [
    "\n", "\r", "\"", "'", "`", "```\n", "[", "]", "<!--", "-->", "---\n", ": ", "😀", "\u{202e}",
    "| ", "- [x] ",
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn examples(is_yaml: bool) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut paths: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        path.to_string_lossy().ends_with(if is_yaml { ".hotfix.yaml" } else { ".hotfix.md" })
    });
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// A document with parts of others in it, and of its own left out.
fn changed(all: &[String], dice: &mut Dice) -> String {
    let mut text: Vec<char> = all[dice.below(all.len())].chars().take(3000).collect();
    for _ in 0..=dice.below(6) {
        let other: Vec<char> = all[dice.below(all.len())].chars().collect();
        let from = dice.below(other.len());
        let typed: Vec<char> = match dice.below(3) {
            0 => other[from..(from + dice.below(200)).min(other.len())].to_vec(),
            1 => MARKS[dice.below(MARKS.len())].chars().collect(),
            _ => Vec::new(),
        };
        let at = dice.below(text.len());
        let end = (at + dice.below(40)).min(text.len());
        text.splice(at..end, typed);
    }
    text.into_iter().collect()
}

fn run(format: Format) {
    let mut dice = Dice(0x0bad_5eed_1234_5678);
    let all = examples(format == Format::Yaml);
    for round in 0..ROUNDS {
        let text = changed(&all, &mut dice);
        let (source, assessment) = holds::check(format, &text);
        holds::features(&source, format, &assessment, dice.below(text.len() + 1));
        holds::printed(&source, format, &assessment);
        holds::deferral(&source, format, &assessment);
        if round % 10 == 0 {
            holds::fixes(&source, format, &assessment);
        }
    }
}

#[test]
fn random_markdown() {
    run(Format::Markdown);
}

#[test]
fn random_yaml() {
    run(Format::Yaml);
}
