//! Mails as files: `20261121T080000.000000Z-8c5f0a1b2c3d4e5f.eml`.

use std::fs::{File, OpenOptions};
use std::io::{Result, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use chrono::{DateTime, Utc};
use kernel::Dice;

/// Makes the folder and sees whether it can be written.
pub(super) fn prepare(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let probe = folder.join(format!(".probe-{:016x}", Dice::from_system().next_u64()));
    File::create(&probe)?;
    std::fs::remove_file(&probe)
}

/// A name that sorts by time, to the microsecond, and is never given twice.
pub(super) fn file_name(now: DateTime<Utc>, dice: &mut Dice) -> String {
    format!("{}-{:016x}.eml", now.format("%Y%m%dT%H%M%S%.6fZ"), dice.next_u64())
}

/// Writes beside the place and renames, so that a reader of the folder sees whole mails only.
/// Mails hold personal data and sign-in links: only we may read them.
pub(super) fn write(folder: &Path, name: &str, message: &[u8]) -> Result<()> {
    let draft = folder.join(format!(".{name}.new"));
    let written =
        write_draft(&draft, message).and_then(|()| std::fs::rename(&draft, folder.join(name)));
    if written.is_err() {
        let _ = std::fs::remove_file(&draft);
        return written;
    }
    File::open(folder)?.sync_all()
}

fn write_draft(draft: &Path, message: &[u8]) -> Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft)?;
    file.write_all(message)?;
    file.sync_all()
}
