//! Stoplight Prism: installed by npm into a folder, started by Node, stopped with the process that started it.

use crate::input;
use crate::output::say;
use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The version that is installed, and the oldest Node that it runs on.
const VERSION: &str = "5.14.2";
const OLDEST_NODE: (u32, u32) = (18, 20);

/// The maximum time in which a server must listen.
const START: Duration = Duration::from_secs(60);

/// Starts Prism in a Node that ends when its standard input does: then it outlives nobody, however that ends.
const STARTER: &str =
    "process.stdin.resume(); process.stdin.on('end', () => process.exit(0)); require(process.argv[1])";

/// Prism on the disk.
pub(super) struct Program {
    folder: PathBuf,
}

/// A running server. It is stopped when it is dropped.
pub(super) struct Prism {
    child: Child,
    address: SocketAddr,
}

impl Program {
    /// Installs Prism into the folder, unless it is there.
    pub(super) fn install(folder: &Path) -> Result<Self> {
        check_node()?;
        let installed = Self { folder: folder.join(VERSION) };
        if installed.main_file().is_file() {
            return Ok(installed);
        }
        say!("  Installing Prism {VERSION} into {}", input::display(&installed.folder));
        // Moved there when it is complete: what is left of a run that was killed is removed.
        let program = Self { folder: folder.join(format!("{VERSION}.new")) };
        for old in [&program.folder, &installed.folder].into_iter().filter(|old| old.exists()) {
            fs::remove_dir_all(old).with_context(|| format!("cannot remove {}", input::display(old)))?;
        }
        fs::create_dir_all(&program.folder).with_context(|| format!("cannot make {}", input::display(folder)))?;
        // npm looks for a package further up otherwise.
        fs::write(program.folder.join("package.json"), r#"{"private": true}"#).context("cannot write package.json")?;
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
        npm.arg(format!("@stoplight/prism-cli@{VERSION}")).current_dir(&program.folder).stdin(Stdio::null());
        let output = npm.output().context("cannot start npm, which installs Prism: is it installed with Node?")?;
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        ensure!(output.status.success(), "npm could not install Prism {VERSION}:\n{said}");
        ensure!(program.main_file().is_file(), "npm installed Prism {VERSION} without its program");
        let moved = fs::rename(&program.folder, &installed.folder);
        moved.with_context(|| format!("cannot move Prism to {}", input::display(&installed.folder)))?;
        Ok(installed)
    }

    /// Returns the folder in which Prism is installed, and in which documents may be written.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    fn main_file(&self) -> PathBuf {
        self.folder.join("node_modules/@stoplight/prism-cli/dist/index.js")
    }

    /// Serves one document on a free port of this machine, and waits until it does.
    pub(super) fn start(&self, document: &Path) -> Result<Prism> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("there is no free port")?;
        let address = listener.local_addr().context("there is no free port")?;
        drop(listener);
        let mut node = Command::new("node");
        node.args(["-e", STARTER]).arg(self.main_file()).args(["mock", "--errors", "--host", "127.0.0.1"]);
        node.args(["--port", &address.port().to_string()]).arg(document);
        let log = document.with_extension("log");
        let errors = File::create(&log).with_context(|| format!("cannot write {}", input::display(&log)))?;
        node.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(errors);
        let child = node.spawn().context("cannot start node")?;
        let mut prism = Prism { child, address };
        prism.wait_until_it_listens(&log)?;
        Ok(prism)
    }
}

impl Prism {
    /// `http://127.0.0.1:4010`.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    fn wait_until_it_listens(&mut self, log: &Path) -> Result<()> {
        let started = Instant::now();
        while TcpStream::connect_timeout(&self.address, Duration::from_secs(1)).is_err() {
            if let Some(status) = self.child.try_wait().context("cannot wait for Prism")? {
                let said = fs::read_to_string(log).unwrap_or_default();
                bail!("Prism ended ({status}) instead of listening:\n{}", said.trim());
            }
            ensure!(started.elapsed() < START, "Prism did not listen within {} s", START.as_secs());
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended already, and there is nothing to be done where it cannot be stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Says what to install where Node is missing or old.
fn check_node() -> Result<()> {
    let (major, minor) = OLDEST_NODE;
    let help = format!("Prism needs Node {major}.{minor} or later: install it from https://nodejs.org");
    let output = Command::new("node").arg("--version").output().context(help.clone())?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match parsed(&version) {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        _ => bail!("node says that it is `{version}`. {help}"),
    }
}

/// `v20.20.2` as its first two numbers.
fn parsed(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::{OLDEST_NODE, parsed};

    #[test]
    fn versions_of_node_are_compared_as_numbers() {
        assert_eq!(parsed("v20.3.1"), Some((20, 3)));
        assert!(parsed("v18.20.4") >= Some(OLDEST_NODE));
        assert!(parsed("v9.11.2") < Some(OLDEST_NODE));
        assert_eq!(parsed("command not found"), None);
    }
}
