#![expect(clippy::needless_raw_string_hashes, reason = "one form for all expectations")]

use super::*;
use proptest::prelude::*;
use std::fmt::Write as _;

/// Texts, and their trees with the errors told about them.
const CASES: [(&str, &str); 66] = [
    (
        "title: x\nstat\nissue: 3\n",
        r##"{title= x, stat= ^13, issue= 3}
"stat": expected a colon behind this key"##,
    ),
    (
        "a: x\nstat\n",
        r##"{a= x, stat= ^9}
"stat": expected a colon behind this key"##,
    ),
    (
        "a: x\nb:\n  c: 1\n  evi\nd: 2\n",
        r##"{a= x, b= {c= 1, evi= ^20}, d= 2}
"evi": expected a colon behind this key"##,
    ),
    (
        "a: \"abc\nb: 2\n",
        r##"{a= Double "abc" of "abc" in "\"abc", b= 2}
"\"abc": expected a closing `"`"##,
    ),
    (
        "a: \"abc\nb: \"def\"\nc: 'x'\n",
        r##"{a= Double "abc" of "abc" in "\"abc", b= Double "def" of "def" in "\"def\"", c= Single "x" of "x" in "'x'"}
"\"abc": expected a closing `"`"##,
    ),
    (
        "a: 'it\nb: don't\n",
        r##"{a= Single "it" of "it" in "'it", b= don't}
"'it": expected a closing `'`"##,
    ),
    (
        "a: [x, y\nb: 2\nc: 3\n",
        r##"{a= ['[': x, y], b= 2, c= 3}
"[x, y": expected a closing `]`"##,
    ),
    (
        "a: {x: y\nb: 2\n",
        r##"{a= {x= y}, b= 2}
"{x: y": expected a closing `}`"##,
    ),
    (
        "a: [\n  \"q\",\n  r\nb: 2\n- 3\n",
        r##"{a= ['[': Double "q" of "q" in "\"q\"", r], b= 2}
"[": expected a closing `]`
"3": expected a key with a colon, indented like its neighbours"##,
    ),
    (
        "a: [\"#1\", \"#2\nb: 2\n",
        r##"{a= ['[': Double "#1" of "#1" in "\"#1\"", Double "#2" of "#2" in "\"#2"], b= 2}
"[\"#1\", \"#2": expected a closing `"]`"##,
    ),
    (
        "a: [\"#1\nb: 2\nc: \"3\"\n",
        r##"{a= ['[': Double "#1" of "#1" in "\"#1"], b= 2, c= Double "3" of "3" in "\"3\""}
"[\"#1": expected a closing `"]`"##,
    ),
    (
        "a:\n  b: 1\n   c: 2\n  d: 3\n",
        r##"{a= {b= 1, = {c= 2}, d= 3}}
"c: 2": expected the indentation of the line above, or a key that this stands below"##,
    ),
    (
        "a:\n  b: 1\n c: 2\n  d: 3\n",
        r##"{a= {b= 1, d= 3}}
"c: 2": expected a key with a colon, indented like its neighbours"##,
    ),
    (
        "a:\n  b: 1\nc: 2\n  d: 3\n  e: 4\n",
        r##"{a= {b= 1}, c= 2, = {d= 3, e= 4}}
"d: 3": expected the indentation of the line above, or a key that this stands below"##,
    ),
    (
        "a:\n\tb: 1\n\tc: 2\n",
        r##"{a= {b= 1, c= 2}}
"b: 1": expected blanks: YAML takes no tabs for indentation"##,
    ),
    (
        "a:\n    b: some words\n\tc: 2\n    d: 3\n",
        r##"{a= {b= some words, c= 2, d= 3}}
"c: 2": expected blanks: YAML takes no tabs for indentation"##,
    ),
    (
        "a:\n  - b: 1\n    c: 2\n\t- b: 3\n\t  c: 4\n  - b: 5\n",
        r##"{a= ['-': {b= 1, c= 2}, {b= 3, c= 4}, {b= 5}]}
"- b: 3": expected blanks: YAML takes no tabs for indentation"##,
    ),
    (
        "a:\n  b: 1\n  c:\n\td: 2\n\te: 3\nf: 4\n",
        r##"{a= {b= 1, c= {d= 2, e= 3}}, f= 4}
"d: 2": expected blanks: YAML takes no tabs for indentation"##,
    ),
    (
        "a: 1\nb:\n    c: some words\n\td: 2",
        r##"{a= 1, b= {c= some words, d= 2}}
"d: 2": expected blanks: YAML takes no tabs for indentation"##,
    ),
    (
        "a: [x, , y,, \"z, , \", {b: 1, , c: [, 2]}]\nd: e, , f\n",
        r##"{a= ['[': x, y, Double "z, , " of "z, , " in "\"z, , \"", {b= 1, c= ['[': 2]}], d= e, , f}
",": expected an entry before this comma"##,
    ),
    (
        "a: |\n  one\n  two\n\n\nb: >-\n    x\n   y\n",
        r##"{a= Literal "one\ntwo\n" of "  one\n  two" in "|\n  one\n  two", b= Folded "x" of "    x\n   y" in ">-\n    x\n   y"}
"y": expected a key with a colon, indented like its neighbours"##,
    ),
    (
        "a: |2-  # c\n    x\nb: |+\n  z\n\n",
        r##"{a= Literal "  x" of "    x" in "|2-  # c\n    x", b= Literal "z\n\n" of "  z" in "|+\n  z"}"##,
    ),
    (
        "a:\n- x\n-\n- y\nb:\nc: ~\nd: !!str\ne: &x\nf: *x\ng: *nope\n? h\n: i\n? j\n",
        r##"{a= ['-': x, ^8, y], b= ^15, c= ~, d= ^29, e= ^35, f= alias *x, g= alias *nope, h= i, j= ^62}
"*nope": expected a value in quotes: `*` begins an alias, and no anchor has this name"##,
    ),
    (
        "\u{feff}a: 1\r\nb: \"é\\n\"\r\n# c\r\n",
        r##"{a= 1, b= Double "é\n" of "é\\n" in "\"é\\n\""}"##,
    ),
    ("a: 1\rb: 2\r", r##"{a= 1, b= 2}"##),
    (
        "a: b: c\nd: 1\n",
        r##"{a= b: c, d= 1}
": c": expected a value in quotes: a colon with a blank behind it begins a value"##,
    ),
    (
        "a: @x\nb: `c`\nd: %e\n",
        r##"{a= @x, b= `c`, d= %e}
"@x": expected a value in quotes: nothing can begin with `@`
"`c`": expected a value in quotes: nothing can begin with a backtick
"%e": expected a value in quotes: nothing can begin with `%`"##,
    ),
    ("a: yes # c\n\n\n  # d\nb: x\n", r##"{a= yes, b= x}"##),
    ("{a: , b, \"c\":1}\n", r##"{a= ^3, b= ^7, "c"= 1}"##),
    (
        "a: \"x\" y\nb: 1\n",
        r##"{a= Plain "x\" y" of "x\" y" in "\"x\" y", b= 1}
"y": expected nothing behind the closing quote"##,
    ),
    (
        "a: - b\nc: d\n",
        r##"{a= - b, c= d}
"- b": expected a list on lines of its own: an item cannot begin here"##,
    ),
    (
        "- a\nb: c\n",
        r##"{b= c}
"- a": expected a key with a colon, indented like its neighbours"##,
    ),
    (
        "a: 1\n...\nb: 2\n",
        r##"{a= 1}
"...": begins a second document, which is not read: put all into the first"##,
    ),
    (
        "a: 1\n---\nb: [\n",
        r##"{a= 1}
"---": begins a second document, which is not read: put all into the first"##,
    ),
    ("a: 1\r---\r# b\r...\r", r##"{a= 1}"##),
    ("", r##""##),
    ("# only\n", r##""##),
    ("---\n", r##""##),
    (
        "a: \u{1}\nb: 2\n",
        "{a= \u{1}, b= 2}\n\"\\u{1}\": expected no control character: U+0001 cannot stand here",
    ),
    (
        "a: |\n  x\n y\nb: 1\n",
        r##"{a= Literal "x\n" of "  x\n y" in "|\n  x\n y", b= 1}
"y": expected a key with a colon, indented like its neighbours"##,
    ),
    ("a: >\n\n\n", r##"{a= Folded "" of "" in ">"}"##),
    ("a:  \n  # c\nb: 1\n", r##"{a= ^2, b= 1}"##),
    (
        "a: \"x\\q\"\nb: 1\n",
        r##"{a= Plain "x\\q\"" of "x\\q\"" in "\"x\\q\"", b= 1}
"\"x\\q\"": expected an escape that YAML knows: write `\\` for a backslash, or use single quotes"##,
    ),
    (
        "a: |x\n  y\nb: 1\n",
        r##"{a= Plain "|x y" of "|x\n  y" in "|x\n  y", b= 1}
"|x": expected the text on the lines below `|` or `>`, indented"##,
    ),
    ("foo bar\nbaz\n", r##"Plain "foo bar baz" of "foo bar\nbaz" in "foo bar\nbaz""##),
    (
        "answ\n  a: 1\n  b: 2\n",
        r##"{answ= {a= 1, b= 2}}
"answ": expected a colon behind this key"##,
    ),
    (
        "a: 1\n\n  b: 1\n  c: 1\n",
        r##"{a= 1, = {b= 1, c= 1}}
"b: 1": expected the indentation of the line above, or a key that this stands below"##,
    ),
    (
        "a:yes\nb: no\n",
        r##"{a= yes, b= no}
":": expected a blank behind `:`"##,
    ),
    (
        "a: x\nb:yes\nc:no\n",
        r##"{a= x, b= yes, c= no}
":": expected a blank behind `:`
":": expected a blank behind `:`"##,
    ),
    (
        "a: |\n  x\n  y: z\nfoo bar\nb: 1\n",
        r##"{a= Literal "x\ny: z\n" of "  x\n  y: z" in "|\n  x\n  y: z", foo bar= ^23, b= 1}
"foo bar": expected a colon behind this key"##,
    ),
    (
        "a: \"x\n  y\nb: 1\n",
        r##"{a= Double "x y" of "x\n  y" in "\"x\n  y", b= 1}
"\"x": expected a closing `"`"##,
    ),
    (
        "a:\n  - url: x\n  - repro: |\n      code\n    more: z\n  - - | # c\n      t\n",
        r##"{a= ['-': {url= x}, {repro= Literal "code\n" of "      code" in "|\n      code", more= z}, ['-': Literal "t\n" of "      t" in "| # c\n      t"]]}"##,
    ),
    (
        "a: [1, 2\n",
        r##"{a= ['[': 1, 2]}
"[1, 2": expected a closing `]`"##,
    ),
    ("a: 'it''s' # c\n", r##"{a= Single "it's" of "it''s" in "'it''s'"}"##),
    (
        "a: [\nb: 1\n",
        r##"{a= ['[': ], b= 1}
"[": expected a closing `]`"##,
    ),
    (
        "a: {\nb: 1\n",
        r##"{a= {}, b= 1}
"{": expected a closing `}`"##,
    ),
    (
        "a: ]\nb: }\n",
        r##"{a= ], b= }}
"]": expected a bracket that opens before this one
"}": expected a bracket that opens before this one"##,
    ),
    (
        "a: \"\nb: \"x\"\n",
        r##"{a= Double "" of "" in "\"", b= Double "x" of "x" in "\"x\""}
"\"": expected a closing `"`"##,
    ),
    (
        "a: *\nb: &\nc: !\nd: |\ne: >\n",
        r##"{a= *, b= &, c= ^14, d= Literal "" of "" in "|", e= Folded "" of "" in ">"}
"*": expected a value in quotes: `*` begins an alias
"&": expected a value in quotes: `&` begins an anchor"##,
    ),
    ("a: x #\n: y\nb: 1\n", r##"{a= x, = y, b= 1}"##),
    (
        "a:\n  - x\n  -y\n  - z\n",
        r##"{a= ['-': x, y, z]}
"-": expected a blank behind `-`"##,
    ),
    (
        "a:\n  - x\n y\nb: 1\n",
        r##"{a= ['-': x], b= 1}
"y": expected a key with a colon, indented like its neighbours"##,
    ),
    (
        "- a: 1\n  b\n- c: 2\n",
        r##"['-': {a= 1, b= ^10}, {c= 2}]
"b": expected a colon behind this key"##,
    ),
    (
        "a: {b: c, d: \"e\n  f: 1\ng: 2\n",
        r##"{a= {b= c, d= Double "e f: 1" of "e\n  f: 1" in "\"e\n  f: 1"}, g= 2}
"{b: c, d: \"e": expected a closing `"}`"##,
    ),
    (
        "a: some words\n   and: more\nb: 1\n",
        r##"{a= Plain "some words and: more" of "some words\n   and: more" in "some words\n   and: more", b= 1}
"and: more": expected a value in quotes: a colon with a blank behind it begins a value"##,
    ),
    (
        "a:\n  b: Yes, it\n    fails: badly\n    always\n  c: no\n",
        r##"{a= {b= Plain "Yes, it fails: badly always" of "Yes, it\n    fails: badly\n    always" in "Yes, it\n    fails: badly\n    always", c= no}}
"fails: badly": expected a value in quotes: a colon with a blank behind it begins a value"##,
    ),
];

#[test]
fn an_item_without_a_value_ends_behind_its_dash() {
    assert_eq!(show("a:\n  - #1\n  # c\n  - # 2\n  -\n"), "{a= ['-': ^6, ^19, ^27]}");
}

#[test]
fn trees_and_errors() {
    for (text, expected) in CASES {
        assert_eq!(show(text), expected, "of {text:?}");
    }
}

/// The tree in one line: `key@span=value`, spans as the text they cover.
fn show(text: &str) -> String {
    let tree = parse(text, Span::new(0, text.len()));
    let mut out = String::new();
    if let Some(root) = &tree.root {
        node(text, root, &mut out);
    }
    for error in &tree.errors {
        let _ = write!(out, "\n{:?}: {}", &text[error.span.range()], error.message);
    }
    out
}

fn node(text: &str, node_: &Node, out: &mut String) {
    match &node_.kind {
        NodeKind::Null if node_.span.is_empty() => {
            let _ = write!(out, "^{}", node_.span.start);
        }
        NodeKind::Null => {
            let _ = write!(out, "alias {}", &text[node_.span.range()]);
        }
        NodeKind::Scalar { text: value, style, content } => {
            if *style == ScalarStyle::Plain && value == &text[node_.span.range()] {
                out.push_str(value);
            } else {
                let _ = write!(
                    out,
                    "{style:?} {value:?} of {:?} in {:?}",
                    &text[content.range()],
                    &text[node_.span.range()]
                );
            }
        }
        NodeKind::Sequence(items) => {
            let _ = write!(out, "[{:?}: ", text[node_.span.range()].chars().next().unwrap());
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                node(text, item, out);
            }
            out.push(']');
        }
        NodeKind::Mapping(entries) => {
            out.push('{');
            for (index, entry) in entries.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                out.push_str(&text[entry.key_span.range()]);
                out.push_str("= ");
                node(text, &entry.value, out);
            }
            out.push('}');
        }
    }
}

/// Every span lies on character boundaries inside the text, children inside their parents and in order.
fn check(text: &str, part: Span, tree: &Tree) {
    fn walk(text: &str, node: &Node, within: Span) {
        assert!(text.get(node.span.range()).is_some(), "{:?} of {text:?}", node.span);
        assert!(within.contains(node.span), "{:?} in {within:?} of {text:?}", node.span);
        match &node.kind {
            NodeKind::Null => {}
            NodeKind::Scalar { content, .. } => {
                assert!(text.get(content.range()).is_some(), "{content:?} of {text:?}");
                assert!(node.span.contains(*content), "{content:?} of {text:?}");
            }
            NodeKind::Sequence(items) => items.iter().for_each(|item| walk(text, item, node.span)),
            NodeKind::Mapping(entries) => {
                let mut at = node.span.start;
                for entry in entries {
                    let (key, value) = (entry.key_span, entry.value.span);
                    assert!(text.get(key.range()).is_some(), "{key:?} of {text:?}");
                    assert!(at <= key.start, "{key:?} after {at} of {text:?}");
                    assert!(key.end <= value.start, "{key:?}, {value:?} of {text:?}");
                    walk(text, &entry.value, node.span);
                    at = value.end;
                }
            }
        }
    }
    if let Some(root) = &tree.root {
        walk(text, root, part);
    }
    let comments = tree.comments.iter().map(|comment| comment.span);
    for span in comments.chain(tree.errors.iter().map(|error| error.span)) {
        assert!(text.get(span.range()).is_some() && part.contains(span), "{span:?} of {text:?}");
    }
    assert!(tree.errors.len() <= 2 * MAX_ERRORS);
}

/// Text that is rich in what YAML gives a meaning to.
fn text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "a",
        "key",
        "é",
        "😀",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "\r",
        "\t",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "#",
        " # c",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "|",
        ">",
        "|-\n",
        "&a ",
        "*a",
        "!t ",
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "\u{feff}",
        "\\",
        "\u{1}",
        "\u{85}",
        "\u{2028}",
        "\0",
        "~",
        "key: value\n",
    ];
    proptest::collection::vec(proptest::sample::select(PIECES), 0..40)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_gives_a_sound_tree(before in text(), inner in text(), after in text()) {
        let whole = format!("{before}{inner}{after}");
        let part = Span::new(before.len(), before.len() + inner.len());
        check(&whole, part, &parse(&whole, part));
        let all = Span::new(0, whole.len());
        check(&whole, all, &parse(&whole, all));
    }
}

#[test]
fn a_span_outside_of_the_text_is_empty() {
    assert_eq!(parse("é", Span::new(1, 9)), Tree::default());
}

#[test]
fn long_and_deep_texts_come_back() {
    for text in [
        "[".repeat(100_000),
        "a: {".repeat(30_000),
        "- ".repeat(50_000),
        "# c\n".repeat(50_000),
        "a: \"\n".repeat(20_001),
        "a: b\nc\n".repeat(20_000),
        format!("a: [{}", "x, ".repeat(30_000)),
        (0..1000).flat_map(|depth| [" ".repeat(depth), "a:\n".into()]).collect(),
    ] {
        let all = Span::new(0, text.len());
        check(&text, all, &parse(&text, all));
    }
}
