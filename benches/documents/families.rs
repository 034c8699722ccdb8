//! Documents that nobody writes, and somebody sends: each family is one trick, at any size.

use hotfix_lint::proposal::Format;

/// Documents of one kind at any size.
pub(crate) struct Family {
    /// What they are called.
    pub(crate) name: &'static str,
    /// Which reader they are for.
    pub(crate) format: Format,
    /// A document of about so many bytes.
    pub(crate) document: fn(usize) -> String,
}

/// A begin, and a part again and again.
fn repeat(begin: &str, part: &str, bytes: usize) -> String {
    let mut text = begin.to_owned();
    text.push_str(&part.repeat((bytes.saturating_sub(begin.len()) / part.len()).max(1)));
    text
}

/// A begin, and parts that differ by their number.
fn numbered(begin: &str, bytes: usize, part: impl Fn(usize) -> String) -> String {
    let mut text = begin.to_owned();
    let mut n = 0;
    while text.len() < bytes {
        text.push_str(&part(n));
        n += 1;
    }
    text
}

macro_rules! families {
    ($format:expr; $($name:literal => $document:expr,)*) => {
        [$(Family { name: $name, format: $format, document: $document }),*]
    };
}

const FRONT: &str = "---\ntitle: T\nissue: \"#1\"\nstatus: proposed\n---\n# T\n\n";
const ASKED: &str = "Does it produce incorrect results?";

/// Families of Markdown.
pub(crate) fn markdown() -> Vec<Family> {
    let mut all = Vec::new();
    all.extend(blocks());
    all.extend(lines());
    all.extend(inlines());
    all.extend(proposals());
    all.extend(front_matter());
    all
}

fn blocks() -> impl IntoIterator<Item = Family> {
    families! { Format::Markdown;
        "lists in lists, one line" => |n| repeat(FRONT, "- ", n),
        "numbered lists in lists, one line" => |n| repeat(FRONT, "1. ", n),
        "lists in lists in lists, many lines" => |n| repeat(FRONT, &format!("{}x\n", "- ".repeat(50)), n),
        "stairs of items" => |n| repeat(FRONT, "- a\n  - b\n    - c\n      - d\n        - e\n          - f\n", n),
        "quotes in quotes, one line" => |n| repeat(FRONT, "> ", n),
        "quotes in quotes, many lines" => |n| repeat(FRONT, &format!("{}x\n", "> ".repeat(50)), n),
        "quotes and lists" => |n| repeat(FRONT, "> - > 1. ", n),
        "a wide table" => |n| {
            let cells = n / 10;
            format!("{FRONT}{}\n{}\n{}\n", "|a".repeat(cells), "|-".repeat(cells), "|bbbb".repeat(cells))
        },
        "a header wider than its table" => |n| repeat(&format!("{FRONT}|a|b|\n|-|-|\n"), "|c", n),
        "a tall table" => |n| repeat(&format!("{FRONT}| a | b |\n|---|---|\n"), "| c | d |\n", n),
        "many tables" => |n| repeat(FRONT, "| a | b |\n|---|---|\n| c | d |\n\n", n),
        "short rows of a wide table" => |n| {
            let wide = 40;
            repeat(&format!("{FRONT}{}|\n{}|\n", "|a".repeat(wide), "|-".repeat(wide)), "|c|\n", n)
        },
        "an open fence" => |n| repeat(&format!("{FRONT}```\n"), "text\n", n),
        "fences of every length" => |n| numbered(FRONT, n, |i| format!("{}\n", "`".repeat(3 + i % 60))),
        "open fences before questions" => |n| repeat(FRONT, &format!("```\n- {ASKED} Yes\n"), n),
        "fences in items" => |n| repeat(FRONT, "- ```\n  a\n", n),
        "indented code" => |n| repeat(FRONT, "    code\n\n", n),
        "headings" => |n| repeat(FRONT, "# a\n", n),
        "headings of all levels" => |n| repeat(FRONT, "# a\n## b\n### c\n#### d\n##### e\n###### f\n", n),
        "headings without a blank" => |n| repeat(FRONT, "##a\n", n),
        "underlined headings" => |n| repeat(FRONT, "a\n===\nb\n---\n", n),
        "a long underlined heading" => |n| format!("{}===\n", repeat(FRONT, "a b\n", n)),
        "rules" => |n| repeat(FRONT, "---\n", n),
        "rules of stars" => |n| repeat(FRONT, "* * *\n\n", n),
        "comments" => |n| repeat(FRONT, "<!-- a -->\n", n),
        "comments in a line" => |n| repeat(FRONT, "<!-- a -->", n),
        "open comments" => |n| repeat(FRONT, "<!-- a\n\n", n),
        "open comments in a line" => |n| repeat(&format!("{FRONT}a "), "<!-- ", n),
        "comments within answers" => |n| repeat(FRONT, &format!("- {ASKED} <!-- yes or no --> Yes <!-- why -->\n"), n),
        "details" => |n| repeat(FRONT, "<details><summary>a</summary>\n\nb\n\n</details>\n\n", n),
        "details in details" => |n| repeat(FRONT, "<details>\n\n", n),
        "divs" => |n| repeat(FRONT, "<div>\n", n),
        "task lists" => |n| repeat(FRONT, "- [x] a\n- [ ] b\n", n),
        "link definitions" => |n| numbered(FRONT, n, |i| format!("[a{i}]: /u{i}\n")),
        "link definitions, half written" => |n| repeat(FRONT, "[a]: <b\n", n),
        "link definitions and their uses" => |n| numbered(FRONT, n, |i| format!("[a{i}]: /u\n\n[a{i}]\n\n")),
        "one link definition, many uses" => |n| repeat(&format!("{FRONT}[a]: /u\n\n"), "[a] ", n),
        "footnotes" => |n| numbered(FRONT, n, |i| format!("[^{i}] a\n\n[^{i}]: b\n\n")),
    }
}

