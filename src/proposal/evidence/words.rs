//! The words that tell what is evidence: every list in one place.

use super::parts::Heads;
use crate::proposal::wordlist::{WordList, words};

/// Hosts whose addresses are read without `https://`.
pub(super) const BARE_HOSTS: &[&str] = &[
    "github.com/", "gitlab.com/", "bitbucket.org/", "www.",
];

/// Hosts that run code: a link there is a reproduction.
pub(super) const PLAYGROUNDS: &[&str] = &[
    "play.rust-lang.org", "godbolt.org", "play.golang.org", "go.dev/play", "jsfiddle.net", "codepen.io",
    "stackblitz.com", "codesandbox.io", "dartpad.dev", "replit.com", "wandbox.org", "dbfiddle.uk",
    "sqlfiddle.com", "typescriptlang.org/play",
];

/// Path segments before an issue's number or key.
pub(super) const ISSUES: &[&str] = &[
    "issues", "issue", "work_items", "ticket", "tickets", "bug", "bugs", "+bug", "browse", "edit", "task",
    "story",
];

/// Path segments before the number of a pull or merge request.
pub(super) const PULLS: &[&str] = &[
    "pull", "pulls", "pull-requests", "merge_requests", "pullrequest",
];

/// Path segments before a commit.
pub(super) const COMMITS: &[&str] = &[
    "commit", "commits", "changeset", "rev", "+",
];

/// Endings of pictures.
pub(super) const IMAGES: &[&str] = &[
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif", ".tiff",
];

