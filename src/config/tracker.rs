//! `tracker`: where users report issues, and what is known of them.

use super::{Config, ConfigError, file, keys};
use crate::files;
use crate::proposal::yaml_tree::Node;
use crate::settings::{Map, Reader, short};
use crate::tracker::{Pattern, Snapshot, Tracker};
use std::path::Path;
use std::sync::Arc;

/// The longest snapshot that is read, in bytes.
const MOST_BYTES: u64 = 32 << 20;

/// How many snapshots are read.
const MOST: usize = 20;

/// `before` is the tracker as it was when the configuration was read last.
pub(super) fn read(
    config: &mut Config,
    reader: &mut Reader<'_>,
    node: &Node,
    path: &Path,
    before: &Tracker,
) {
    let Some(map) = reader.mapping(node, "`tracker`", &keys::TRACKER) else { return };
    let complete = map.get("complete").and_then(|node| reader.yes_no(node, "`complete`"));
    let reach = map.get("reach");
    let reach = reach.and_then(|node| reader.number(node, "`reach`", 2, keys::MOST_NUMBER));
    if map.get("snapshot").is_none() {
        for entry in ["complete", "reach"].iter().filter_map(|key| map.entry(key)) {
            let message = format!("`{}` is about a snapshot: name one, or remove it", entry.key);
            reader.wrong(entry.key_span, message);
        }
    }
    config.tracker = Tracker {
        url: url(reader, map),
        pattern: map.get("pattern").and_then(|node| pattern(reader, node)),
        snapshots: Vec::new(),
        complete: complete == Some(true),
        reach,
    };
    if let Some(node) = map.get("snapshot") {
        snapshots(config, reader, node, path, before);
    }
}

fn url(reader: &mut Reader<'_>, tracker: Map<'_>) -> Option<String> {
    let node = tracker.get("url")?;
    let url = reader.text(node, "`url`")?;
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        reader.wrong(node.span, "`url` begins with https:// or http://");
        return None;
    }
    if !url.contains("{issue}") {
        reader.wrong(node.span, "`url` says with `{issue}` where the issue's number goes");
        return None;
    }
    Some(url.to_owned())
}

fn pattern(reader: &mut Reader<'_>, node: &Node) -> Option<Pattern> {
    let pattern = Pattern::new(reader.text(node, "`pattern`")?);
    if pattern.is_none() {
        let message = "`pattern` is one word with `{issue}` where the number goes: `T{issue}`";
        reader.wrong(node.span, message);
    }
    pattern
}

/// The snapshots of one file or several. What is wrong with one is a fault: proposals are checked with what is valid.
fn snapshots(
    config: &mut Config,
    reader: &mut Reader<'_>,
    node: &Node,
    path: &Path,
    before: &Tracker,
) {
    let names = reader.texts(node, "`snapshot`");
    if names.len() > MOST {
        reader.wrong(node.span, format!("more than {MOST} snapshots: leave some out"));
        return;
    }
    for (name, span) in names {
        let snapshot = snapshot(&name, path, before);
        // What could not be read may be the issue that is asked for.
        config.tracker.complete &= snapshot.as_ref().is_ok_and(|read| read.faults.is_empty());
        match snapshot {
            Ok(snapshot) => {
                let fault = |message: &String| ConfigError { span, message: message.clone() };
                config.faults.extend(snapshot.faults.iter().map(fault));
                config.files.extend(snapshot.file.iter().map(|(file, _)| file.clone()));
                if let Some(other) = config.tracker.is_of_others(&snapshot) {
                    let message = format!(
                        "`{}` is not of this tracker: `url` leads to none of its issues, such as {}",
                        short(&name),
                        short(other)
                    );
                    config.faults.push(ConfigError { span, message });
                    config.tracker.complete = false;
                    continue;
                }
                config.tracker.snapshots.push(snapshot);
            }
            Err(message) => config.faults.push(ConfigError { span, message }),
        }
    }
    if config.tracker.has_nothing() {
        let message = "there is not one issue, so that `complete` would say nothing: export it anew, or leave `complete` out";
        config.faults.push(ConfigError { span: node.span, message: message.to_owned() });
    }
}

fn snapshot(name: &str, path: &Path, before: &Tracker) -> Result<Arc<Snapshot>, String> {
    let target = path.parent().map(|folder| folder.join(name)).unwrap_or_default();
    let stamp = files::stamp(&target);
    let is_same = |known: &&Arc<Snapshot>| {
        known.name == name
            && known.file.as_ref().is_some_and(|(file, old)| *file == target && Some(*old) == stamp)
    };
    if let Some(known) = before.snapshots.iter().find(is_same) {
        return Ok(known.clone());
    }
    let (file, text) = file::read(path, name, MOST_BYTES)?;
    let (mut snapshot, mistakes) = Snapshot::read(name, &text);
    snapshot.faults = file::messages(name, &text, &mistakes);
    snapshot.file = stamp.map(|stamp| (file, stamp));
    Ok(Arc::new(snapshot))
}
