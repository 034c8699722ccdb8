use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Content {
    let mut raw = Prose::new();
    raw.push(text, Span::new(0, text.len()));
    let mut content = Content::default();
    let references = References::from([("log".to_owned(), "https://example.test/log".to_owned())]);
    scan(&raw, &references, &mut content);
    content
}

#[test]
fn prose_without_markup() {
    let text = r"**Yes**, see [the _log_](https://x.test/a_(b) 'title') and `a*b`: snake_case, 3*4 \*star\* &amp; <b>bold</b>";
    let content = read(text);
    assert_eq!(content.prose.text(), "Yes, see the log and a*b: snake_case, 3*4 *star* & bold");
    assert_eq!(content.links[0].target, "https://x.test/a_(b)");
    assert_eq!(&text[content.inline_code[0].range()], "a*b");
    assert_eq!(&text[content.prose.span(13..16).range()], "log");
}

#[test]
fn links_of_every_form() {
    let targets =
        |text: &str| -> Vec<String> { read(text).links.into_iter().map(|l| l.target).collect() };
    assert_eq!(targets("<https://a.test/x>"), ["https://a.test/x"]);
    assert_eq!(targets("(https://a.test/x_(y))."), ["https://a.test/x_(y)"]);
    assert_eq!(targets("[a][log] [log] [log][]"), ["https://example.test/log"; 3]);
    assert_eq!(targets("![alt](pic.png)"), ["pic.png"]);
    assert_eq!(targets("<a href=\"https://b.test\">b</a>"), ["https://b.test"]);
    assert_eq!(targets("[https://a.test](https://a.test)"), ["https://a.test"]);
}

#[test]
fn placeholders_and_what_only_looks_like_them() {
    for text in [
        "<Replace with workaround here>",
        "< Replace with workaround here >",
        "<YES/NO>",
        "<_ISSUE_>",
        "{Justification}",
        "[Justify the selection above]",
        "[...]",
        "<describe>",
        "[YOUR ANSWER]",
        "{{ answer }}",
        "<unknown>",
    ] {
        let content = read(text);
        assert_eq!(content.placeholders, [Span::new(0, text.len())], "{text}");
        assert!(content.prose.is_blank(), "{text}");
    }
    for text in [
        "a < b and c > d",
        "Vec<T>",
        "{1, 2}",
        "${name}",
        "[sic]",
        "[1]",
        "{\"a\": 1}",
        "<br>",
        "Option<String>",
        "at com.acme.Foo.<init>(Foo.java:12)",
        "File \"a.py\", line 1, in <module>",
        "<anonymous>:1:1",
        "press <Enter> twice",
        "the {name} is printed",
        "app --key <your key>",
        "<dep>\n<group>a</group>\n</dep>",
        "cut [...] here",
        "click [Add user]",
        "{{name}} is not replaced",
    ] {
        assert!(read(text).placeholders.is_empty(), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text(text in r"[\[\]()<>{}`*_!&\\ a-zéhttps:/\n]{0,60}") {
        let content = read(&text);
        for span in content.links.iter().map(|l| l.span).chain(content.placeholders).chain(content.inline_code) {
            prop_assert!(text.get(span.range()).is_some());
        }
        let prose = content.prose.text();
        for (at, c) in prose.char_indices() {
            prop_assert!(text.get(content.prose.span(at..at + c.len_utf8()).range()).is_some());
        }
    }
}
