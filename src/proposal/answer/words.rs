//! The words that decide: every list of the readers in one place, lower case, without curly apostrophes.

mod counting;

use crate::proposal::evidence::words::months;
use crate::proposal::wordlist::{WordList, words};
pub(super) use counting::{
    ABBREVIATIONS, ABOVE, AFTER_PRONOUN_ONE, AT_LEAST, AT_MOST, AT_MOST_BEHIND, BEFORE_PRONOUN_ONE, BETWEEN_NOUNS,
    BYTES, NUMBERS, STEPS, UNDER, UNITS, VAGUE,
};

/// Words that say yes wherever they lead.
pub(super) const YES: &WordList = words!("yes, yep, yeah, yea, yup, yess, aye, affirmative, true");

/// Words that say yes only when nothing follows in their clause: "On Windows" says where, "Correct rows" what.
pub(super) const YES_ALONE: &WordList = words!("y, on, correct, positive, right, sure, confirmed");

/// Words that say no wherever they lead.
pub(super) const NO: &WordList = words!("no, nope, nah, nay, none, never, not, false");

/// What begins a line that was added to an answer.
pub(super) const ADDED: &WordList = words!("
    edit, edited, edit1, edit2, edit3, update, updated, update1, update2, update3, upd, correction
");

/// What may stand behind that, before the words that were added.
pub(super) const DATING: &WordList = words!(concat!(
    months!(),
    ", on, by, at, from, today, utc, cet, am, pm, st, nd, rd, th, mon, monday, tue, tuesday, wed, wednesday, thu,
     thursday, fri, friday, sat, saturday, sun, sunday, yesterday, later"
));

/// What says in such a line who or what it is from, up to a colon: "after talking to support:".
pub(super) const HEARD: &WordList = words!("after, per, according, following, thanks, since");

/// Words that say yes in such a line.
pub(super) const SAID_YES: &WordList = words!("yes, yep, yeah, yup");

/// Words that say no in such a line.
pub(super) const SAID_NO: &WordList = words!("no, nope, nah");

/// Words behind those with which a bug is as it was: "Update: no, still broken".
pub(super) const STILL_SO: &WordList = words!("
    still broken, still wrong, still fails, still failing, still there, still happens, still happening, still crashes,
    still crashing, still open, still present, still reproducible, still affected, still not fixed, still the same,
    still an issue, still a problem, not fixed, not yet fixed, no fix, unfixed
");

/// Words that say no only when nothing follows in their clause.
pub(super) const NO_ALONE: &WordList = words!("n, off, negative, incorrect");

/// Signs that say yes.
pub(super) const YES_SIGNS: &[char] = &['✅', '✔', '☑', '👍', '✓', '🗹', '🆗'];

/// Signs that say no.
pub(super) const NO_SIGNS: &[char] = &['❌', '✗', '✘', '✖', '✕', '👎', '🚫', '⛔', '❎'];

/// Signs of boxes that are not ticked.
pub(super) const EMPTY_BOXES: &WordList = words!("☐, ⬜, □");

/// Signs by name, as chats and trackers write them between colons, and whether they say yes.
pub(super) const SHORTCODES: &[(&str, bool)] = &[
    ("white_check_mark", true), ("heavy_check_mark", true), ("ballot_box_with_check", true),
    ("thumbsup", true), ("check", true), ("x", false), ("negative_squared_cross_mark", false),
    ("thumbsdown", false), ("no_entry", false), ("no_entry_sign", false), ("cross", false),
];

/// Words that underline a yes when they stand alone, and a yes or no that follows.
pub(super) const EMPHATIC: &WordList = words!("
    definitely, absolutely, certainly, indeed, exactly, of course, for sure, without a doubt, very much so, totally,
    that is correct, that's correct, that is right, that's right
");

/// Words before the answer proper.
pub(super) const FILLERS: &WordList = words!("
    well, so, ok, okay, oh, hmm, hm, um, unfortunately, sadly, luckily, fortunately, currently, obviously, clearly,
    technically, honestly, actually, basically, sorry, to be honest, in short, in a word, so far, as of now,
    as of today, as yet, at the moment, at present, right now, for now, still, yet, tl;dr, tldr, the answer is,
    short answer, my answer is, the short answer is, and
");

/// Labels before the answer, with a colon, dash, bracket or dot behind them, in whatever part of it. Those with a colon at
/// its beginning are the formats' (`markdown/labels.rs`), and are left out before.
pub(super) const LABELS: &WordList = words!("
    a, ans, answer, my answer, our answer, short answer, response, reply, re, answered
");

/// "No", "not" and "none" in phrases that say something else: neither yes nor no.
pub(super) const NO_IDIOMS: &WordList = words!("
    no one, no doubt, no question, no wonder, no matter, no less, no fewer, no sooner, not only, not just,
    not merely, not simply, false positives, false positive, false negatives, false negative, no big deal, no worries, no need, no objection, no objections, not hard, not difficult, not complicated, not complex, not tricky, not too hard, not too difficult,
    not that hard, not very hard, not particularly hard, no kidding, no joke, no exaggeration, no lie, not a few,
    no brainer, no op, no ops, not always, not every time, not all the time, not in all cases, not in every case,
    not on every run, not in every run, not on every device, false result, false results, false total, false totals,
    false value, false values, false number, false numbers, false amount, false amounts, false sum, false sums,
    false data, false price, false prices, false reading, false readings, false output, false outputs, false figures,
    false calculation, false calculations, false alarms
");

/// What stands before a word that takes the first one back: "No, wait: yes", "Technically yes, in practice no".
pub(super) const TURNS: &WordList = words!("
    wait, no wait, sorry, correction, actually, now, changed to, updated to, rather, so, hence, therefore, in practice,
    practically, in reality, realistically, effectively, really, de facto, in theory, theoretically, technically, on paper
");

/// Words before a noun that says whose or which it is.
pub(super) const DETERMINERS: &WordList = words!("the, our, my, your, its, their, these, those, this, that, all");

/// Participles of trying something out: who says "no" and that nobody has, does not know.
pub(super) const TRIED: &WordList = words!("
    tested, tried, checked, investigated, looked, assessed, evaluated, test, try, check, investigate, look, assess,
    evaluate
");

/// What cannot be told when it leads with "no": "No numbers yet".
pub(super) const KNOWLEDGE: &WordList = words!("
    numbers, number, data, figures, info, information, statistics, stats, telemetry, measurements, measurement,
    metrics, knowledge, insight, details, estimate, estimates, feedback, repro, repros, reproduction, reproducer,
    investigation, investigations, analysis
");

/// Words between "no" and those: "No hard numbers yet". Others say what is not wrong: "No wrong numbers".
pub(super) const KNOWLEDGE_KINDS: &WordList = words!("
    hard, usage, real, exact, reliable, solid, firm, user, more, good, further, such, statistical, precise,
    concrete, public
");

/// What may follow those: "No data is lost" is a plain no.
pub(super) const KNOWLEDGE_TAIL: &WordList = words!("
    yet, on, about, for, available, so, to, at, how, whether, exist, exists, here, regarding, that, currently, from
");

/// Participles of finding out: "not …", "nobody has …", "never …" with one of them is an honest "unknown".
pub(super) const FINDING_OUT: &WordList = words!("
    known, investigated, tested, checked, measured, looked, tried, determined, verified, confirmed, examined,
    assessed, evaluated, analysed, analyzed, researched, explored, counted, surveyed, asked, established, decided,
    clear, studied, quantified, estimated, profiled, benchmarked, understood, reviewed, validated, told, said,
    described, recorded, stated
");

/// Single words that say "unknown" where a clause ends behind them or one of [`UNKNOWN_TAIL`] follows.
pub(super) const UNKNOWN_WORDS: &WordList = words!("
    unknown, unclear, untested, unverified, unconfirmed, undetermined, undecided, uninvestigated, unmeasured,
    unexplored, unassessed, tbi, investigating, unknowable
");

/// See [`UNKNOWN_WORDS`].
pub(super) const UNKNOWN_TAIL: &WordList = words!("
    yet, so, by, on, at, for, in, as, because, whether, how, if, since, still, to, until, but, and, or, what, which,
    who, with, right, currently, now, when, why, here
");

/// Phrases that say "unknown" wherever they lead.
pub(super) const UNKNOWN_PHRASES: &WordList = words!("
    don't know, dont know, do not know, doesn't know, can't tell, cannot tell, can not tell, can't say, cannot say,
    can not say, can't be told, cannot be told, can't be determined, cannot be determined, could not be determined,
    to be tested, to be checked, to be verified, to be measured, couldn't tell, couldn't say, hard to say,
    hard to tell, difficult to say, difficult to tell, impossible to say, impossible to tell, too early to say,
    too early to tell, too soon to say, too soon to tell, nobody knows, no one knows, noone knows, god knows,
    who knows, no idea, no clue, not a clue, no way to know, no way to tell, no way of knowing, not enough data,
    not enough information, insufficient data, under investigation, being investigated, to be investigated,
    needs investigation, remains to be seen, open question, have no idea, not in a position to say,
    not in a position to tell, not in a position to judge, no tests run, no tests done, no tests were run,
    no tests have been run, no testing done, no testing yet, no testing so far, no evidence either way,
    no evidence one way or the other, no evidence for or against, no response yet, no response from support,
    no response from the vendor, no reply yet, no reply from support, no reply from the vendor, not my area,
    not our area, not my field, not my department, not my expertise
");

/// Participles of what there should be to answer from: "Not provided", "None given".
pub(super) const GIVEN: &WordList = words!("
    provided, specified, given, reproduced, discussed, mentioned, supplied, available
");

/// What may follow those.
pub(super) const GIVEN_TAIL: &WordList = words!("
    yet, so far, here, by, anywhere, currently, at the moment, at present, right now, in the issue, in the report,
    in the ticket, in the thread
");

/// People, before "have not checked".
pub(super) const PEOPLE: &WordList = words!("i, we, they, i've, we've, they've, you, team, qa");

/// Nobody, before "has looked".
pub(super) const NOBODY: &WordList = words!("nobody, no one, noone, none of us");

/// The same, as verbs: "we did not check".
pub(super) const FIND_OUT: &WordList = words!("
    know, check, test, measure, look, investigate, try, verify, tell, say, ask, assess, evaluate, count, determine,
    confirm
");

/// What "none" and "never" say "unknown" with: "None tested"; "None known" is a no.
pub(super) const TRYING: &WordList = words!("
    tested, tried, checked, measured, investigated, looked, assessed, evaluated
");

/// Helping verbs and adverbs between a subject and what it has or has not found out.
pub(super) const HELPERS: &WordList = words!("
    has, have, had, is, are, was, were, been, be, being, yet, still, so, far, really, properly, fully, even, ever,
    currently, actually, did, do, does, could, can, remains, a, an, to, it, entirely, all
");

/// The subjects of a short sentence about the bug, the workaround or the fix.
pub(super) const SUBJECTS: &WordList = words!("
    it, this, that, there, it's, that's, there's, they, we, one, users, the workaround, a workaround, the fix,
    the bug, the issue, the function, the input
");

/// Answers that are none when they stand alone.
pub(super) const NON_ANSWERS: &WordList = words!("
    tbd, tba, tbc, tbf, todo, to do, wip, fixme, xxx, work in progress, in progress, pending, later, soon, asap,
    tomorrow, next week, see above, see below, above, below, as above, as below, same as above, same as below,
    same as before, see previous, see above and below, see above for details, see below for details, cf above,
    see prior, see earlier, same, same here, same answer, same again, ditto, idem, ibid, idk, dunno, shrug, obvious,
    obviously, self explanatory, self evident, evident, will fill in, will fill in later, will add, will add later,
    will update, will update later, will follow, will do, to follow, to come, to be determined, to be confirmed,
    to be decided, to be done, to be discussed, to be defined, to be filled, to be filled in, to be added,
    to be announced, to be written, to be provided, to be completed, to be updated, coming soon, coming later,
    fill in later, details later, details to follow, more later, stay tuned, not filled in, no answer,
    no answer yet, no comment, no opinion, not answered, asdf, blah, lorem ipsum, whatever, ok, okay
");

/// Markers that make an answer none when they lead, written in capitals or with nothing behind them in their clause.
pub(super) const MARKERS: &WordList = words!("tbd, tba, tbc, todo, wip, fixme, xxx, tbf");

/// Beginnings that make an answer none whatever follows in a short sentence.
pub(super) const PENDING: &WordList = words!("
    to be determined, to be confirmed, to be decided, to be done, to be discussed, to be filled, to be added,
    to be announced, to be written, to be provided, coming soon, work in progress
");

/// Beginnings that need one of [`LATER`] behind them: "will add latency" is an answer, "will add later" is none.
pub(super) const PROMISES: &WordList = words!("
    will fill, will add, will update, pending, i'll add, i'll fill, waiting for, waiting on, awaiting
");

/// See [`PROMISES`].
pub(super) const LATER: &WordList = words!("
    later, soon, this, tomorrow, in, once, when, details, more, after, next, asap, info, numbers, it, review,
    investigation, confirmation, approval, on, until, feedback, analysis, results, qa, reply, data
");

/// Where a pointer points that the answer itself must follow up.
pub(super) const POINTERS: &WordList = words!("
    see above, see below, as above, as below, same as above, same as below, see previous, see earlier
");

/// Words around a lone mention.
pub(super) const MENTION_FILLERS: &WordList = words!("
    ask, cc, ping, see, to, and, please, can, you, could, check, knows, will, answer, fill, this, in, or, by, from,
    for, help
");

/// "Not applicable" in its forms; "na" counts in capitals or alone.
pub(super) const NOT_APPLICABLE: &WordList = words!("
    n/a, not applicable, inapplicable, does not apply, doesn't apply, doesnt apply, this does not apply,
    non applicable
");

/// Words that are no reason behind "N/A".
pub(super) const NO_REASON: &WordList = words!("
    for, now, yet, here, currently, at, the, moment, this, so, far, tbd, n/a, todo
");

/// What an empty form field and an empty YAML value say.
pub(super) const BLANKS: &WordList = words!("no response, null, nil, undefined");

/// Instructions of a template, wherever they lead, alone or with an answer behind them.
pub(super) const INSTRUCTIONS: &WordList = words!("
    add details here, add detail here, add details, add description here, add answer here, add your answer here,
    add text here, add more details here, add link here, your answer, your answer here, answer here,
    answer goes here, enter answer here, enter text here, enter details here, type here, type your answer here,
    write here, write your answer here, insert here, insert text here, insert answer here, insert link here,
    describe here, describe it here, explain here, details here, fill in here, fill this in, fill in this section,
    link here, description here, text here, please fill in, placeholder
");

/// Beginnings of an instruction that fills its sentence, and the whole answer.
pub(super) const IMPERATIVES: &WordList = words!("
    please explain, please describe, please provide, please specify, please fill, please add, please list,
    please answer, please state, please give, please justify, please elaborate, please include, explain why,
    explain how, explain what, explain the, explain your, explain in, describe the, describe how, describe what,
    describe why, describe any, describe your, replace with, replace this, justify the, justify your,
    briefly describe, briefly explain
");

/// Beginnings of a hint in parentheses.
pub(super) const PARENTHETIC: &WordList = words!("
    discussion of, describe, explain, what, why, how, if, please, e.g, for example, optional, required, list, state
");

/// Words that take certainty away.
pub(super) const HEDGES: &WordList = words!("
    potentially, reportedly, almost certainly, pretty sure, fairly sure, i'm pretty sure, i'm fairly sure, tbc,
    to be confirmed,
    probably, very probably, most probably, maybe, perhaps, presumably, possibly, supposedly, allegedly, arguably,
    apparently, hopefully, theoretically, in theory, likely, most likely, very likely, quite likely, more likely,
    highly likely, unlikely, very unlikely, most unlikely, highly unlikely, quite unlikely, more than likely,
    i think, i'd think, i would think, we think, i assume, i'd assume, i would assume, we assume, assuming, i guess,
    i'd guess, i would guess, we guess, my guess, my guess is, at a guess, best guess, just a guess, guessing,
    guess so, i believe, i'd believe, we believe, i suspect, we suspect, i suppose, we suppose, i expect,
    i'd expect, i would expect, we expect, i hope, we hope, i'd say, i would say, i feel, i imagine, i presume,
    i reckon, should be, might be, may be, could be, might, not sure, not so sure, not too sure, not entirely sure,
    not quite sure, not really sure, not completely sure, not totally sure, not 100 sure, not certain,
    not convinced, i'm not sure, im not sure, i am not sure, we're not sure, we are not sure, unsure, uncertain,
    doubtful, as far as i know, as far as we know, as far as i can tell, as far as we can tell, as far as i can see,
    so far as i know, so far as we know, afaik, afaict, afaics, iirc, to my knowledge, to our knowledge,
    to the best of my knowledge, to the best of our knowledge, seems, it seems, seemingly, looks like,
    it looks like, appears, it appears, kind of, sort of, kinda, not necessarily
");

/// Hedges of what one knows: they count at any place of the first sentence.
pub(super) const EPISTEMIC: &WordList = words!("
    as far as i know, as far as we know, as far as i can tell, as far as we can tell, as far as i can see,
    so far as i know, so far as we know, afaik, afaict, afaics, iirc, to my knowledge, to our knowledge,
    to the best of my knowledge, to the best of our knowledge, that i know, that we know, that we've seen,
    that i've seen, that i know of, that we know of, i know of, we know of, that i'm aware of, that i am aware of,
    that we noticed, that i noticed, that we've noticed, that i've noticed, that we have noticed, that we have seen,
    that i have seen, that we're aware of, that we are aware of, i'm aware of, i am aware of, we're aware of, we are aware of,
    i could find
");

/// Hedges after which nothing decides any more.
pub(super) const UNSURE: &WordList = words!("
    not sure, not so sure, not too sure, not entirely sure, not quite sure, not really sure, not completely sure,
    not totally sure, not 100 sure, not certain, not convinced, i'm not sure, im not sure, i am not sure,
    we're not sure, we are not sure, unsure, uncertain, doubtful, not necessarily
");

/// Words behind those that say that it is so, and ask for more.
pub(super) const ASKING: &WordList = words!("why, how, which, what, where, when, who, whose");

/// A hedged yes in one phrase.
pub(super) const THINK_SO: &WordList = words!("
    i think so, i believe so, i guess so, i suppose so, i assume so, i expect so, we think so, we believe so,
    seems so, guess so
");

/// A hedged no in one phrase.
pub(super) const THINK_NOT: &WordList = words!("
    i don't think so, i dont think so, i do not think so, we don't think so, we do not think so, don't think so,
    i don't believe so, i do not believe so, i doubt it, we doubt it, i doubt that, i think not, i guess not,
    i believe not, i suppose not, i hope not, not that i know,
    i don't know of, i do not know of, we don't know of, we do not know of, i'm not aware of, i am not aware of,
    we're not aware of, we are not aware of, not aware of
");

/// Words that turn the meaning of an option around.
pub(super) const NEGATIONS: &WordList = words!("
    not, no, never, isn't, isnt, aren't, arent, wasn't, neither, nor, hardly, barely, without, non, less, don't,
    doesn't, cannot, can't, won't, nothing, wouldn't, couldn't, shouldn't
");

/// Helping verbs by the verb they are a form of, and whether they deny.
pub(super) const AUXILIARIES: &[(&str, &str, bool)] = &[
    ("do", "do", false), ("does", "do", false), ("did", "do", false), ("don't", "do", true),
    ("doesn't", "do", true), ("didn't", "do", true), ("dont", "do", true), ("doesnt", "do", true),
    ("is", "be", false), ("are", "be", false), ("was", "be", false), ("were", "be", false),
    ("isn't", "be", true), ("aren't", "be", true), ("wasn't", "be", true), ("weren't", "be", true),
    ("isnt", "be", true), ("arent", "be", true), ("can", "can", false), ("can't", "can", true),
    ("cannot", "can", true), ("cant", "can", true), ("will", "will", false), ("won't", "will", true),
    ("wont", "will", true), ("has", "have", false), ("have", "have", false), ("hasn't", "have", true),
    ("haven't", "have", true),
];

/// Subject and helping verb in one word.
pub(super) const CONTRACTIONS: &[(&str, &str)] = &[
    ("it's", "be"), ("there's", "be"), ("that's", "be"), ("they're", "be"), ("it'll", "will"),
    ("they'll", "will"), ("there'll", "will"),
];

/// Words that carry no meaning of their own in a short sentence.
pub(super) const STOP_WORDS: &WordList = words!("
    a, an, the, to, of, be, in, it, with, and, or, any, even, by, at, also, still, really, indeed, actually,
    definitely, certainly, already, so, this
");

/// Words before a noun that does or does not exist.
pub(super) const KINDS: &WordList = words!("
    known, reasonable, good, practical, easy, simple, viable, real, other, such, documented, acceptable, safe,
    working
");

/// Sentences that go on with what does or does not exist.
pub(super) const WE_FOUND: &WordList = words!("
    we have, we found, we have found, we know of, we see, i found, i know of, i see, users have, we could find
");

/// Participles that make "could be" and "should be" a matter of fact or of plans.
pub(super) const FACTS: &WordList = words!("
    reproduced, confirmed, seen, verified, traced, observed, shown, bisected, fixed, merged, shipped, released,
    reverted, backported
");

/// Words behind "it appears" with which it does appear.
pub(super) const OCCASIONS: &WordList = words!("in, on, with, when, for, at, after, every, once, twice, only, if");

/// Words behind "it does" that say when.
pub(super) const CASES: &WordList = words!("for, when, if, on, because, since, whenever");

/// Words that begin what is beside the point of a short sentence: when, where and why it holds.
pub(super) const CUTS: &WordList = words!("
    for, when, if, on, because, since, as, after, while, whenever, during, using, via, through, where, today, every,
    which, that, see
");

/// Words that take a short sentence back.
pub(super) const CONTRASTS: &WordList = words!("
    but, only, unless, except, yet, though, although, however, hardly, correct, not
");

/// Words of questions that ask for harm.
pub(super) const HARM: &WordList = words!("
    breach, vulnerability, lose, lost, loss, incorrect, wrong, error, errors, crash, crashes, hang, bug, regression,
    corrupt, corrupted, outage
");

/// Words of questions that ask whether harm is mended.
pub(super) const MENDING: &WordList = words!("fix, fixed, test, tests, tested, verified, covered, shown, show, merged");

/// What may stand between a hedge and the value that it hedges.
pub(super) const IT_IS: &WordList = words!("it is, it's, the answer is");

/// Verbs that begin a sentence whose subject is left out: "Hasn't been tested".
pub(super) const AUX_FIRST: &WordList = words!("
    hasn't, haven't, has, have, wasn't, didn't, did, isn't, is, don't, couldn't
");
