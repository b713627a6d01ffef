//! The processes under test: started, asked whether they are ready, measured from outside,
//! stopped.

use anyhow::{Context, bail};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Clock ticks a second in `/proc/<pid>/stat`; Linux has shown 100 to programs since 2.6.
const TICKS: f64 = 100.0;
/// How long a server may take until it answers.
const START: Duration = Duration::from_secs(120);
/// The longest a server may take for what it does by itself after its start.
const QUIET: Duration = Duration::from_secs(300);

/// The product's binary with the folder it works on.
#[derive(Clone)]
pub(crate) struct Product {
    pub(crate) binary: PathBuf,
    pub(crate) data: PathBuf,
}

impl Product {
    /// A sub-command with the settings of a measurement: no limits on how often,
    /// nothing from the settings file of whoever runs this.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            let is_setting =
                ["GREENBRIDGE_", "STORAGE_", "SMTP_"].iter().any(|it| name.starts_with(it));
            if is_setting || name == "DATABASE_URL" {
                command.env_remove(name);
            }
        }
        command.env("GREENBRIDGE_SETTINGS", self.data.join("bench.env"));
        command.env("GREENBRIDGE_DATA", &self.data);
        for kind in ["SIGN_IN", "REGISTER", "MUTATIONS"] {
            command.env(format!("GREENBRIDGE_RATE_{kind}"), "off");
        }
        // The load signs in as staff without a second step.
        command.env("GREENBRIDGE_STAFF_SECOND_FACTOR", "optional");
        command
    }

    /// Runs a sub-command to its end; what it says goes to standard error. Answers its standard
    /// output and the seconds it took.
    ///
    /// # Errors
    /// When it cannot be started or fails.
    pub(crate) fn run(&self, arguments: &[&str]) -> anyhow::Result<(String, f64)> {
        eprintln!("greenbridge {}", arguments.join(" "));
        let begun = Instant::now();
        let mut command = self.command(arguments);
        let output = command.stderr(Stdio::inherit()).output().context("start greenbridge")?;
        let seconds = begun.elapsed().as_secs_f64();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            bail!("greenbridge {} ended with {}: {said}", arguments.join(" "), output.status);
        }
        Ok((said, seconds))
    }

    /// Writes an empty settings file and the folder it lies in.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn prepare(&self) -> anyhow::Result<()> {
        std::fs::create_dir_all(&self.data)?;
        std::fs::write(self.data.join("bench.env"), "").context("write the settings file")
    }

    /// Serves on a free port of this machine.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub(crate) fn serve(&self) -> anyhow::Result<Server> {
        let address = free_address()?;
        let mut command = self.command(&["serve"]);
        command.env("GREENBRIDGE_LISTEN", address.to_string());
        Server::start(command, address)
    }
}

/// A server that ends with this value.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From start to the first connection taken, in milliseconds.
    pub(crate) start_ms: f64,
}

/// What `/proc` says of a process.
#[derive(Debug, Clone, Copy, Default, serde::Serialize)]
pub(crate) struct Memory {
    /// Resident now, in MiB, the pages of mapped files included.
    pub(crate) resident_mib: f64,
    /// Resident at most, in MiB.
    pub(crate) highest_mib: f64,
    /// Of what is resident: its own, in MiB. The rest are pages of files (the index, the
    /// program) that the system takes back when it needs them.
    pub(crate) own_mib: f64,
}

impl Server {
    /// The floor on a free port.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub(crate) fn floor(data: &Path) -> anyhow::Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("floor").arg("--data").arg(data).arg("--listen").arg(address.to_string());
        Self::start(command, address)
    }

    fn start(mut command: Command, address: SocketAddr) -> anyhow::Result<Self> {
        let begun = Instant::now();
        // The product logs every request as it does for anybody; nobody keeps it here.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().context("start the server")?;
        let mut server = Self { child, address, start_ms: 0.0 };
        while std::net::TcpStream::connect(address).is_err() {
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended with {status} before it answered");
            }
            if begun.elapsed() > START {
                bail!("the server did not answer in {START:?}");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        server.start_ms = begun.elapsed().as_secs_f64() * 1e3;
        Ok(server)
    }

    /// CPU time so far, in seconds, of all its threads.
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn cpu_seconds(&self) -> anyhow::Result<f64> {
        cpu_seconds_of(self.child.id())
    }

    /// Waits until it has done what it does once a day by itself; gives the CPU seconds it had used
    /// by then.
    ///
    /// # Errors
    /// When it is gone, or works on for longer than [`QUIET`].
    pub(crate) fn settle(&self) -> anyhow::Result<f64> {
        const STEP: Duration = Duration::from_secs(1);
        // A twentieth of a processor is what it takes to look around.
        const IDLE: f64 = 0.05;
        let begun = Instant::now();
        let mut before = self.cpu_seconds()?;
        let mut quiet_steps = 0;
        while quiet_steps < 3 {
            if begun.elapsed() > QUIET {
                bail!("the server works on and on by itself");
            }
            std::thread::sleep(STEP);
            let now = self.cpu_seconds()?;
            quiet_steps = if now - before < IDLE { quiet_steps + 1 } else { 0 };
            before = now;
        }
        Ok(before)
    }

    /// Its memory.
    ///
    /// # Errors
    /// When it is gone.
    pub(crate) fn memory(&self) -> anyhow::Result<Memory> {
        let path = format!("/proc/{}/status", self.child.id());
        let text = std::fs::read_to_string(path).context("read the server's memory")?;
        let mib = |name: &str| {
            let line = text.lines().find_map(|it| it.strip_prefix(name));
            let kib = line.and_then(|it| it.split_whitespace().nth(1)?.parse::<f64>().ok());
            kib.unwrap_or(0.0) / 1024.0
        };
        Ok(Memory {
            resident_mib: mib("VmRSS"),
            highest_mib: mib("VmHWM"),
            own_mib: mib("RssAnon"),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; either way it is gone afterwards.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// The bytes of everything in a folder, in MiB.
pub(crate) fn disk_mib(path: &Path) -> f64 {
    let Ok(entries) = std::fs::read_dir(path) else {
        return std::fs::metadata(path).map_or(0.0, |it| it.len() as f64 / f64::from(1 << 20));
    };
    entries.flatten().map(|entry| disk_mib(&entry.path())).sum()
}

/// CPU time of a process so far, in seconds, of all its threads.
///
/// # Errors
/// When it is gone.
pub(crate) fn cpu_seconds_of(process: u32) -> anyhow::Result<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat"))
        .context("read the CPU time of a process")?;
    // The name in brackets may hold blanks; user and system time are the 12th and 13th after.
    let (_, after) = text.rsplit_once(')').context("an odd line in /proc")?;
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks = |place: usize| fields.get(place).and_then(|it| it.parse::<f64>().ok());
    let both = ticks(11).zip(ticks(12)).context("an odd line in /proc")?;
    Ok((both.0 + both.1) / TICKS)
}
