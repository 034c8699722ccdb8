//! Where a repository comes from, as its configuration says.

use std::path::Path;

/// The kinds of forge that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Forge {
    Github,
    Gitlab,
}

/// The remote named `origin`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) forge: Forge,
    host: String,
    /// `owner/repo`.
    path: String,
}

impl Origin {
    /// What `.git/config` in `folder` says; `None` where that is nothing that can be told.
    pub(super) fn of(folder: &Path) -> Option<Self> {
        let text = crate::files::read(&folder.join(".git/config")).ok()?;
        let section = text.split("[remote \"origin\"]").nth(1)?.split("\n[").next()?;
        let url = section.lines().find_map(|line| {
            let (key, value) = line.split_once('=')?;
            (key.trim() == "url").then(|| value.trim())
        })?;
        Self::parse(url)
    }

    /// `https://host/owner/repo.git`, `git@host:owner/repo.git`, `ssh://git@host/owner/repo`.
    fn parse(url: &str) -> Option<Self> {
        let (place, path) = match url.split_once("://") {
            Some((_, rest)) => rest.split_once('/')?,
            None => url.split_once(':')?,
        };
        // Neither a user's name, nor a password, nor a port is anybody's business.
        let host = place.rsplit('@').next()?.split(':').next()?;
        let path = path.trim_matches('/').trim_end_matches(".git");
        let plain = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(&b))
        };
        let forge = match host {
            host if host.contains("github") => Forge::Github,
            host if host.contains("gitlab") => Forge::Gitlab,
            _ => return None,
        };
        (plain(host) && plain(path) && path.contains('/')).then(|| Self {
            forge,
            host: host.to_owned(),
            path: path.to_owned(),
        })
    }

    /// The address of an issue, `{issue}` for its number.
    pub(super) fn issues(&self) -> String {
        let Self { forge, host, path } = self;
        match forge {
            Forge::Github => format!("https://{host}/{path}/issues/{{issue}}"),
            Forge::Gitlab => format!("https://{host}/{path}/-/issues/{{issue}}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remotes() {
        let issues = |url| Origin::parse(url).map(|origin| origin.issues());
        let github = Some("https://github.com/acme/app/issues/{issue}".to_owned());
        for url in [
            "https://github.com/acme/app.git",
            "https://me:secret@github.com/acme/app",
            "git@github.com:acme/app.git",
            "ssh://git@github.com:22/acme/app.git",
        ] {
            assert_eq!(issues(url), github, "{url}");
        }
        assert_eq!(
            issues("git@gitlab.example:group/sub/app.git"),
            Some("https://gitlab.example/group/sub/app/-/issues/{issue}".to_owned())
        );
        for url in
            ["/srv/git/app.git", "git@forge.example:acme/app.git", "https://github.com/", "x"]
        {
            assert_eq!(issues(url), None, "{url}");
        }
    }
}
