//! Forges: what the address of an issue tells of where everything else of a project is.

/// A project of a forge.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forge<'a> {
    /// Up to and without the slash before the project.
    host: &'a str,
    /// `owner/repo`, or groups and a project.
    project: &'a str,
    /// Everything but projects stands behind `/-/`.
    pub(crate) dashed: bool,
}

impl<'a> Forge<'a> {
    /// `https://HOST/PROJECT/issues/{issue}`, or with `/-` before `/issues`; other trackers have no projects.
    pub(crate) fn of(tracker: &'a str) -> Option<Self> {
        let base = tracker.strip_suffix("/issues/{issue}")?;
        let (base, dashed) = base.strip_suffix("/-").map_or((base, false), |base| (base, true));
        let start = base.find("://")? + 3;
        let end = start + base.get(start..)?.find('/')?;
        let project = base.get(end + 1..).filter(|project| project.contains('/'))?;
        Some(Self { host: &base[..end], project, dashed })
    }

    /// Whether an address is in this project.
    pub(crate) fn has(self, url: &str) -> bool {
        let bare = |url: &str| {
            let url = url.split_once("://").map_or(url, |(_, rest)| rest);
            url.strip_prefix("www.").unwrap_or(url).to_ascii_lowercase()
        };
        let home = format!("{}/{}/", bare(self.host), self.project.to_ascii_lowercase());
        bare(url).starts_with(&home)
    }

    /// The forge with another project: the tracker's own where none is named, a neighbour of that where nothing but its
    /// last name is. `None` for what is no project.
    pub(crate) fn project(self, named: &str) -> Option<Project<'a>> {
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.');
        let project = match named {
            "" => self.project.to_owned(),
            _ if named.contains('/') => named.to_owned(),
            _ => format!("{}/{named}", self.project.rsplit_once('/')?.0),
        };
        project.bytes().all(is_plain).then_some(Project { forge: self, project })
    }
}

/// Where things of one project are.
pub(crate) struct Project<'a> {
    forge: Forge<'a>,
    project: String,
}

impl Project<'_> {
    pub(crate) fn issue(&self, id: &str) -> String {
        self.at("issues", id)
    }

    pub(crate) fn commit(&self, hash: &str) -> String {
        self.at("commit", hash)
    }

    pub(crate) fn merge_request(&self, number: &str) -> String {
        self.at("merge_requests", number)
    }

    fn at(&self, what: &str, id: &str) -> String {
        let dash = if self.forge.dashed { "/-" } else { "" };
        format!("{}/{}{dash}/{what}/{id}", self.forge.host, self.project)
    }
}
