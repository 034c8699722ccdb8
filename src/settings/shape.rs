//! What a YAML file may hold, as data: its keys with what they are for, and the shapes of their values.
//!
//! One table for each file. Its reader knows the keys from there, the JSON Schema is generated from it, and editors
//! complete and explain by it, so that none of them can disagree with another.

/// A key of a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it is for: a phrase without a full stop.
    pub says: &'static str,
    /// What its value may be.
    pub shape: &'static Shape,
    /// The mapping does not do without it.
    pub needed: bool,
}

impl Key {
    /// A key that may be left out.
    pub const fn new(name: &'static str, shape: &'static Shape, says: &'static str) -> Self {
        Self { name, says, shape, needed: false }
    }

    /// A key that must be there.
    pub const fn needed(name: &'static str, shape: &'static Shape, says: &'static str) -> Self {
        Self { needed: true, ..Self::new(name, shape, says) }
    }
}

/// The names of a table's keys.
pub const fn names<const N: usize>(keys: &[Key; N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        names[index] = keys[index].name;
        index += 1;
    }
    names
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Nothing behind the colon.
    Nothing,
    /// Any one value, taken as its source text.
    Text,
    /// A name of lower-case letters, digits and hyphens.
    Name,
    /// The id of a question or criterion of another file.
    Inherited,
    /// A yes or no that speaks for a hotfix, or what else does by the kind of the question.
    Speaks,
    /// A whole number, from the least to the most.
    Number(u32, u32),
    /// A yes or no, in any of YAML's spellings.
    YesNo,
    /// A day such as `2026-11-24`.
    Day,
    /// One of these words.
    Word(fn() -> Vec<Word>),
    /// The name of a release.
    Release,
    /// An issue reference.
    Issue,
    /// The id of a question of this file.
    Question,
    /// The id of a question or criterion of this file.
    Id,
    /// An answer that the question beside it can have.
    Value,
    /// The answers of a proposal: questions, or criteria with questions below them.
    Answers,
    /// A list; one value is a list of one, and nothing an empty one.
    List(&'static Shape),
    /// A list of two.
    Pair(&'static Shape, &'static Shape),
    /// A mapping with these keys and no others.
    Map(&'static [Key]),
    /// A mapping with these keys, each of which may be left blank, and any others.
    OpenMap(&'static [Key]),
    /// A mapping with keys of the first shape and values of the second.
    Each(&'static Shape, &'static Shape),
    /// A condition over answers and criteria; those nest.
    Condition(&'static [Key]),
    /// One of several.
    Either(&'static [Shape]),
}

/// A word that a value can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub name: String,
    /// What it means: a phrase without a full stop.
    pub says: String,
    /// It is read, but another word is the usual one.
    pub unusual: bool,
}

impl Word {
    /// A word to offer.
    pub fn new(name: impl Into<String>, says: impl Into<String>) -> Self {
        Self { name: name.into(), says: says.into(), unusual: false }
    }
}

impl Shape {
    /// The shape with those that it is one of, itself left out where it is several; every one is plain.
    pub fn alternatives(&'static self) -> Vec<&'static Self> {
        match self {
            Self::Either(shapes) => shapes.iter().flat_map(Self::alternatives).collect(),
            plain => vec![plain],
        }
    }

    /// What the value of a key of it may be.
    pub fn below_key(&'static self, name: &str) -> Vec<&'static Self> {
        if let Self::Each(_, value) = self {
            return value.alternatives();
        }
        let key = self.keys().iter().find(|key| key.name == name);
        key.map_or_else(Vec::new, |key| key.shape.alternatives())
    }

    /// What an item of it may be.
    pub fn below_item(&'static self, index: usize) -> Vec<&'static Self> {
        match (self, index) {
            (Self::List(item), _) => item.alternatives(),
            (Self::Pair(first, _), 0) => first.alternatives(),
            (Self::Pair(_, second), 1) => second.alternatives(),
            _ => Vec::new(),
        }
    }

    /// The keys of a mapping of this shape; none where it is no mapping with known keys.
    pub fn keys(&'static self) -> &'static [Key] {
        match self {
            Self::Map(keys) | Self::OpenMap(keys) | Self::Condition(keys) => keys,
            _ => &[],
        }
    }
}