/// Words that stand for an address or a part of one, in any case.
pub(super) const STANDINS: &WordList = words!("
    todo, tbd, fixme, xxx, xxxx, xxxxx, nnn, nnnn, nnnnn, placeholder, ..., …, changeme, url, link, here, link-here,
    link_here, insert-link, insert-link-here, your-org, your_org, yourorg, your-repo, your_repo, yourrepo,
    your-name, your-username, issue-number, issue_number, issue-link, insert
");

/// Words that stand for a part of an address when they are in capitals.
pub(super) const CAPITALS: &WordList = words!("OWNER, REPO, ORG, USER, NUMBER, ISSUE, ID, N, PR, ISSUE_NUMBER, SHA");

/// Prefixes of advisories other than CVE and GHSA.
pub(super) const ADVISORIES: &[&str] = &[
    "RUSTSEC", "PYSEC", "RHSA", "DSA", "DLA", "USN", "GLSA", "ALAS", "GO", "OSV",
];

/// What looks like an issue key and is a standard, an algorithm, a licence or hardware.
pub(super) const NO_KEYS: &WordList = words!("
    UTF, SHA, ISO, RFC, CVE, CWE, GHSA, MD, AES, RSA, TLS, SSL, HTTP, COVID, IEEE, ANSI, ECMA, PEP, GPT, CP, BASE,
    BIP, PKCS, FIPS, NIST, EC, USB, GPL, LGPL, AGPL, MIT, BSD, RTX, GTX, CUDA, ARM, ISBN, JSR, JEP, AVX, SSE, HDMI,
    PCI, LATIN, WINDOWS, KOI, CRC, ED, TOP, UTC, GMT, BF
");

/// Endings of files worth naming. Those of one letter need a folder or a line number beside them: `self.c`.
pub(super) const EXTENSIONS: &WordList = words!("
    rs, py, pyi, pyx, js, mjs, cjs, jsx, ts, tsx, go, java, kt, kts, c, h, cc, cpp, cxx, hpp, hh, cu, cuh, cs, fs,
    rb, php, swift, scala, m, mm, md, rst, txt, json, jsonl, yaml, yml, toml, ini, cfg, conf, env, sh, bash, zsh,
    ps1, bat, sql, html, htm, css, scss, xml, csv, tsv, parquet, orc, avro, log, lock, ipynb, r, jl, lua, pl, ex,
    exs, hs, ml, dart, vue, svelte, proto, cmake, gradle, tf, patch
");

/// Names that only look like tests.
pub(super) const NO_TESTS: &WordList = words!("
    TestFlight, TestRail, TestNG, TestBed, TestPyPI, PyTest, UnitTest, GoogleTest, LoadTest, ABTest
");

/// Languages of blocks that hold output.
pub(super) const OUTPUT: &WordList = words!("
    log, logs, output, traceback, stacktrace, pytb, py3tb, pycon-error, stderr, stdout, backtrace, junit, out, err,
    crash, asan
");

/// Languages of blocks that say nothing about what they hold.
pub(super) const PLAIN: &WordList = words!("text, txt, plain, plaintext");

/// Languages of sessions, in which commands and output mix.
pub(super) const SHELL: &WordList = words!("
    sh, bash, zsh, shell, console, shell-session, terminal, fish, powershell, ps1, bat, cmd, pycon, ipython
");

/// What stands before a typed command.
pub(super) const PROMPTS: &Heads = &Heads::new(&[
    "$ ", ">>> ", "... ", "% ", "PS C:\\", "PS> ", "mysql> ", "sqlite> ", "irb(", "In [", "C:\\", "> ", "❯ ",
    "➜ ", "julia> ",
]);

/// Beginnings of lines of error output.
pub(super) const LOG_STARTS: &Heads = &Heads::new(&[
    "error:", "Error:", "ERROR", "FATAL", "CRITICAL", "SEVERE", "fatal:", "panic:", "Panic:", "Caused by:",
    "Exception in thread", "Unhandled ", "Uncaught ", "Segmentation fault", "Aborted", "Bus error", "Killed",
    "goroutine ", "npm ERR!", "npm error", "make: ***", "make[", "Traceback ", "terminate called", "thread '",
    "FAILED ", "FAIL ", "FAIL:", "E   ", "WARN", "BUILD FAILED", "Process finished with exit code", "collect2:",
    "ld: ", "note: run with `RUST_BACKTRACE", "test result:", "signal: ",
]);

/// What stands in lines of error output.
pub(super) const LOG_PARTS: &[&str] = &[
    "Traceback (most recent call last)", " panicked at ", "error[E", ": error:", ": fatal error:", ": error TS",
    ": error C", "error CS", "core dumped", "SIGSEGV", "SIGABRT", "SIGKILL", "undefined reference to",
    "exit code", "exit status", "exited with", "non-zero", "returned nonzero", "AssertionError",
    "stack traceback", "stack trace", "AddressSanitizer", "OOMKilled", "0xC0000005", "terminated by signal",
    "ECONNREFUSED", "ENOENT", "EACCES", "ORA-0", "Fatal error",
];

/// Beginnings of lines that a machine could run.
pub(super) const CODE_STARTS: &Heads = &Heads::new(&[
    "import ", "from ", "def ", "fn ", "let ", "var ", "const ", "use ", "#include", "package ", "class ",
    "struct ", "func ", "public ", "SELECT ", "select ", "INSERT ", "CREATE ", "UPDATE ", "curl ", "git ",
    "pip ", "npm ", "cargo ", "docker ", "python ", "node ", "kubectl ", "assert ", "return ",
]);

/// Units that stand right behind their number.
pub(super) const ATTACHED: &WordList = words!("
    ms, s, sec, us, µs, μs, ns, min, mins, h, hr, hrs, kb, mb, gb, tb, pb, kib, mib, gib, tib, fps, hz, khz, mhz,
    ghz, px, rps, qps, tps, kb/s, mb/s, gb/s, ms/op, ns/op, req/s, x, ×, -fold, fold, b, usd, eur, pp
");

/// Units and countable things that stand behind their number as words.
pub(super) const UNITS: &WordList = words!("
    ms, s, sec, secs, second, seconds, min, mins, minute, minutes, h, hr, hrs, hour, hours, day, days, week, weeks,
    month, months, year, years, milliseconds, microseconds, nanoseconds, us, µs, μs, ns, kb, mb, gb, tb, pb, kib,
    mib, gib, tib, bytes, byte, kilobytes, megabytes, gigabytes, terabytes, fps, hz, khz, mhz, ghz, rps, qps,
    percent, times, users, user, customers, customer, people, reports, report, issues, tickets, ticket, complaints,
    rows, row, tables, table, records, record, requests, request, errors, error, crashes, crash, failures, failure,
    installs, installations, downloads, sessions, queries, query, jobs, builds, machines, nodes, clusters, teams,
    sites, orders, calls, projects, packages, crates, threads, comments, votes, upvotes, reactions, duplicates,
    occurrences, incidents, events, samples, instances, deployments, accounts, companies, organizations,
    organisations, devices, hosts, servers, pods, workflows, pipelines, transactions, documents, messages,
    repositories, dependents
");

/// Plurals that count no reach and no damage.
pub(super) const UNCOUNTED: &WordList = words!("
    steps, changes, edits, options, ways, workarounds, reasons, things, questions, criteria, releases, versions,
    fixes, bugs, commits, lines, flags, settings, points, items, answers, does, this, was, has, its, less, always,
    unless, versus, plus, across, besides, towards, perhaps, branches, bits
");

/// Words before a number that make it a name: a version, a place, a code.
pub(super) const NAMES: &WordList = words!("
    version, versions, v, release, since, python, cuda, rust, node, node.js, java, jdk, go, gcc, clang, llvm, php,
    ruby, rails, django, pandas, numpy, scipy, windows, ubuntu, debian, fedora, rhel, centos, macos, osx, ios,
    android, linux, kernel, chrome, firefox, safari, edge, kubernetes, docker, postgres, postgresql, mysql, sqlite,
    spark, react, angular, vue, .net, http, error, line, lines, page, step, phase, section, chapter, port, code,
    status, level, tier, priority, severity, option, item, issue, bug, pr, comment, ticket, number
");

/// Those of them that are issues: a number behind them may count something all the same.
pub(super) const NUMBERED: &WordList = words!("issue, bug, pr, comment, ticket, item, error");

/// Words that never stand between a number and what it counts.
pub(super) const BREAKS: &WordList = words!("
    of, to, and, or, is, are, was, the, a, an, in, on, at, for, with, by, from, that, which, but, as, if, when,
    then, than, so, needs, has, does, takes
");

/// Commands that a line of shell begins with.
pub(super) const COMMANDS: &WordList = words!("
    curl, git, pip, npm, npx, yarn, cargo, docker, podman, python, python3, node, kubectl, go, make, conda, mamba,
    apt, helm, terraform, psql, mysql, sqlite3, wget, gcc, $
");

/// Statements of SQL.
pub(super) const STATEMENTS: &WordList = words!("SELECT, INSERT, UPDATE, DELETE, ALTER, CREATE, MERGE, WITH");

/// Words that state a result which is not the right one.
pub(super) const WRONG: &[&str] = &[
    "instead of", "rather than", "expected", "should be", "should return", "should give", "should print",
    "should have", "raises", "throws", "panics", "segfaults", "crashes", "fails with", "aborts", "but returns",
    "but gives", ", not ",
];

macro_rules! numbers {
    () => {
        "two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen,
         seventeen, eighteen, nineteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred,
         thousand, dozen, million"
    };
}

macro_rules! idle {
    () => {
        "tbd, todo, wip, fixme, n/a, tba, xxx"
    };
}

/// Numbers in words that can be a measurement's; parts of one are joined by hyphens.
pub(super) const NUMBERS: &WordList = words!(numbers!());

/// Words that explain nothing.
pub(super) const IDLE: &WordList = words!(idle!());

/// Words that are more than a word of an explanation, or less: numbers, idle ones, and who holds the evidence.
pub(super) const TELLING: &WordList = words!(concat!("held, ", numbers!(), ", ", idle!()));
