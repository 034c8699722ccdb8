//! What is written when something is chosen, and where writing goes on.

/// A text with, perhaps, a place in it that is still to be filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    head: String,
    stop: Option<Stop>,
    tail: String,
}

/// A place that is still to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// With anything.
    Anything,
    /// With an answer that completion knows the words of. None is written in advance: who leaves it at that would have
    /// said what they never said.
    Answer,
    /// With whatever else there is to say, before the quote that closes the text; behind that the next place follows.
    Quoted,
}

impl Text {
    /// A text that is complete.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { head: text.into(), ..Self::default() }
    }

    /// A text with a place to fill between its parts.
    pub fn with_stop(head: impl Into<String>, stop: Stop, tail: impl Into<String>) -> Self {
        Self { head: head.into(), stop: Some(stop), tail: tail.into() }
    }

    /// The text, for clients that know nothing else.
    pub fn as_plain(&self) -> String {
        format!("{}{}", self.head, self.tail)
    }

    /// The text in the protocol's syntax of snippets; `None` where it has no place to fill.
    pub fn as_snippet(&self) -> Option<String> {
        let (head, tail) = (escaped(&self.head), escaped(&self.tail));
        self.stop.map(|stop| match stop {
            Stop::Anything | Stop::Answer => format!("{head}$0{tail}"),
            Stop::Quoted => format!("{head}$1{tail}$0"),
        })
    }

    /// Whether completion knows what could stand at the place.
    pub fn wants_answer(&self) -> bool {
        self.stop == Some(Stop::Answer)
    }
}

/// A text in the protocol's syntax of snippets.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '$' | '}') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_special_in_snippets_is_escaped() {
        let text = Text::with_stop("a $b {c} \\", Stop::Anything, "|");
        assert_eq!(text.as_snippet().as_deref(), Some("a \\$b {c\\} \\\\$0|"));
        assert_eq!(text.as_plain(), "a $b {c} \\|");
        assert!(!text.wants_answer() && Text::with_stop("", Stop::Answer, "").wants_answer());
        assert_eq!(Text::plain("$").as_snippet(), None);
        let quoted = Text::with_stop("\"yes", Stop::Quoted, "\"");
        assert_eq!(quoted.as_snippet().as_deref(), Some("\"yes$1\"$0"));
        assert_eq!(quoted.as_plain(), "\"yes\"");
    }
}