fn lines() -> impl IntoIterator<Item = Family> {
    families! { Format::Markdown;
        "one long word" => |n| repeat(FRONT, "a", n),
        "one long line" => |n| repeat(FRONT, "word ", n),
        "one long heading" => |n| repeat("# ", "word ", n),
        "blank lines" => |n| repeat(FRONT, "\n", n),
        "blanks in a line" => |n| format!("{}x\n", repeat(FRONT, " ", n)),
        "blanks at line ends" => |n| repeat(FRONT, "a                \n", n),
        "tabs" => |n| repeat(FRONT, "\t", n),
        "words in lines" => |n| repeat(FRONT, "word\n", n),
        "CRLF" => |n| repeat("---\r\ntitle: T\r\n---\r\n", "a\r\n\r\n- b\r\n", n),
        "CR" => |n| repeat("---\rtitle: T\r---\r", "a\r\r- b\r", n),
        "line ends of all kinds" => |n| repeat(FRONT, "a\r\nb\rc\n\r\r\n", n),
        "emoji in a line" => |n| repeat(FRONT, "😀", n),
        "accents that combine" => |n| repeat(FRONT, "e\u{301}", n),
        "letters from right to left" => |n| repeat(FRONT, "\u{202e}א\u{202c} ", n),
        "NUL" => |n| repeat(FRONT, "a\0\n", n),
        "wide question marks" => |n| repeat(FRONT, "はい？\n", n),
        "colons" => |n| repeat(FRONT, "a: ", n),
        "keys in brackets" => |n| numbered(FRONT, n, |i| format!("[key{i}]: value\n")),
        "keys and values" => |n| numbered(FRONT, n, |i| format!("key{i}: value\n")),
        "numbers before everything" => |n| repeat(FRONT, "1.2.3.4.", n),
        "marks before everything" => |n| repeat(FRONT, "*-+>#", n),
        "questions and answers" => |n| repeat(FRONT, "**Q:** a?\n**A:** b\n\n", n),
    }
}

