use super::super::{Patch, build, documents};
use super::*;
use proptest::prelude::*;

/// What the parser of all of YAML makes of a text; `None` where that has mistakes.
fn by_parser(text: &str, span: Span) -> Option<Tree> {
    let attempt = build::build(text, &Patch::new(text.get(span.range())?, span.start));
    (attempt.failure.is_none() && attempt.unknown.is_empty()).then_some(Tree {
        aliases: attempt.aliases,
        root: attempt.root,
        comments: attempt.comments,
        second: documents::borders(text, span).second,
        errors: Vec::new(),
    })
}

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

#[track_caller]
fn same(text: &str) {
    let ours = read(text, whole(text)).unwrap_or_else(|| panic!("not plain: {text:?}"));
    assert_eq!(Some(ours), by_parser(text, whole(text)), "{text:?}");
}

#[test]
fn reads_what_people_write() {
    for text in [
        "",
        "\n\n",
        "# only a comment\n",
        "a: b",
        "a: b\n",
        "kind: hotfix-proposal\ntitle: \"A: b # c\"\nissue: [1, 'b c', https://x.test/a]\n",
        "a:\nb: c\n",
        "a: # nothing yet\nb: c # why\n",
        "reviewers:\n- Ada\n- Zoë Brandt\nnext: 1\n",
        "reviewers:\n  - Ada   \n\n  # between\n  - Zoë\nnext: 1\n",
        "deferral:\n  target: 26.12\n  on: 2026-11-22\n\nlast: ~\n",
        "answers:\n  x:\n    answer: |\n      Yes. One\n\n      two  \n    evidence:\n      - kind: log\n        body: |-\n          $ a\n            b\n  y: no\n",
        "why: >-\n  One\n  two.\nlast: x\n",
        "Does it produce incorrect results?: yes\n'",
        "any: { any: [a, b], not: c }\nnone: []\nmap: {}\n",
        "a: https://x.test/a:b\nb: 12:30\nc: a#b\n",
        "- a\n- b: c\n  d: e\n",
    ] {
        let ours = read(text, whole(text));
        if let Some(ours) = &ours {
            assert_eq!(Some(ours), by_parser(text, whole(text)).as_ref(), "{text:?}");
        }
        assert!(ours.is_some() || text.ends_with('\''), "not plain: {text:?}");
    }
}

#[test]
fn reads_within_a_document() {
    let text = "---\ntitle: A\nissue: #12\nlist:\n- x\n---\n# A\n";
    let span = Span::new(4, text.find("---\n#").unwrap());
    assert_eq!(read(text, span), by_parser(text, span));
    assert!(read(text, span).is_some());
}

#[test]
fn built_in_policies_are_plain() {
    for policy in ["rapids", "rapids-practice"] {
        let path = format!("{}/src/policy/builtin/{policy}.yaml", env!("CARGO_MANIFEST_DIR"));
        same(&std::fs::read_to_string(path).unwrap());
    }
}

/// Pieces that, put together at random, are YAML often enough, and nearly YAML for the rest.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,3}: [a-z0-9 ]{0,6}\n",
        3 => "[a-z]{1,3}:\n",
        3 => " {0,6}",
        3 => "- ",
        2 => "  [a-z]{1,3}: [a-z]{1,3}\n",
        2 => "- [a-z]{1,3}\n",
        1 => "# [a-z]{0,4}\n",
        1 => "[a-z]: [|>]-?\n {1,4}[a-z ]{1,6}\n",
        1 => "[a-z]: \\[[a-z]{1,2}, [a-z]{1,2}\\]\n",
        1 => "[a-z]: \\{ [a-z]: [a-z0-9:]{1,4} \\}\n",
        1 => "[a-z]: (\"[a-z #:]{0,5}\"|'[a-z \"]{0,5}') {0,2}(#[a-z])?\n",
        2 => "\n",
        1 => prop::sample::select(vec![
            ":", " #", "#", "?", "-", "&a ", "*a", "!t ", "%", "@", "~", "null", "'", "\"", "\\", "{", "}", "[",
            "]", ",", "|", ">", "---\n", "...\n", "\t", "\r\n", "é", "\u{85}", "\u{2028}", "\u{feff}", "a",
            ": ", ":\n", "  ",
        ])
        .prop_map(str::to_owned),
    ]
}

