//! What is asked of somebody at a terminal who has not said it.

use super::{Arguments, Format, wrong_path};
use crate::edit::new::file_name;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;

/// The arguments with what was left out of them: title, issue and file. `None` where the input ends before.
pub(super) fn ask(
    arguments: &Arguments,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> io::Result<Option<Arguments>> {
    let mut said = arguments.clone();
    if said.title.is_none() {
        said.title = line(input, out, "What is the bug, in a few words? ")?;
        if said.title.is_none() {
            return Ok(None);
        }
    }
    if said.issue.is_none() {
        let prompt =
            "Which issue reports it? 123, owner/repo#123, KEY-123 or its address; none yet: ";
        let Some(issue) = line(input, out, prompt)? else { return Ok(None) };
        said.issue = (!issue.is_empty()).then_some(issue);
    }
    let extension = if arguments.format == Some(Format::Yaml) { "yaml" } else { "md" };
    let name = file_name(said.title.as_deref().unwrap_or_default());
    let default = format!("hotfixes/{name}.hotfix.{extension}");
    loop {
        let prompt = format!("Where to write it? [{default}] ");
        let Some(path) = line(input, out, &prompt)? else { return Ok(None) };
        let path = PathBuf::from(if path.is_empty() { &default } else { &path });
        match wrong_path(&path, arguments.format) {
            Some(error) => writeln!(out, "{error}")?,
            None => return Ok(Some(Arguments { path: Some(path), ..said })),
        }
    }
}

/// A line of input, blanks around it trimmed; `None` at the end.
fn line(
    input: &mut impl BufRead,
    out: &mut impl Write,
    prompt: &str,
) -> io::Result<Option<String>> {
    out.write_all(prompt.as_bytes())?;
    out.flush()?;
    let mut line = String::new();
    if input.read_line(&mut line)? == 0 {
        // What comes next begins a line.
        writeln!(out)?;
        return Ok(None);
    }
    Ok(Some(line.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn asked(arguments: &Arguments, typed: &str) -> (Option<Arguments>, String) {
        let mut out = Vec::new();
        let asked = ask(arguments, &mut typed.as_bytes(), &mut out).unwrap();
        (asked, String::from_utf8(out).unwrap())
    }

    #[test]
    fn what_was_not_said_is_asked() {
        let (said, shown) = asked(&Arguments::default(), "Joins drop rows, é!\n#12\n\n");
        let said = said.unwrap();
        assert_eq!(said.title.as_deref(), Some("Joins drop rows, é!"));
        assert_eq!(said.issue.as_deref(), Some("#12"));
        assert_eq!(said.path.as_deref(), Some(Path::new("hotfixes/joins-drop-rows-é.hotfix.md")));
        assert_eq!(shown.matches("? ").count(), 3, "{shown}");
        let given = Arguments {
            title: Some("T".to_owned()),
            format: Some(Format::Yaml),
            ..Arguments::default()
        };
        let (said, shown) = asked(&given, "\na.md\n\n");
        let said = said.unwrap();
        assert_eq!((said.title.as_deref(), said.issue), (Some("T"), None));
        assert_eq!(said.path.as_deref(), Some(Path::new("hotfixes/t.hotfix.yaml")));
        assert!(shown.contains("say different things"), "{shown}");
        let (said, shown) = asked(&given, "\n\u{4}a");
        assert!(said.is_none(), "the input has ended");
        assert!(shown.contains("is neither Markdown nor YAML"), "{shown}");
    }
}