fn inlines() -> impl IntoIterator<Item = Family> {
    families! { Format::Markdown;
        "open brackets" => |n| repeat(FRONT, "[", n),
        "open brackets, nested and closed" => |n| {
            format!("{}{}", repeat(FRONT, "[", n / 2), "]".repeat(n / 2))
        },
        "open images" => |n| repeat(FRONT, "![", n),
        "open links" => |n| repeat(FRONT, "[a](", n),
        "open links in angles" => |n| repeat(FRONT, "[a](<b", n),
        "open references" => |n| repeat(FRONT, "[a][", n),
        "links in links" => |n| format!("{}{}", repeat(FRONT, "[a", n / 2), "](b)".repeat(n / 8)),
        "stars and underlines" => |n| repeat(FRONT, "*_", n),
        "stars that open" => |n| repeat(FRONT, "**a ", n),
        "stars that might close" => |n| repeat(FRONT, "a** ", n),
        "stars of two lengths" => |n| repeat(FRONT, "*a**b", n),
        "stars, the longer the more" => |n| numbered(FRONT, n, |i| format!("{}a", "*".repeat(i % 50 + 1))),
        "underlines in words" => |n| repeat(FRONT, "a_b", n),
        "tildes" => |n| repeat(FRONT, "~~a ~", n),
        "backticks" => |n| repeat(FRONT, "`", n),
        "backticks of every length" => |n| numbered(FRONT, n, |i| format!("{}a ", "`".repeat(i % 200 + 1))),
        "code in a line" => |n| repeat(FRONT, "`a` ", n),
        "backslashes" => |n| repeat(FRONT, "\\", n),
        "escapes" => |n| repeat(FRONT, "\\*\\_", n),
        "entities" => |n| repeat(FRONT, "&amp;&#35;", n),
        "ampersands" => |n| repeat(FRONT, "&a", n),
        "open tags" => |n| repeat(FRONT, "<a ", n),
        "open attributes" => |n| repeat(FRONT, "<a b=\"c ", n),
        "open instructions" => |n| repeat(&format!("{FRONT}a "), "<?", n),
        "open character data" => |n| repeat(&format!("{FRONT}a "), "<![CDATA[", n),
        "open declarations" => |n| repeat(&format!("{FRONT}a "), "<!A ", n),
        "angles" => |n| repeat(FRONT, "<", n),
        "links" => |n| numbered(FRONT, n, |i| format!("[a](https://example.org/{i}) ")),
        "images" => |n| numbered(FRONT, n, |i| format!("![a](b{i}.png) ")),
        "addresses in angles" => |n| numbered(FRONT, n, |i| format!("<https://example.org/{i}> ")),
        "bare addresses" => |n| numbered(FRONT, n, |i| format!("https://example.org/{i} ")),
        "addresses without end" => |n| repeat(FRONT, "https://", n),
        "mail addresses" => |n| repeat(FRONT, "<a@b.c> ", n),
        "hard breaks" => |n| repeat(FRONT, "a\\\n", n),
        "dollars" => |n| repeat(FRONT, "$a$$b$$$c ", n),
        "parentheses" => |n| format!("{}{}", repeat(FRONT, "(", n / 2), ")".repeat(n / 2)),
        "quotation marks" => |n| repeat(FRONT, "\"a'b", n),
        "placeholders" => |n| repeat(FRONT, "<...> {...} [...] ", n),
        "open braces" => |n| repeat(FRONT, "{", n),
    }
}

/// The begin of an answer that is a claim.
const ANSWERED: &str = "---\ntitle: T\nissue: \"#1\"\nstatus: proposed\n---\n# T\n\n## Does it produce incorrect results?\n\nYes. ";

