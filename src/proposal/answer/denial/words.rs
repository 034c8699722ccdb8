//! The words of a no that goes on, lower case.

use crate::proposal::wordlist::{WordList, words};

/// The same, where the question asks for something good: "Can it be communicated? No problem".
pub(in super::super) const NO_TROUBLE: &WordList = words!("
    no problem, no problems, no trouble, no issue, no issues, no conflict, no conflicts, not a problem, not an issue
");

/// What takes something out of a no.
pub(in super::super) const EXCEPTIONS: &WordList = words!("
    other than, except, except for, apart from, aside from, besides, short of, with the exception
");

/// Words before "but" that deny nothing of their own: "Not really, but it is slow".
pub(in super::super) const MERELY: &WordList = words!("really, so, far, yet, as, such, per, se, exactly, quite");

/// Words with which a workaround is offered: "No, but pinning it works".
pub(in super::super) const OFFERS: &WordList = words!("
    works, work, helps, help, helped, avoids, avoid, avoided, bypasses, possible, can, could, succeeds
");

/// What is said of a fix to come, which is no workaround.
pub(in super::super) const TO_COME: &WordList = words!("fix, fixed, hotfix, release, ship, after, patch");

/// What things should do: where none of them does, or one never does, something is wrong.
pub(in super::super) const WORKING: &WordList = words!("
    match, matches, add, adds, arrive, arrives, load, loads, fit, fits, agree, agrees, sum, tally, work, works, runs,
    opens, start, starts, finish, finishes, complete, completes, return, returns, end, ends, terminate, terminates,
    render, renders, save, saves, succeed, succeeds, pass, passes, respond, responds, connect, connects, compile,
    compiles, appear, appears, converge, converges, update, updates, sync, syncs, play, plays, boot, boots,
    print, prints, ring, rings, sound, sounds
");

/// The same, in two words.
pub(in super::super) const GOING_THROUGH: &WordList = words!("
    goes through, go through, went through, comes through, come through, came through, gets through, get through,
    got through, goes out, go out, went out
");

/// What comes from those who met a bug: where there is none, nobody did.
pub(in super::super) const REPORTS: &WordList = words!("
    report, reports, ticket, tickets, complaint, complaints, question, questions, case, cases, difference, differences
");

/// What stands before what can be done with a thing.
pub(in super::super) const CAN_BE: &WordList = words!("can be, could be");

/// What can be done with a thing that is none of the bug's: "No difference can be seen", "No conclusion can be drawn".
pub(in super::super) const SEEN: &WordList = words!("
    seen, observed, found, noticed, detected, reproduced, measured, confirmed, traced, identified, established, made,
    drawn, blamed, ruled, given, said, expected, excluded, named, reported, proven, spotted, attributed, linked, hit,
    triggered, called, considered, told, felt, heard
");

/// How things should be.
pub(in super::super) const AS_EXPECTED: &WordList = words!("
    as expected, as it should, as they should, what it should, what they should, in order, in sync, up to date
");

/// What comes out of a calculation.
pub(in super::super) const RESULTS: &WordList = words!("
    result, results, total, totals, sum, sums, value, values, number, numbers, figure, figures, output, outputs, count,
    counts, amount, amounts
");

/// What a program does to put that out.
pub(in super::super) const RETURNING: &WordList = words!("
    returns, produces, gives, computes, calculates, shows, prints, yields, reports, outputs, delivers
");

/// What is wrong with things.
pub(in super::super) const FAULTS: &WordList = words!("
    wrong, bad, incorrect, invalid, false, duplicate, duplicates, corrupt, broken, stale, exception, exceptions, secret,
    secrets, credentials, tokens
");

/// What is said of things that one can do without.
pub(in super::super) const NEEDED: &WordList = words!("needed, required, necessary");

/// What a bug fails to do with what should come out.
pub(in super::super) const SHOWN: &WordList = words!("
    returned, shown, displayed, written, sent, saved, stored, loaded, printed, emitted, rendered, created, received,
    delivered, updated, accepted, processed
");

/// Those who use things: where none of them does, nothing is wrong.
pub(in super::super) const PERSONS: &WordList = words!("
    user, users, customer, customers, client, clients, team, teams, admin, admins, people, person, site, sites, tenant,
    tenants, developer, developers
");

/// Words with which the one thing that helps is named.
pub(in super::super) const HELPING: &WordList = words!("works, helps, helped, avoids, avoided, bypasses, worked");

/// What users can do about a bug.
pub(in super::super) const DEEDS: &WordList = words!("
    restart, restarts, downgrade, downgrades, rollback, reboot, reboots, reinstall, revert, pin
");

/// What stands behind a "no longer" that is a no: when it began, and what the bug does no longer.
pub(in super::super) const LONGER: &WordList = words!("
    since, after, once, because, happens, happening, occurs, reproducible, reproduces
");

/// The same, where a yes would be good news.
pub(in super::super) const LONGER_GOOD: &WordList = words!("
    works, work, working, helps, holds, possible, available, valid, effective, exists, survives, supported, when
");

/// What is lost where data are: "No breach, but lost rows".
pub(in super::super) const RECORDS: &WordList = words!("
    row, rows, record, records, message, messages, file, files, entry, entries, event, events, order, orders, document,
    documents, mails, emails, transaction, transactions, writes, uploads, save, saves, savegame, savegames, photo, photos,
    note, notes, draft, drafts, progress, purchase, purchases, booking, bookings, reading, readings, measurement,
    measurements, contact, contacts, chats, comments, invoices, payments, volume, volumes, pvcs, table, tables, databases,
    snapshots, partitions
");

/// What is right with things: where they are not so, something is wrong.
pub(in super::super) const RIGHT: &WordList = words!("
    right, correct, correctly, properly, rightly, usable, working, functioning, loading, starting, opening,
    responding, rendering, matching, readable, accurate, sane
");

/// What programs put out: where there is none, nothing came out.
pub(in super::super) const OUTPUTS: &WordList = words!("
    output, outputs, row, rows, response, responses, reply, replies, page, pages, email, emails, mail, mails,
    notification, notifications, sound, picture, pictures, image, images, columns, result, results, video, audio,
    heartbeat, heartbeats
");

/// What is put out where something is wrong: that there is none at all can be the bug, and that there is none can not.
pub(in super::super) const ALARMS: &WordList = words!("alarm, alarms, alert, alerts");

/// What stands behind them, then.
pub(in super::super) const AT_ALL: &WordList = words!("at all, any more, anymore, whatsoever, come, comes, appear, appears");

/// What does harm: where it is not possible, nothing is wrong.
pub(in super::super) const HARMS: &WordList = words!("
    loss, losses, exploit, exploits, attack, attacks, leak, leaks, breach, breaches, damage, abuse, corruption, harm,
    escalation, injection, deadlock, deadlocks, overflow, overflows, access
");

/// Messages of programs that begin with a no.
pub(in super::super) const MESSAGES: &WordList = words!("
    no such file, no such process, no such table, no such column, no such device, no such host, no module named,
    no space left, no route to host, no matching distribution, no matching function, no kernel image, 
    no member named, no viable overload, no overload, not a directory, not implemented, not enough memory,
    not enough space, not found, not a function, not a constructor, not callable, not iterable,
    not supported between, not serializable, not defined, none has no attribute
");

/// What is wrong with a result.
pub(in super::super) const WRONG: &WordList = words!("
    wrong, wrongly, incorrect, incorrectly, corrupt, corrupted, broken, garbage, garbled, truncated, duplicated, missing,
    bad, swapped, doubled, off
");

/// What is wrong with a run.
pub(in super::super) const FAILING: &WordList = words!("
    crash, crashes, crashed, crashing, segfault, segfaults, abort, aborts, aborted, fails, failed, failing, panics, panicked, hangs,
    throws, raises, exception, exceptions, traceback
");

/// What shows that something is wrong, beside [`FAILING`].
pub(in super::super) const SYMPTOMS: &WordList = words!("
    error, errors, warning, warnings, failure, failures, crash, hang, trace, wrong, incorrect, corruption,
    slowdown
");

/// What is said of those whom a bug does not reach: none of them is none who meets it not.
pub(in super::super) const SPARED: &WordList = words!("
    avoid, avoids, escape, escapes, spared, safe, unaffected, immune, exempt, avoidable, excepted
");

/// What would keep something from working: where there is none of it, it works.
pub(in super::super) const HARMING: &WordList = words!("
    reason, reasons, impact, impacts, impacted, affects, affected, influence, influenced, harm, harms, harmed, break,
    breaks, broken, breakage, fail, fails, stop, stops, interfere, interferes, interference, clash, clashes, confusing,
    ambiguous, downside, downsides, drawback, drawbacks, obstacle, obstacles, barrier, barriers, risk, risks,
    invalidated, touched, hurt, hurts, objection, objections, concern, concerns, trouble, troubles, difficulty,
    difficulties, complaint, complaints, complained, complains, questions, hurdle, hurdles
");

/// The effects that do harm, too: "No side effects".
pub(in super::super) const EFFECTS: &WordList = words!("side, ill, negative, adverse, bad, harmful, unwanted, after");

/// What begins a clause of its own: "Not after the fix breaks it".
pub(in super::super) const CONDITIONS: &WordList = words!("
    if, when, once, after, as, because, since, unless, until, before, while, where, without, for, that, which, whose
");

/// What says where and with what.
pub(in super::super) const PLACES: &WordList = words!("in, on, with, by, at, to, from, under, during, via");

/// Words behind "never" that begin no instruction: "Never in production", "Never before".
pub(in super::super) const NO_COMMANDS: &WordList = words!("
    a, an, the, any, one, in, on, at, with, without, for, from, by, to, under, during, after, before, again, since,
    until, unless, if, when, ever, really, quite, fully, seen, found, heard, known, been, had, was, were, is, are, will,
    would, can, could, has, have, did, does, do, should, must, so, as, that, this, there, it, we, i, they, once, easy,
    clean, good, mind, reliably, entirely, completely, permanently, officially, anything, what, worth, long, happens, happen, gonna, going
");

/// Words in "-ing" behind "not" that are no deed of the user's: "Not working", "Not anything we know".
pub(in super::super) const NO_DEEDS: &WordList = words!("
    working, existing, helping, anything, something, everything, nothing, during, according, having, being, depending,
    including, knowing, missing, surviving, convincing, promising, lasting, going, happening, coming, surprising,
    making, counting, involving, considering, causing, pending, meeting, relating, referring
");

/// What "neither" is said of.
pub(in super::super) const BOTH: &WordList = words!("
    of them, of these, of those, of the two, of both, one, applies, apply, is the case, is true, is so, holds, happens
");

/// Words that deny a clause, beside those that deny a word: "data loss is ruled out".
pub(in super::super) const DENIED: &WordList = words!("
    none, neither, impossible, excluded, ruled, nowhere, didn't, wasn't, weren't, hasn't, haven't, unaffected, feared
");

/// The forms of losing something.
pub(in super::super) const LOSING: &WordList = words!("lose, loses, losing, lost, loss, losses");

/// What becomes of a loss that is none in the end.
pub(in super::super) const MENDED: &WordList = words!("
    prevented, avoided, restored, recovered, recoverable, resent, redelivered, replayed, retried, impossible, another,
    unrelated, different, separate
");

/// What may stand before those: "is always restored", "can be recovered", "is a different bug".
pub(in super::super) const SKIPPED: &WordList = words!("
    be, a, always, automatically, then, later, fully, completely, safely
");

/// What keeps a loss from happening, before it.
pub(in super::super) const PREVENTING: &WordList = words!("
    against, prevent, prevents, prevented, preventing, avoid, avoids, avoided, avoiding
");

/// Words behind "nobody" with which something is so, and nobody saw it: "Nobody noticed the loss of data".
pub(in super::super) const DEFINITE: &WordList = words!("the, that, this, these, their, how, why, when, is, was, are, were");

/// Words before a thing that is said to be so.
pub(in super::super) const ARTICLES: &WordList = words!("a, an, the, only, just, it's, its, it, is, this, that, yes, rather");

/// What users do about a bug, and only they: a developer reverts and patches, too.
pub(in super::super) const REMEDIES: &WordList = words!("
    restart, restarts, restarting, downgrade, downgrades, downgrading, reboot, reboots, rebooting, reinstall,
    reinstalling, pin, pinning, disable, disabling, reload, reloads, reloading, relaunch, relaunching, clearing
");

/// Those who do it, beside [`PERSONS`].
pub(in super::super) const PRONOUNS: &WordList = words!("one, you, we, they, them, everyone, everybody");

/// What is said to those.
pub(in super::super) const TELLING: &WordList = words!("
    tell, told, telling, ask, asked, asking, advise, advised, advising, recommend, recommended
");

/// What there is only one of.
pub(in super::super) const OPTIONS: &WordList = words!("
    way, option, workaround, remedy, cure, choice, alternative, solution, thing, chance
");

/// Words with which nothing is found, or nothing helps.
pub(in super::super) const UNFOUND: &WordList = words!("
    none, nobody, noone, would, wanted, needed, looking, wait, waiting, nowhere, little
");

/// What is said of a workaround that there is now.
pub(in super::super) const FOUND: &WordList = words!("found, exists, works, known, available, helps");

/// What becomes of rows that are lost.
pub(in super::super) const GONE: &WordList = words!("
    lost, gone, vanish, vanishes, vanished, disappear, disappears, disappeared, dropped, deleted, wiped, erased,
    overwritten, destroyed, corrupted, corrupt, eaten
");

/// What loses them.
pub(in super::super) const LOSING_ROWS: &WordList = words!("
    lose, loses, lost, drops, deletes, wipes, erases, overwrites, destroys, corrupts, eats
");

/// What keeps a row or a backup from being lost: where there is none that does, it is.
pub(in super::super) const SURVIVING: &WordList = words!("survive, survives, survived, recoverable, restorable");

/// What nobody but its owner may see.
pub(in super::super) const SECRETS: &WordList = words!("
    password, passwords, token, tokens, credential, credentials, secret, secrets, passphrase, passphrases
");

/// What is so where others see it.
pub(in super::super) const EXPOSED: &WordList = words!("
    leak, leaks, visible, readable, printed, logged, public, published
");

/// What shows it to others, or what these do.
pub(in super::super) const EXPOSING: &WordList = words!("leaks, exposes, reveals, discloses, publishes, logs, prints, read, see, steal");

/// What takes the harm out of either: what is hidden, what is meant so, what happens only now and then.
pub(in super::super) const HARMLESS: &WordList = words!("
    only, just, if, unless, would, could, admin, admins, intended, intentionally, request, nobody, dummy, test, tests,
    staging, hashed, encrypted, masked, redacted, expired, hidden
");

/// What is no more than a copy of rows, or comes back.
pub(in super::super) const PASSING: &WordList = words!("
    log, logs, debug, trace, traces, metrics, telemetry, cache, cached, temp, temporary, preview, duplicate, duplicates,
    index, indexes, session, sessions, view, reappear, reappears, again, back
");

/// What people and programs do with what a bug breaks.
pub(in super::super) const TASKS: &WordList = words!("
    log in, login, log on, log out, sign in, sign up, check out, check in, pay, save, order, buy, book, upload, download,
    print, connect, join, play, boot, open, start, install, update, upgrade, work, proceed, continue, register,
    authenticate, deploy, publish, search, sync, send, receive, export, import, load, log back in
");

/// What stands behind them, where all of them are stopped.
pub(in super::super) const STOPPED: &WordList = words!("
    anything, any, anymore, again, at, since, after, now, today, right, because, until
");

/// What things do that work: the part of [`WORKING`] that is never said of a condition, as "matches" and "loads" are.
pub(in super::super) const LIVING: &WordList = words!("
    boot, boots, start, starts, work, works, arrive, arrives, play, plays, finish, finishes, complete, completes,
    succeed, succeeds, respond, responds, connect, connects
");

/// The same, in two words, of things.
pub(in super::super) const COMING_UP: &WordList = words!("
    comes up, come up, came up, comes back, come back, came back, turns on, turn on, powers on, power on, powers up,
    power up
");

/// The same, of people as well.
pub(in super::super) const GETTING_IN: &WordList = words!("
    goes through, go through, went through, gets through, get through, got through, gets in, get in, got in,
    gets past, get past, got past
");

/// What a clause of its own begins with behind a no without a comma: "no they can log in".
pub(in super::super) const CLAUSE_OPENERS: &WordList = words!("
    it, they, you, we, i, he, she, this, that, these, those, everything, everyone, everybody, all, both, the, our, my,
    your, their, its, people, still, just, only, but, there, and
");

/// What comes up and is none of what should.
pub(in super::super) const TROUBLES: &WordList = words!("
    problem, problems, issue, issues, bug, bugs, objection, objections, doubt, doubts, regression, regressions, fix,
    hotfix, workaround, workarounds
");
