//! Where a repository comes from, as its configuration says.

use crate::files;
use std::path::{Path, PathBuf};

/// The kinds of forge that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Forge {
    Github,
    Gitlab,
}

/// The remote that a repository's issues are looked for at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) forge: Forge,
    host: String,
    /// `owner/repo`.
    path: String,
}

impl Origin {
    /// What the configuration of the repository in `root` says of `origin`, or of another remote where there is none of
    /// that name; `None` where that is nothing that can be told.
    pub(super) fn of(root: &Path) -> Option<Self> {
        let text = files::read(&shared(&root.join(".git"))?.join("config")).ok()?;
        let remotes = remotes(&text);
        let named = |name| remotes.iter().find(|(found, _)| *found == name);
        // `git clone --origin` is rarely used; who has renamed theirs has one left, or the one that all work is for.
        let (_, url) = named("origin").or_else(|| named("upstream")).or(match &remotes[..] {
            [only] => Some(only),
            _ => None,
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
        let host = place.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
        // Where a firewall lets nothing but port 443 through, the forge itself stands behind another name.
        let host = match &*host {
            "ssh.github.com" => "github.com",
            "altssh.gitlab.com" => "gitlab.com",
            host => host,
        };
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

/// The folder that all worktrees of a repository share. In a worktree and in a submodule `.git` is a file, which says
/// where theirs is; a worktree's says in turn where the shared one is
/// ([gitrepository-layout](https://git-scm.com/docs/gitrepository-layout)).
fn shared(git: &Path) -> Option<PathBuf> {
    let below = |folder: &Path, file: &Path| {
        let text = files::read(file).ok()?;
        Some(folder.join(text.strip_prefix("gitdir:").unwrap_or(&text).trim()))
    };
    let own = if git.is_dir() { git.to_owned() } else { below(git.parent()?, git)? };
    Some(below(&own, &own.join("commondir")).unwrap_or(own))
}

/// The remotes of a configuration in their order, by name, each with its first address.
fn remotes(config: &str) -> Vec<(&str, &str)> {
    let mut remotes = Vec::new();
    let mut remote = None;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            remote =
                line.strip_prefix("[remote \"").and_then(|rest| Some(rest.split_once("\"]")?.0));
        } else if let (Some(name), Some((key, url))) = (remote, line.split_once('='))
            && key.trim().eq_ignore_ascii_case("url")
        {
            remotes.push((name, url.trim().trim_matches('"')));
            remote = None;
        }
    }
    remotes
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
            "ssh://git@ssh.github.com:443/acme/app.git",
            "https://GitHub.com/acme/app",
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

    #[test]
    fn another_name_than_origin() {
        let names = |config: &str| {
            let folder = tempfile::tempdir().unwrap();
            std::fs::create_dir(folder.path().join(".git")).unwrap();
            std::fs::write(folder.path().join(".git/config"), config).unwrap();
            Origin::of(folder.path()).map(|origin| origin.path)
        };
        let remote =
            |name: &str| format!("[remote \"{name}\"]\n\turl = git@github.com:{name}/app.git\n");
        let [ours, upstream, origin] = ["ours", "upstream", "origin"].map(remote);
        let core = "[core]\n\tbare = false\n";
        assert_eq!(names(core), None);
        assert_eq!(names(&format!("{core}{ours}")).as_deref(), Some("ours/app"));
        assert_eq!(names(&format!("{ours}{upstream}")).as_deref(), Some("upstream/app"));
        assert_eq!(names(&format!("{upstream}{origin}")).as_deref(), Some("origin/app"));
        assert_eq!(names(&format!("{ours}{}", ours.replace("ours", "theirs"))), None);
    }

    #[test]
    fn worktrees_and_submodules() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        let write = |path: &str, text: &str| {
            std::fs::create_dir_all(at(path).parent().unwrap()).unwrap();
            std::fs::write(at(path), text).unwrap();
        };
        let config =
            |name: &str| format!("[remote \"origin\"]\n\turl = https://github.com/acme/{name}\n");
        write("app/.git/config", &config("app"));
        write("app/.git/worktrees/fix/commondir", "../..\n");
        write("fix/.git", &format!("gitdir: {}\n", at("app/.git/worktrees/fix").display()));
        write("app/.git/modules/lib/config", &config("lib"));
        write("app/lib/.git", "gitdir: ../.git/modules/lib\n");
        for (place, path) in [("app", "acme/app"), ("fix", "acme/app"), ("app/lib", "acme/lib")] {
            let found = Origin::of(&at(place)).map(|origin| origin.path);
            assert_eq!(found.as_deref(), Some(path), "{place}");
        }
    }
}