fn proposals() -> impl IntoIterator<Item = Family> {
    families! { Format::Markdown;
        "one question, asked and answered" => |n| repeat(FRONT, &format!("- {ASKED} Yes, as #12 shows.\n"), n),
        "one question, unanswered" => |n| repeat(FRONT, &format!("- {ASKED}\n"), n),
        "one question, answered without evidence" => |n| repeat(FRONT, &format!("- {ASKED} Yes\n"), n),
        "one question in headings" => |n| repeat(FRONT, &format!("## {ASKED}\n\nTBD\n\n"), n),
        "one question in a table" => |n| repeat(&format!("{FRONT}| q | a |\n|---|---|\n"), &format!("| {ASKED} | Yes |\n"), n),
        "one question in a line" => |n| repeat(FRONT, &format!("{ASKED} "), n),
        "all questions" => |n| repeat(FRONT, ALL, n),
        "all questions of a draft" => |n| repeat("# T\n\n", ALL, n),
        "all questions of a deferred proposal" => |n| repeat("---\nstatus: deferred\n---\n# T\n\n", ALL, n),
        "criteria" => |n| repeat(FRONT, "## Is this bug significant?\n\n## Does it affect the majority of users?\n\n", n),
        "questions that nearly match" => |n| repeat(FRONT, "- Does it produce incorect results? Yes\n", n),
        "questions that nearly match, each another way" => |n| numbered(FRONT, n, |i| format!("- Does it produce incorrect{i} results? Yes\n")),
        "questions that nearly match, in headings" => |n| repeat(FRONT, "## Will the averagee user encounter the bug during norml, average usage?\n\nYes\n\n", n),
        "lines that begin as questions" => |n| repeat(FRONT, "Does it produce incorrect\n", n),
        "a line of questions that nearly match" => |n| repeat(&format!("{FRONT}- "), "Does it produce incorect results ", n),
        "hedges" => |n| repeat(ANSWERED, "probably maybe I think ", n),
        "yes and no" => |n| repeat(ANSWERED, "yes no not never ", n),
        "negations" => |n| repeat(ANSWERED, "not ", n),
        "numbers" => |n| repeat(&format!("{FRONT}## How many steps/code changes does a workaround take?\n\n"), "twenty-one 3.5 1,000 ", n),
        "no steps" => |n| repeat(&format!("{FRONT}## How many steps/code changes does a workaround take?\n\n"), "no steps but ", n),
        "steps" => |n| repeat(&format!("{FRONT}## How many steps/code changes does a workaround take?\n\n"), "1. a step\n", n),
        "boxes" => |n| repeat(FRONT, &format!("- {ASKED}\n  - [x] Yes\n  - [x] No\n"), n),
        "boxes of one answer" => |n| repeat(ANSWERED, "\n- [x] Yes\n- [ ] No\n", n),
        "clauses" => |n| repeat(ANSWERED, "a, b; c - d. ", n),
        "issues" => |n| numbered(ANSWERED, n, |i| format!("#{i} acme/app#{i} KEY-{i} ")),
        "commits" => |n| repeat(ANSWERED, "0123456789abcdef0123456789abcdef01234567 ", n),
        "advisories" => |n| numbered(ANSWERED, n, |i| format!("CVE-2026-{i:05} GHSA-aaaa-bbbb-{i:04} ")),
        "measurements" => |n| numbered(ANSWERED, n, |i| format!("{i} of 9000, {i} %, {i} ms ")),
        "files" => |n| numbered(ANSWERED, n, |i| format!("`src/a{i}.rs` ")),
        "code blocks" => |n| repeat(ANSWERED, "\n\n```python\nmerge(a, b)\n```\n", n),
        "logs" => |n| repeat(ANSWERED, "\n\n    Traceback (most recent call last):\n      File \"a.py\", line 1\n    ValueError: x\n\n", n),
        "pointers to headings" => |n| numbered(FRONT, n, |i| format!("## {ASKED}\n\nYes, see below: Log {i}\n\n## Log {i}\n\nx\n\n")),
        "pointers to one heading" => |n| format!("{}## Log\n\n```\nerror: x\n```\n", repeat(FRONT, &format!("- {ASKED} Yes, see below: Log\n"), n)),
        "pointers that lead nowhere" => |n| repeat(FRONT, &format!("- {ASKED} see above\n"), n),
        "waivers" => |n| repeat(FRONT, "<!-- hotfix-lint: allow missing-evidence: x -->\n", n),
        "waivers without reason" => |n| repeat(FRONT, "<!-- hotfix-lint: allow missing-evidence -->\n", n),
        "waivers of no rule" => |n| numbered(FRONT, n, |i| format!("<!-- hotfix-lint: allow rule-{i}: x --> ")),
        "waivers and what they waive" => |n| repeat(FRONT, &format!("<!-- hotfix-lint: allow missing-evidence: x -->\n- {ASKED} Yes\n"), n),
        "deferrals" => |n| repeat("---\nstatus: deferred\n---\n", "## Deferral\n\nDeferred to 26.12.\n\n", n),
        "no response" => |n| repeat(FRONT, &format!("### {ASKED}\n\n_No response_\n\n"), n),
        "leftovers" => |n| repeat(FRONT, &format!("- {ASKED} <describe it here>\n"), n),
        "templates repeated" => |n| repeat(&format!("{FRONT}## {ASKED}\n\n"), &format!("{ASKED}\n\n"), n),
    }
}

