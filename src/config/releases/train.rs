//! A release train in the configuration: `{every: 8 weeks, from: 2026-10-07, name: "{yy}.{mm}", freeze: 15 days before}`.

use super::{by_component, date, inline, late_burn_down};
use crate::calendar::train::{Before, DayOff, Every, PLACEHOLDERS, Train};
use crate::calendar::{Calendar, Release, WorkingDays};
use crate::config::keys;
use crate::proposal::yaml_tree::Node;
use crate::rule::nearest;
use crate::settings::{Map, Reader, listed, short};
use std::collections::HashSet;

/// The longest time between two releases, and before one, in days: some years.
const MOST_DAYS: u32 = 2_000;

/// The releases of a rule; those listed in `except` have their own dates, as far as they give them, or are added.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node, days: &WorkingDays) -> Option<Calendar> {
    let map = reader.mapping(node, "`releases`", &keys::TRAIN)?;
    let mut except = map.get("except").and_then(|node| inline(reader, node)).unwrap_or_default();
    let train = train(reader, map)?;
    let mut releases = train.releases(days);
    // Days and working days differ from one release to another: what is late in all of them was meant otherwise.
    let late = |release: &Release| late_burn_down(release.burn_down, release.freeze);
    if let Some(message) = releases.first().and_then(late)
        && releases.iter().all(|release| late(release).is_some())
    {
        reader.wrong(map.key_span("burn-down"), message);
        return None;
    }
    let mut made = HashSet::new();
    if let Some(twice) = releases.iter().find(|release| !made.insert(release.name.clone())) {
        let message = format!(
            "two releases would be called `{}`: tell them apart with one of {}",
            short(&twice.name),
            PLACEHOLDERS.join(", ")
        );
        reader.wrong(map.key_span("name"), message);
        return None;
    }
    for own in except.releases.iter_mut().filter(|own| made.contains(&own.name)) {
        train.complete(own, days);
    }
    let own: HashSet<&str> = except.releases.iter().map(|release| release.name.as_str()).collect();
    releases.retain(|release| !own.contains(release.name.as_str()));
    releases.extend(except.releases);
    Some(Calendar { made, ..Calendar::new(releases) })
}

fn train(reader: &mut Reader<'_>, map: Map<'_>) -> Option<Train> {
    let node = reader.required(map, "every", "a release train")?;
    let every = every(reader, node);
    let node = reader.required(map, "from", "a release train");
    let from = node.and_then(|node| date(reader, node, "`from`"));
    let node = reader.required(map, "name", "a release train");
    let name = node.and_then(|node| name(reader, node));
    let until = map.get("until").and_then(|node| date(reader, node, "`until`"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        reader.wrong(map.key_span("until"), format!("`until` ({until}) is before `from` ({from})"));
    }
    let first =
        map.get("first").and_then(|node| reader.number(node, "`first`", 0, keys::MOST_NUMBER));
    let mut when = |key: &str| map.get(key).and_then(|node| before(reader, node, key));
    let (burn_down, freeze) = (when("burn-down"), when("freeze"));
    let mut components = Vec::new();
    if let Some(node) = map.get("components") {
        for entry in by_component(reader, node) {
            let own = reader.mapping(&entry.value, "a component's dates", &keys::TRAIN_COMPONENT);
            let node = own.and_then(|own| reader.required(own, "freeze", "a component"));
            if let Some(before) = node.and_then(|node| before(reader, node, "freeze")) {
                components.push((entry.key.clone(), before));
            }
        }
    }
    let day_off = map.get("day-off").and_then(|node| day_off(reader, node)).unwrap_or_default();
    Some(Train {
        every: every?,
        from: from?,
        until,
        name: name?.to_owned(),
        first: first.unwrap_or(1),
        burn_down,
        freeze,
        components,
        day_off,
    })
}

/// What releases are called; what is in braces stands for something.
fn name<'n>(reader: &mut Reader<'_>, node: &'n Node) -> Option<&'n str> {
    let name = reader.text(node, "`name`")?;
    let known = |rest: &str| PLACEHOLDERS.into_iter().find(|known| rest.starts_with(known));
    let mut rest = name;
    while let Some(at) = rest.find(['{', '}']) {
        rest = &rest[at..];
        if let Some(known) = known(rest) {
            rest = &rest[known.len()..];
            continue;
        }
        let word = rest.find('}').map_or(rest, |end| &rest[..=end]);
        let hint = nearest(word, PLACEHOLDERS).map_or_else(
            || format!("known are {}", listed(&PLACEHOLDERS)),
            |near| format!("did you mean `{near}`?"),
        );
        reader.wrong(node.span, format!("`{}` stands for nothing: {hint}", short(word)));
        return None;
    }
    Some(name)
}

/// `8 weeks`, `14 days`, `3 months`.
fn every(reader: &mut Reader<'_>, node: &Node) -> Option<Every> {
    let text = reader.text(node, "`every`")?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let read = match words[..] {
        ["day" | "week" | "month"] => length("1", words[0]),
        [count, unit] => length(count, unit),
        _ => None,
    };
    let zero = matches!(read, Some(Every::Days(0) | Every::Months(0)));
    if read.is_none() || zero {
        let message = format!(
            "`every` is `{}`: write it like `8 weeks`, `14 days` or `3 months`",
            short(text)
        );
        reader.wrong(node.span, message);
        return None;
    }
    read
}

fn length(count: &str, unit: &str) -> Option<Every> {
    let count = count.parse::<u32>().ok().filter(|&count| count <= MOST_DAYS)?;
    match unit {
        "day" | "days" => Some(Every::Days(count)),
        "week" | "weeks" => Some(Every::Days(count * 7)).filter(|_| count * 7 <= MOST_DAYS),
        "month" | "months" => Some(Every::Months(count)).filter(|_| count <= 60),
        _ => None,
    }
}

/// `15 days before`, `2 weeks before`, `10 working days before`.
fn before(reader: &mut Reader<'_>, node: &Node, key: &str) -> Option<Before> {
    let text = reader.text(node, format_args!("`{key}`"))?;
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "before").collect();
    let read = match words[..] {
        [count, "working", "day" | "days"] => {
            count.parse().ok().filter(|&n| n <= MOST_DAYS / 5).map(Before::WorkingDays)
        }
        [count, unit] => match length(count, unit) {
            Some(Every::Days(days)) => Some(Before::Days(days)),
            _ => None,
        },
        _ => None,
    };
    if read.is_none() {
        let message = format!(
            "`{key}` is `{}`: write it like `15 days before`, `2 weeks before` or `10 working days before`",
            short(text)
        );
        reader.wrong(node.span, message);
    }
    read
}

fn day_off(reader: &mut Reader<'_>, node: &Node) -> Option<DayOff> {
    let text = reader.text(node, "`day-off`")?;
    let known = keys::DAYS_OFF.iter().find(|(name, ..)| *name == text);
    if known.is_none() {
        let message = format!(
            "`day-off` is `{}`: it is one of {}",
            short(text),
            listed(&keys::DAYS_OFF.map(|(name, ..)| name))
        );
        reader.wrong(node.span, message);
    }
    known.map(|(_, day_off, _)| *day_off)
}