/// A value below a key or a dash, whose column is `indent`, with the line break behind it.
fn value(indent: usize, depth: usize) -> BoxedStrategy<String> {
    let scalar = prop_oneof![
        3 => " [a-z][a-z0-9:/.'-]{0,8}( [a-z#]{1,4}){0,2} {0,1}\n",
        1 => " \"[a-z :#'é]{0,6}\"( # [a-z]{0,3})?\n",
        1 => " '[a-z :\"#]{0,6}'\n",
        1 => "( # [a-z]{0,3})?\n",
        1 => " \\[([a-z]{1,3}, ){0,2}[a-z.]{1,3}\\] {0,1}\n",
        1 => " \\{ [a-z]{1,2}: [a-z]{1,3}, [a-z]{1,2}: \\[[a-z]\\] \\}\n",
    ];
    let block = (
        prop::sample::select(vec![" |", " |-", " >", " >-"]),
        1..4usize,
        prop::collection::vec("[a-z:#-][a-z :#\t-]{0,8}|  [a-z]{1,3}|", 1..4),
    )
        .prop_map(move |(header, by, lines)| {
            let blanks = " ".repeat(indent + by);
            let line = |line: &String| match line.as_str() {
                "" => "\n".to_owned(),
                line => format!("{blanks}{line}\n"),
            };
            format!("{header}\n{}", lines.iter().map(line).collect::<String>())
        });
    if depth == 0 {
        return prop_oneof![4 => scalar, 1 => block].boxed();
    }
    let below = (1..4usize).prop_flat_map(move |by| {
        prop_oneof![mapping(indent + by, depth - 1), sequence(indent + by, depth - 1)]
    });
    let below = below.prop_map(|below| format!("\n{below}"));
    prop_oneof![4 => scalar, 2 => block, 2 => below].boxed()
}

fn mapping(indent: usize, depth: usize) -> BoxedStrategy<String> {
    let entry = ("[a-z]{1,3}( [a-z?.]{1,3})?", value(indent, depth), "( {0,5}# [a-z]\n|\n)?");
    let entry = entry.prop_map(move |(key, value, behind)| {
        format!("{}{key}:{value}{behind}", " ".repeat(indent))
    });
    prop::collection::vec(entry, 1..4).prop_map(|entries| entries.concat()).boxed()
}

fn sequence(indent: usize, depth: usize) -> BoxedStrategy<String> {
    let compact =
        mapping(indent + 2, depth).prop_map(|below| below.trim_start_matches(' ').to_owned());
    let scalar = value(indent, 0).prop_map(|value| value.trim_start_matches(' ').to_owned());
    let item = prop_oneof![2 => scalar, 1 => compact];
    let item = item.prop_map(move |item| format!("{}- {item}", " ".repeat(indent)));
    prop::collection::vec(item, 1..4).prop_map(|items| items.concat()).boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn says_what_the_parser_says_or_nothing(pieces in prop::collection::vec(piece(), 0..14)) {
        let text = pieces.concat();
        if let Some(ours) = read(&text, whole(&text)) {
            prop_assert_eq!(Some(ours), by_parser(&text, whole(&text)));
        }
    }

    #[test]
    fn says_the_same_of_documents(
        text in mapping(0, 3),
        slip in prop::option::of((any::<prop::sample::Index>(), "[ \n:#'\"|>\\-a-c]{0,2}", 0..2usize)),
    ) {
        let mut text = text;
        if let Some((at, with, drop)) = slip {
            let at = at.index(text.len());
            if text.is_char_boundary(at) && text.is_char_boundary((at + drop).min(text.len())) {
                text.replace_range(at..(at + drop).min(text.len()), &with);
            }
        }
        if let Some(ours) = read(&text, whole(&text)) {
            prop_assert_eq!(Some(ours), by_parser(&text, whole(&text)));
        }
    }
}