const ALL: &str = "\
## Is this bug significant?

- Does it produce incorrect results? Yes
- Are there compile or runtime errors with valid input? TBD
- Is there major incorrect functionality? Probably not

## Does it affect the majority of users?

- Is the input that causes the bug a common or edge case? Edge case
- Will the average user encounter the bug during normal, average usage? Yes

## Is there a reasonable workaround?

- Is there even a workaround? No
- How many steps/code changes does a workaround take? 3

";

fn front_matter() -> impl IntoIterator<Item = Family> {
    families! { Format::Markdown;
        "front matter that never ends" => |n| repeat("---\n", "a: b\n", n),
        "front matter of rules" => |n| repeat("---\n", "--- x\n", n),
        "a long title" => |n| format!("{}\"\n---\n", repeat("---\ntitle: \"", "word ", n)),
        "an open title" => |n| format!("{}\n---\n", repeat("---\ntitle: \"", "word ", n)),
        "many keys" => |n| format!("{}---\n# T\n", numbered("---\n", n, |i| format!("key{i}: value\n"))),
        "one key again and again" => |n| format!("{}---\n# T\n", repeat("---\n", "status: draft\n", n)),
        "many issues" => |n| format!("{}]\n---\n# T\n", numbered("---\nissue: [\"#0\"", n, |i| format!(", \"#{i}\""))),
        "many issues in lines" => |n| format!("{}---\n# T\n", numbered("---\nissue:\n", n, |i| format!("  - \"#{i}\"\n"))),
        "many reasons" => |n| format!("{}---\n# T\n", repeat("---\nstatus: deferred\ndeferral:\n  reasons:\n", "    - a\n", n)),
        "metadata in brackets" => |n| format!("{}\n---\n# T\n", repeat("---\na: ", "[", n)),
        "comments in metadata" => |n| format!("{}---\n# T\n", repeat("---\n", "# a\n", n)),
    }
}

/// Families of YAML.
pub(crate) fn yaml() -> Vec<Family> {
    let mut all = Vec::new();
    all.extend(structures());
    all.extend(scalars());
    all.extend(answers());
    all
}

const ANSWERS: &str = "title: T\nissue: \"#1\"\nstatus: proposed\nanswers:\n";

fn structures() -> impl IntoIterator<Item = Family> {
    families! { Format::Yaml;
        "open flow lists" => |n| repeat("a: ", "[", n),
        "open flow mappings" => |n| repeat("a: ", "{a: ", n),
        "closed flow lists" => |n| format!("{}{}\n", repeat("a: ", "[", n / 2), "]".repeat(n / 2)),
        "a long flow list" => |n| format!("{}]\n", repeat("a: [", "a, ", n)),
        "a long flow mapping" => |n| format!("{}}}\n", numbered("a: {", n, |i| format!("k{i}: v, "))),
        "lists in lists" => |n| repeat("a:\n  ", "- ", n),
        "a long list" => |n| repeat("a:\n", "  - b\n", n),
        "aliases of aliases" => |n| numbered("a0: &a0 [x, x]\n", n, |i| format!("a{}: &a{} [*a{i}, *a{i}, *a{i}]\n", i + 1, i + 1)),
        "one anchor, many aliases" => |n| repeat("a: &a b\nc:\n", "  - *a\n", n),
        "aliases of nothing" => |n| numbered("a:\n", n, |i| format!("  - *a{i}\n")),
        "anchors" => |n| numbered("a:\n", n, |i| format!("  - &a{i} b\n")),
        "merge keys" => |n| repeat("a: &a {b: c}\nd:\n", "  <<: *a\n", n),
        "tags" => |n| repeat("a:\n", "  - !!str b\n", n),
        "directives" => |n| repeat("", "%TAG ! x\n", n),
        "complex keys" => |n| repeat("", "? a\n: b\n", n),
        "open complex keys" => |n| repeat("", "? ", n),
        "documents" => |n| repeat("", "---\na: b\n", n),
        "ends of documents" => |n| repeat("a: b\n", "...\n", n),
        "comment lines" => |n| repeat(ANSWERS, "# a comment\n", n),
        "ninety-seven comment lines, again and again" => |n| repeat("title: T\n", &format!("{}a: b\n", "# c\n".repeat(97)), n),
        "comments behind values" => |n| numbered("", n, |i| format!("k{i}: v # c\n")),
        "many keys" => |n| numbered("", n, |i| format!("k{i}: v\n")),
        "one key again and again" => |n| repeat("", "status: draft\n", n),
        "keys of keys" => |n| repeat("", "a: b: c\n", n),
        "lines that do not parse" => |n| repeat("title: T\n", "a: [b\n", n),
        "lines that do not parse, in answers" => |n| repeat(ANSWERS, "  incorrect-results: \"yes\n", n),
        "unexpected indentation" => |n| repeat(ANSWERS, "     a: b\n  c: d\n", n),
        "tabs" => |n| repeat(ANSWERS, "\ta: b\n", n),
        "stairs" => |n| repeat("", "a:\n  b:\n    c:\n      d:\n        e: f\n", n),
        "CRLF" => |n| numbered("", n, |i| format!("k{i}: v\r\n")),
        "CR" => |n| numbered("", n, |i| format!("k{i}: v\r")),
        "blank lines" => |n| repeat("a: b\n", "\n", n),
        "NUL" => |n| repeat("a: b\n", "\0", n),
        "colons" => |n| repeat("", ":", n),
        "dashes" => |n| repeat("", "-", n),
    }
}

