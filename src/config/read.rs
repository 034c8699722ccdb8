//! From the YAML of a configuration to a [`Config`].

use super::{Config, ConfigError, file, issues, keys, releases, timing, tracker};
use crate::files;
use crate::order;
use crate::policy::files::is_path;
use crate::policy::{builtin, load};
use crate::proposal::yaml_tree::{Node, NodeKind};
use crate::rule::{RULES, nearest};
use crate::settings::{Map, Reader, listed, short};
use std::path::Path;
use std::sync::Arc;

pub(super) fn config(text: &str, path: &Path, before: &Config) -> Result<Config, Vec<ConfigError>> {
    let mut reader = Reader::new(text);
    let mut config = Config { path: Some(path.to_owned()), ..Config::default() };
    if let Some(root) = reader.root()
        && !matches!(root.kind, NodeKind::Null)
        && let Some(map) = reader.mapping(&root, "the configuration", &keys::CONFIG)
    {
        fill(&mut config, &mut reader, map, path, before);
    }
    order::by_key(&mut config.faults, |fault| fault.span);
    if reader.is_clean() { Ok(config) } else { Err(reader.finish()) }
}

fn fill(config: &mut Config, reader: &mut Reader<'_>, map: Map<'_>, path: &Path, before: &Config) {
    if let Some(node) = map.get("policy") {
        policy(config, reader, node, path, before);
    }
    config.include = globs(reader, map, "include");
    config.exclude = globs(reader, map, "exclude");
    if let Some(node) = given(map, "tracker") {
        tracker::read(config, reader, node, path, &before.tracker);
    }
    if let Some(node) = given(map, "issues") {
        config.issues = issues::read(reader, node);
    }
    // Calendars are read by the days that are worked on, and where it is which day.
    let faults = config.faults.len();
    if let Some(node) = given(map, "timing") {
        timing::read(config, reader, node, path);
    }
    if let Some(node) = given(map, "releases") {
        let setting = releases::Setting {
            path,
            working_days: &config.working_days,
            zone: config.time_zone.as_ref(),
        };
        let read = releases::read(reader, node, &setting);
        config.calendar = read.calendar;
        config.events = read.events;
        config.files.extend(read.file);
        config.faults.extend(read.faults);
    }
    config.half_calendar = config.faults.len() > faults;
    if let Some(node) = given(map, "rules") {
        rules(config, reader, node);
    }
}

/// The value of a key, unless there is nothing behind the colon: all of it may be commented out.
fn given<'n>(map: Map<'n>, key: &str) -> Option<&'n Node> {
    map.get(key).filter(|node| node.kind != NodeKind::Null || !node.span.is_empty())
}

/// A built-in policy by its name, or a file relative to the configuration.
///
/// The file is another's text: what is wrong in it is a fault, and until it is mended the policy that held `before`
/// stands in for it.
fn policy(config: &mut Config, reader: &mut Reader<'_>, node: &Node, path: &Path, before: &Config) {
    let Some(name) = reader.text(node, "`policy`") else { return };
    if let Some(policy) = builtin::find(name) {
        config.policy = policy;
        return;
    }
    if !is_path(name) {
        let names: Vec<&str> = builtin::BUILTIN.iter().map(|(name, _)| *name).collect();
        let hint = nearest(name, names.iter().copied()).map_or_else(
            || format!("built in are {}", listed(&names)),
            |near| format!("did you mean `{near}`?"),
        );
        reader.wrong(
            node.span,
            format!("no policy is called `{}`: {hint}; a file is named by its path", short(name)),
        );
        return;
    }
    let faults = match file::read(path, name, files::MOST_SETTINGS_BYTES) {
        Ok((file, text)) => {
            let (policy, others) = load::load_file(&text, &file);
            config.files.push(file);
            config.files.extend(others);
            match policy {
                Ok(policy) => {
                    config.policy = Arc::new(policy);
                    return;
                }
                Err(errors) => file::told(node.span, name, &text, &errors),
            }
        }
        Err(message) => vec![ConfigError { span: node.span, message }],
    };
    config.faults.extend(faults);
    config.policy = before.policy.clone();
    config.stands_in = true;
}

fn globs(reader: &mut Reader<'_>, map: Map<'_>, key: &str) -> Vec<String> {
    let Some(node) = map.get(key) else { return Vec::new() };
    let mut found = Vec::new();
    for (glob, span) in reader.texts(node, &format!("`{key}`")) {
        if glob.split(['/', '\\']).any(|part| part == "..") {
            let message = format!(
                "`{}` leaves the folder of this file: put the file higher up",
                short(&glob)
            );
            reader.wrong(span, message);
            continue;
        }
        if let Some(rest) = glob.strip_prefix('!') {
            let way = if key == "include" {
                format!("write `{}` in `exclude` instead", short(rest))
            } else {
                "write patterns in `exclude` that leave it in".to_owned()
            };
            let message = format!("`{}` takes nothing back: {way}", short(&glob));
            reader.wrong(span, message);
            continue;
        }
        match super::discover::glob(&glob) {
            Ok(_) => found.push(glob),
            Err(error) => {
                reader.wrong(span, format!("`{}` is no glob: {}", short(&glob), error.kind()));
            }
        }
    }
    found
}

fn rules(config: &mut Config, reader: &mut Reader<'_>, node: &Node) {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    for entry in reader.entries(node, "`rules`") {
        if !names.contains(&entry.key.as_str()) {
            let hint = nearest(&entry.key, names.iter().copied()).map_or_else(
                || "`hotfix-lint explain` lists them".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            reader.wrong(
                entry.key_span,
                format!("no rule is called `{}`: {hint}", short(&entry.key)),
            );
            continue;
        }
        if keys::ALWAYS_ERRORS.contains(&entry.key.as_str()) {
            let message = format!("`{}` is always an error: remove it", entry.key);
            reader.wrong(entry.key_span, message);
            continue;
        }
        let Some(level) = reader.text(&entry.value, "a rule's level") else { continue };
        let known = keys::LEVELS
            .iter()
            .find(|(name, _, _, others)| *name == level || others.contains(&level));
        let Some((_, severity, ..)) = known else {
            let names = keys::LEVELS.map(|(name, ..)| name);
            let message = format!("`{}` is no level: levels are {}", short(level), listed(&names));
            reader.wrong(entry.value.span, message);
            continue;
        };
        config.rules.insert(entry.key.clone(), *severity);
    }
}
