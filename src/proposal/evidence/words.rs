//! The words that tell what is evidence: every list in one place.

use super::parts::Heads;
use crate::proposal::wordlist::{WordList, words};

/// Hosts whose addresses are read without `https://`.
pub(super) const BARE_HOSTS: &[&str] = &[
    "github.com/", "gitlab.com/", "bitbucket.org/", "www.", "crbug.com/", "crrev.com/", "bugs.debian.org/",
    "bugs.launchpad.net/", "bugzilla.mozilla.org/",
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

/// What looks like an issue key and is a severity, a standard, an algorithm, a licence, hardware, a product or an error.
pub(super) const NO_KEYS: &WordList = words!("
    UTF, SHA, ISO, RFC, CVE, CWE, GHSA, MD, AES, RSA, TLS, SSL, HTTP, COVID, IEEE, ANSI, ECMA, PEP, GPT, CP, BASE,
    BIP, PKCS, FIPS, NIST, EC, USB, GPL, LGPL, AGPL, MIT, BSD, RTX, GTX, CUDA, ARM, ISBN, JSR, JEP, AVX, SSE, HDMI,
    PCI, LATIN, WINDOWS, KOI, CRC, ED, TOP, UTC, GMT, BF, SEV, SEVERITY, PRIO, PRIORITY, FY, CY, WPA, WEP, ORA, IPV, CVSS,
    EPSG, WGS, ETRS, IEC, ITU, DIN, POSIX, UCS, ICD, BCP, EBCDIC, JPEG, MPEG, OWASP, HEVC, RS, EIA, ASTM, UL, CIE, IPX,
    OPENGL, VULKAN, DX, DDR
");

/// What looks like an issue key where the number is short: the version of a product, a level. `JDK-8301234` is an issue.
pub(super) const VERSIONED: &WordList = words!("
    LEVEL, TIER, PHASE, STEP, STAGE, DAY, WEEK, SOC, LTE, HL, JAVA, JDK, JRE, PYTHON, NODE, PHP, RUBY, IOS, MACOS,
    ANDROID, UBUNTU, DEBIAN, CENTOS, FEDORA, ES, VT, DB, ROT, WCAG,
    RHEL, SLES, ALPINE, INT, UINT, FLOAT, FP, TF, SM, AMD, IA, GCC, CLANG, LLVM, NET, DOTNET, SQL, PCRE, PERL, SCALA,
    SWIFT, KOTLIN, HTML, CSS, XML, IE, QT, GTK, CPU, GPU, TPU, NPU, MAX, MIN, OAUTH, SAML, SMB, NFS, IMAP, POP, SNMP, BLE,
    PSD, WIFI, CAT
");

/// What the numbers of a service desk's records begin with: incidents, problems, changes, requests, tasks, cases.
pub(super) const RECORDS: &WordList = words!("
    INC, PRB, CHG, RITM, REQ, TASK, SCTASK, CTASK, PTASK, CHGTASK, PRBTASK, INCTASK, CS, CSTASK, SIR, VIT, STRY, DFCT, CRQ,
    PBI, PKE, WO, TKT, SR
");

/// What a number of a year is counted for that is no issue: invoices, orders, releases, weeks.
pub(super) const NO_YEARS: &WordList = words!("
    INV, RE, RG, PO, SO, ORD, ORDER, QUOTE, REL, RELEASE, SPRINT, PI, BUILD, VERSION, VER, TAG, KW, CW, WK, LTS, DATE, RUN,
    BATCH, LOT, SN
");

/// Endings of files worth naming. Those of one letter need a folder or a line number beside them: `self.c`.
pub(super) const EXTENSIONS: &WordList = words!("
    rs, py, pyi, pyx, js, mjs, cjs, jsx, ts, tsx, go, java, kt, kts, c, h, cc, cpp, cxx, hpp, hh, cu, cuh, cs, fs,
    rb, php, swift, scala, m, mm, md, rst, txt, json, jsonl, yaml, yml, toml, ini, cfg, conf, env, sh, bash, zsh,
    ps1, bat, sql, html, htm, css, scss, xml, csv, tsv, parquet, orc, avro, log, lock, ipynb, r, jl, lua, pl, ex,
    exs, hs, ml, dart, vue, svelte, proto, cmake, gradle, tf, patch, diff,
    debdiff
");

/// Words before `#1` that say what is counted: no issue.
pub(super) const COUNTED_OFF: &WordList = words!("
    customer, client, user, tenant, team, account, step, comment, line, page, section, chapter, appendix, figure, table,
    footnote, note, example, attempt, option, point, item, reason, rule, part, phase, stage, round, sprint, day, week,
    priority, rank, build, run, job, thread, node, host, server, shard, worker, replica, gpu, core, order, invoice,
    frame, scenario
");

/// Words before `#1` that rank, or count what could be an issue as well.
pub(super) const RANKED: &WordList = words!("the, our, my, is, a, their, its, case, question, problem, test");

/// Words behind `#1` that rank.
pub(super) const RANKS: &WordList = words!("
    priority, complaint, problem, cause, reason, source, feature, pain, topic, blocker, question, use-case
");

/// Names that only look like tests.
pub(super) const NO_TESTS: &WordList = words!("
    TestFlight, TestRail, TestNG, TestBed, TestPyPI, PyTest, UnitTest, GoogleTest, LoadTest, ABTest
");

/// Endings of names that begin as tests do, and hold what tests need.
pub(super) const NO_METHODS: &[&str] = &[
    "Data", "File", "Files", "Env", "User", "Users", "Id", "Ids", "Mode", "Config", "Utils", "Helper", "Runner", "Dir",
    "Path", "Name", "Url", "Client", "Server", "Fixture", "Fixtures", "Environment", "Context", "Instance", "Results",
    "Case", "Suite", "Result", "Loader", "Base", "Support", "Rule", "Util", "Container", "Factory", "Framework", "Info",
];

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
    "ld: ", "note: run with `RUST_BACKTRACE", "test result:", "signal: ", "Warning  ", "Faulting application name:",
    "CallStack (from HasCallStack)",
]);

/// What stands in lines of error output.
pub(super) const LOG_PARTS: &[&str] = &[
    "Traceback (most recent call last)", " panicked at ", "error[E", ": error:", ": fatal error:", ": error TS",
    ": error C", "error CS", "core dumped", "SIGSEGV", "SIGABRT", "SIGKILL", "undefined reference to",
    "exit code", "exit status", "exited with", "non-zero", "returned nonzero", "AssertionError",
    "stack traceback", "stack trace", "AddressSanitizer", "OOMKilled", "0xC0000005", "terminated by signal",
    "ECONNREFUSED", "ENOENT", "EACCES", "ORA-0", "Fatal error", ": ERROR:", "*** Exception: ", "CrashLoopBackOff",
    "Back-off restarting", "probe failed:",
];

/// Beginnings of lines of error output that no sentence has.
pub(super) const OUTPUT_STARTS: &[&str] = &[
    "npm ERR!", "npm error", "make: ***", "Exception in thread ", "Unhandled exception", "Unhandled Exception",
    "Uncaught ", "Segmentation fault", "Bus error", "goroutine ", "terminate called", "thread '", "BUILD FAILED",
    "Process finished with exit code", "collect2: ", "ld: ", "Faulting application name:", "E   ",
    "Fatal error: ",
];

/// What stands in error output, and in no sentence.
pub(super) const ERROR_SIGNS: &[&str] = &[
    "undefined reference to ", "unresolved external symbol ", "undefined symbol: ", "panic - not syncing",
    "EXCEPTION_ACCESS_VIOLATION ", "STATUS_ACCESS_VIOLATION ", "illegal memory access was encountered",
    "AddressSanitizer: ", "segfault at ", "Out of memory: Killed process", "Back-off restarting failed",
    "terminated by signal ", "(core dumped)", ": error: ", ": fatal error: ",
];

/// States that only what has failed is in.
pub(super) const ERROR_STATES: &WordList = words!("CrashLoopBackOff, ImagePullBackOff, ErrImagePull, OOMKilled");

/// What the numbers of errors begin with.
pub(super) const NUMBERED_ERRORS: &WordList = words!("LNK, MSB, CS, TS, BC, FS, NU, NETSDK, C");

/// Words before "error" in what a program says.
pub(super) const ERROR_HEADS: &WordList = words!("
    fatal, runtime, internal, cuda, syntax, system, linker, compiler, compilation, npm, parse, type, error
");

/// Words that a line of code or a sentence begins with, and no error message: `if error: return 1`.
pub(super) const NO_MESSAGES: &WordList = words!("
    if, elif, else, except, catch, case, for, while, with, when, on, let, def, lambda, match, the, a, an, any, no, this,
    that, my, our, your, common, typical, one, each, every, of, warning
");

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
    repositories, dependents, mau, dau, wau, mrr, arr, pageviews, impressions
");

/// Words behind a slash, or behind "per", for the time in which something is so much or so many.
pub(super) const PERIODS: &WordList = words!("
    s, sec, second, min, minute, h, hr, hour, d, day, night, w, wk, week, weekend, month, mo, quarter, year, yr, y, shift
");

/// Currencies.
pub(super) const CURRENCIES: &WordList = words!("
    eur, usd, gbp, chf, jpy, cny, inr, sek, nok, dkk, pln, czk, huf, brl, mxn, aud, cad, nzd, sgd, krw, zar, euro, euros,
    dollar, dollars, pounds, francs, yen, rupees, €, $, £, ¥, ₹
");

/// Words for a great many.
pub(super) const GREAT: &WordList = words!("hundred, thousand, million, billion, mio, mrd, mn, bn, dozen");

/// Units of time and size. "12 US customers" are counted: for answers `us` is none.
macro_rules! divisible {
    () => {
        "ms, s, sec, secs, second, seconds, min, mins, minute, minutes, h, hr, hrs, hour, hours, day, days, week, weeks,
         month, months, year, years, milliseconds, microseconds, nanoseconds, µs, μs, ns, kb, mb, gb, tb, pb, kib, mib, gib, tib, bytes, kilobytes, megabytes, gigabytes, terabytes, fps, hz, khz, mhz, ghz, rps, qps, percent, times"
    };
}
pub(in crate::proposal) use divisible;

/// Those of them of which there can be a part: of the others, a number with one is a version.
pub(super) const DIVISIBLE: &WordList = words!(concat!("us, ", divisible!()));

/// Units of the time that people work.
pub(super) const WORKED: &WordList = words!("
    min, mins, minute, minutes, h, hr, hrs, hour, hours, day, days, week, weeks, month, months
");

/// Words for the work of mending: what it takes is no measure of the bug.
pub(super) const MENDING: &WordList = words!("
    fix, fixes, fixed, fixing, hotfix, hotfixes, hotfixing, patch, patches, patching, backport, backports, backported,
    backporting, cherry-pick
");

/// What people wait for: how long they do is no measure of the bug.
pub(super) const RELEASES: &WordList = words!("freeze, release, launch, rollout, ga, deadline, cutoff, hotfix");

/// Words behind those that say that they come: "the release is due in 3 days".
pub(super) const COMING: &WordList = words!("
    is, are, be, will, comes, come, coming, ships, shipping, starts, begins, lands, due, out, planned, scheduled, expected,
    only, just, already, date, day, cut
");

/// Words before those that make them a point in time.
pub(super) const UNMENDED: &WordList = words!("without, before, until, till, after, since, every");

/// Words behind a percentage that say how sure somebody is.
pub(super) const SURE: &WordList = words!("
    sure, certain, confident, convinced, agree, agreed
");

/// Words before a year.
pub(super) const DATED: &WordList = words!("
    in, since, until, till, during, early, mid, late, year, spring, summer, autumn, fall, winter, q1, q2, q3, q4, h1, h2
");

macro_rules! months {
    () => {
        "january, february, march, april, may, june, july, august, september, october, november, december, jan, feb, mar,
         apr, jun, jul, aug, sep, sept, oct, nov, dec"
    };
}
pub(in crate::proposal) use months;

/// The months, as they stand before and behind a day.
pub(super) const MONTHS: &WordList = words!(months!());

/// Plurals that count no reach and no damage.
pub(super) const UNCOUNTED: &WordList = words!("
    steps, changes, edits, options, ways, workarounds, reasons, things, questions, criteria, releases, versions,
    fixes, bugs, commits, lines, flags, settings, points, items, answers, does, this, was, has, its, less, always,
    unless, versus, plus, across, besides, towards, perhaps, branches, bits
");

/// Words before a number that make it a name: a version, a place, a code.
pub(in crate::proposal) const NAMES: &WordList = words!("
    version, versions, v, release, releases, since, python, cuda, rust, node, node.js, java, jdk, go, gcc, clang, llvm, php,
    ruby, rails, django, pandas, numpy, scipy, windows, ubuntu, debian, fedora, rhel, centos, macos, osx, ios,
    android, linux, kernel, chrome, firefox, safari, edge, kubernetes, docker, postgres, postgresql, mysql, sqlite,
    spark, react, angular, vue, .net, http, error, line, lines, page, step, phase, section, chapter, port, code,
    status, level, tier, priority, severity, option, item, issue, bug, pr, comment, ticket, number, iphone, ipad,
    ipados, watchos, tvos, xcode, sharepoint, maven, gradle,
    tomcat, hibernate, qt, gtk, gnome, kde, kotlin, scala, hadoop, kafka, airflow, pytorch, tensorflow,
    opencv, webpack, vite, svelte, laravel, symfony, drupal, magento, wordpress, next.js, deno, nginx, redis, mongodb,
    mariadb, elasticsearch, sles, suse, opensuse, solaris, playstation, xbox, directx, opengl, vulkan,
    rocm, typescript, javascript, openssl, gen, generation
");

/// Those that are words as well, and names with a capital: "Office 365 users".
pub(super) const PRODUCTS: &WordList = words!("
    Office, Pixel, Galaxy, Oracle, Unity, Unreal, Swift, Plasma, Outlook, Vista, Alpine, Word, Excel, Studio, VS, Model
");

/// Those of them that are issues: a number behind them may count something all the same.
pub(super) const NUMBERED: &WordList = words!("issue, bug, pr, comment, ticket, item, error");

/// Words that never stand between a number and what it counts.
pub(super) const BREAKS: &WordList = words!("
    of, to, and, or, is, are, was, the, a, an, in, on, at, for, with, by, from, that, which, but, as, if, when,
    then, than, so, needs, has, does, takes, bit, inch, factor, digit
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

/// Words between code and what it gave.
pub(super) const RESULTS: &WordList = words!("
    is, returns, returned, gives, gave, prints, printed, yields, yielded, produces, produced, outputs, shows, equals,
    becomes
");

/// What code can do that nobody wants, whatever it gives.
pub(super) const HARMS: &WordList = words!("
    loses, drops, hangs, deadlocks, corrupts, duplicates, truncates, leaks, overwrites
");

/// Values in words.
pub(super) const VALUES: &WordList = words!("
    true, false, null, none, nil, nan, inf, undefined, empty, zero, infinity
");

/// Words behind a number that is a value by itself.
pub(super) const LINKED: &WordList = words!("
    instead, but, not, when, where, on, in, since, with, for, after, before, although, though, rather, should, and, or,
    whereas, while, even, if, as, see, today, now, here, at, from
");

macro_rules! numbers {
    () => {
        "two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen,
         seventeen, eighteen, nineteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred,
         thousand, dozen, million, billion"
    };
}

macro_rules! fractions {
    () => {
        "half, third, thirds, quarter, quarters, fifth, fifths, tenth, tenths"
    };
}

/// Parts of a whole in words.
pub(super) const FRACTIONS: &WordList = words!(fractions!());

/// Words behind "32/64" that make it no part of a whole.
pub(super) const BREAKS_OFF: &WordList = words!("bit, bits, chance, chances, split, mix, ratio, mode, duplex");

macro_rules! idle {
    () => {
        "tbd, todo, wip, fixme, n/a, tba, xxx"
    };
}

/// Numbers in words that can be a measurement's; parts of one are joined by hyphens.
pub(super) const NUMBERS: &WordList = words!(numbers!());

/// Words that explain nothing.
pub(super) const IDLE: &WordList = words!(idle!());

/// First words of a note in a block that something is to be filled in.
pub(super) const UNFILLED: &WordList = words!("
    n/a, none, wip, code, log, logs, xxx, todo, tbd, fixme, paste, insert, put, add, your, replace
");

/// What stands above the steps that show a bug; of two that begin alike the longer first.
pub(super) const LABELS_OF_STEPS: &[&str] = &[
    "steps to reproduce", "steps for reproduction", "steps to repro", "reproduction steps", "repro steps", "how to reproduce",
    "to reproduce", "reproduction", "repro", "str",
];

/// First words of what is no step.
pub(super) const NO_STEPS: &WordList = words!("
    tbd, todo, tba, wip, n/a, na, none, no, not, nobody, never, unknown, cannot, can't, couldn't, unable, impossible,
    unclear, intermittent, sporadic, missing, pending, later, follows
");

/// Words that are more than a word of an explanation, or less: numbers, idle ones, who holds the evidence, and what
/// output begins with.
pub(super) const TELLING: &WordList = words!(concat!("held, traceback, exception, ", fractions!(), ", ", numbers!(), ", ", idle!()));