fn scalars() -> impl IntoIterator<Item = Family> {
    families! { Format::Yaml;
        "a long plain scalar" => |n| repeat("title: ", "word ", n),
        "a long plain scalar of many lines" => |n| repeat("title:\n", "  word\n", n),
        "a long quoted scalar" => |n| format!("{}\"\n", repeat("title: \"", "word ", n)),
        "an open quote" => |n| repeat("title: \"", "word\n", n),
        "open quotes" => |n| repeat("", "a: \"b\n", n),
        "apostrophes" => |n| repeat("", "a: 'b\n", n),
        "escapes" => |n| format!("{}\"\n", repeat("title: \"", "\\u00e9\\n", n)),
        "escapes that are none" => |n| format!("{}\"\n", repeat("title: \"", "\\q", n)),
        "a literal block" => |n| repeat("title: |\n", "  word\n", n),
        "a folded block" => |n| repeat("title: >\n", "  word\n\n", n),
        "blocks" => |n| numbered("", n, |i| format!("k{i}: |\n  a\n")),
        "blank lines in a block" => |n| repeat("title: |\n", "\n", n),
        "one long word" => |n| repeat("title: ", "a", n),
        "emoji" => |n| repeat("title: ", "😀", n),
        "a long key" => |n| format!("{}: b\n", repeat("", "a", n)),
    }
}

fn answers() -> impl IntoIterator<Item = Family> {
    families! { Format::Yaml;
        "one question" => |n| repeat(ANSWERS, "  incorrect-results: \"yes\"\n", n),
        "one question in mappings" => |n| repeat(ANSWERS, "  incorrect-results:\n    answer: \"yes\"\n    evidence: [\"#12\"]\n", n),
        "keys that nearly match" => |n| repeat(ANSWERS, "  incorect-results: \"yes\"\n", n),
        "keys that nearly match, each another way" => |n| numbered(ANSWERS, n, |i| format!("  incorrect-results{i}: \"yes\"\n")),
        "evidence" => |n| numbered(&format!("{ANSWERS}  incorrect-results:\n    answer: \"yes\"\n    evidence:\n"), n, |i| format!("      - \"#{i}\"\n")),
        "notes" => |n| repeat(&format!("{ANSWERS}  incorrect-results:\n    answer: \"yes\"\n    notes: >\n"), "      probably not, see below\n", n),
        "answers by criterion" => |n| repeat(ANSWERS, "  significant:\n    incorrect-results: yes\n", n),
        "waivers" => |n| repeat(ANSWERS, "  # hotfix-lint: allow missing-evidence: x\n", n),
        "waivers and what they waive" => |n| repeat(ANSWERS, "  # hotfix-lint: allow missing-evidence: x\n  incorrect-results: \"yes\"\n", n),
        "answers to nothing" => |n| numbered(ANSWERS, n, |i| format!("  what-{i}: \"yes\"\n")),
    }
}
