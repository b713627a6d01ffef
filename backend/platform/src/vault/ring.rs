//! The keys: from the settings, or in a file of ours beside the database.
//!
//! A line a key: its id (`k1`, `k2` …), when it was made (seconds of Unix time), 32 bytes in hex; the
//! newest stands last. The file is replaced whole and only by one process at a time.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use aws_lc_rs::aead::{AES_256_GCM_SIV, RandomizedNonceKey};
use chrono::{DateTime, Utc};
use kernel::Dice;

use crate::Secret;

/// Length of a key, in bytes.
const KEY_BYTES: usize = 32;
/// The largest file of keys that is read, in bytes: some hundred keys.
const FILE_BYTES: u64 = 64 << 10;

/// Where the keys come from.
#[derive(Debug, Clone)]
pub enum KeyRing {
    /// Written in the settings, newest first; servers that work together share them.
    Given(Vec<(String, Secret)>),
    /// A file of our own, made on the first start.
    File(PathBuf),
}

/// Why the keys cannot be used, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum KeyRingError {
    /// The folder or file cannot be read or written.
    #[error("密封密钥文件 {0} 无法读写：{1}；请检查文件夹权限，或用 GREENBRIDGE_KEYS 指定密钥")]
    Unusable(String, #[source] std::io::Error),
    /// A line of the file is no key.
    #[error("密封密钥文件 {0} 第 {1} 行不是密钥；请从备份恢复，删除它会使已密封的内容无法打开")]
    Damaged(String, usize),
    /// Other users of the machine may read the file.
    #[error("密封密钥文件 {0} 能被其他用户读取；请运行 chmod 600 {0}")]
    Readable(String),
    /// Somebody else is rotating.
    #[error("另一个程序正在更换密封密钥，请稍后再试")]
    Busy,
}

/// One key.
pub(super) struct Key {
    pub(super) id: String,
    /// Seconds of Unix time; 0 when it came from the settings.
    pub(super) made_at: i64,
    pub(super) cipher: RandomizedNonceKey,
    hex: Secret,
}

/// All keys, the newest last; never empty.
pub(super) struct Ring {
    keys: Vec<Key>,
    /// The file's inode and time of change when it was read: it is replaced, never edited.
    stamp: Option<(u64, i64, i64)>,
}

impl Ring {
    pub(super) fn newest(&self) -> &Key {
        self.keys.last().expect("a ring is never empty")
    }

    pub(super) fn find(&self, id: &str) -> Option<&Key> {
        self.keys.iter().rev().find(|it| it.id == id)
    }

    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }
}

/// Reads `k2:<64 hex>,k1:<64 hex>`, newest first; the error is a clause in Chinese.
///
/// # Errors
/// When it is not that, or a key stands twice.
pub fn parse_keys(text: &str) -> Result<Vec<(String, Secret)>, String> {
    let mut keys: Vec<(String, Secret)> = Vec::new();
    for part in text.split(',').map(str::trim) {
        let (id, hex) = part.split_once(':').ok_or("应为“编号:密钥”，多个之间用逗号")?;
        if !is_id(id) || keys.iter().any(|(known, _)| known == id) {
            return Err("密钥编号应为 1 到 16 个小写字母或数字，且不重复".to_owned());
        }
        if cipher(hex).is_none() {
            return Err("密钥应为 64 位十六进制，请用 openssl rand -hex 32 生成".to_owned());
        }
        keys.push((id.to_owned(), Secret::new(hex)));
    }
    Ok(keys)
}

fn is_id(text: &str) -> bool {
    (1..=16).contains(&text.len())
        && text.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
}

fn cipher(key: &str) -> Option<RandomizedNonceKey> {
    let bytes = hex::decode(key).ok().filter(|it| it.len() == KEY_BYTES)?;
    RandomizedNonceKey::new(&AES_256_GCM_SIV, &bytes).ok()
}

impl KeyRing {
    /// The keys; the file is made with a first key when there is none.
    pub(super) fn load_or_make(&self, now: DateTime<Utc>) -> Result<Ring, KeyRingError> {
        if let Self::File(path) = self
            && !path.exists()
        {
            let _lock = lock(path)?;
            // Another process may have been faster.
            if !path.exists() {
                write(path, &[new_key(&[], now)])?;
            }
        }
        self.load()
    }

    /// The keys as they are.
    pub(super) fn load(&self) -> Result<Ring, KeyRingError> {
        match self {
            Self::File(path) => read(path),
            Self::Given(given) => {
                let keys = given.iter().rev().filter_map(|(id, hex)| key(id, 0, hex.reveal()));
                Ok(Ring { keys: keys.collect(), stamp: None })
            }
        }
    }

    /// Whether the file is still the one the ring was read from.
    pub(super) fn is_unchanged_since(&self, ring: &Ring) -> bool {
        match self {
            Self::Given(_) => true,
            Self::File(path) => {
                std::fs::metadata(path).is_ok_and(|it| ring.stamp == Some(stamp(&it)))
            }
        }
    }

    /// Adds a newest key to the file; false where the keys are given in the settings.
    pub(super) fn add_key(&self, now: DateTime<Utc>) -> Result<bool, KeyRingError> {
        let Self::File(path) = self else { return Ok(false) };
        let mut keys = read(path)?.keys;
        keys.push(new_key(&keys, now));
        write(path, &keys)?;
        Ok(true)
    }

    /// Takes keys out of the file.
    pub(super) fn drop_keys(&self, ids: &[String]) -> Result<(), KeyRingError> {
        let Self::File(path) = self else { return Ok(()) };
        let mut keys = read(path)?.keys;
        keys.retain(|it| !ids.contains(&it.id));
        write(path, &keys)
    }

    /// Held while the keys are changed; let go when it is dropped, however the process ends.
    pub(super) fn lock(&self) -> Result<Option<File>, KeyRingError> {
        match self {
            Self::Given(_) => Ok(None),
            Self::File(path) => {
                let file = lock_file(path)?;
                file.try_lock().map_err(|error| match error {
                    std::fs::TryLockError::WouldBlock => KeyRingError::Busy,
                    std::fs::TryLockError::Error(error) => unusable(path)(error),
                })?;
                Ok(Some(file))
            }
        }
    }
}

fn unusable(path: &Path) -> impl FnOnce(std::io::Error) -> KeyRingError + '_ {
    |error| KeyRingError::Unusable(path.display().to_string(), error)
}

fn lock_file(path: &Path) -> Result<File, KeyRingError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(unusable(path))?;
    }
    let beside = path.with_extension("lock");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600);
    options.open(&beside).map_err(unusable(&beside))
}

fn lock(path: &Path) -> Result<File, KeyRingError> {
    let file = lock_file(path)?;
    file.lock().map_err(unusable(path))?;
    Ok(file)
}

fn key(id: &str, made_at: i64, hex: &str) -> Option<Key> {
    let cipher = cipher(hex)?;
    is_id(id).then(|| Key { id: id.to_owned(), made_at, cipher, hex: Secret::new(hex) })
}

fn new_key(known: &[Key], now: DateTime<Utc>) -> Key {
    let numbers = known.iter().filter_map(|it| it.id.strip_prefix('k')?.parse::<u32>().ok());
    let id = format!("k{}", numbers.max().unwrap_or(0) + 1);
    let bytes = hex::encode(Dice::from_system().bytes::<KEY_BYTES>());
    key(&id, now.timestamp(), &bytes).expect("a key just made is a key")
}

fn stamp(metadata: &std::fs::Metadata) -> (u64, i64, i64) {
    (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
}

fn read(path: &Path) -> Result<Ring, KeyRingError> {
    let file = File::open(path).map_err(unusable(path))?;
    let metadata = file.metadata().map_err(unusable(path))?;
    if metadata.mode() & 0o077 != 0 {
        return Err(KeyRingError::Readable(path.display().to_string()));
    }
    let mut text = String::new();
    file.take(FILE_BYTES).read_to_string(&mut text).map_err(unusable(path))?;
    let damaged = |number: usize| KeyRingError::Damaged(path.display().to_string(), number);
    let mut keys = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let mut cells = line.split_ascii_whitespace();
        let (Some(id), Some(at), Some(hex), None) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            return Err(damaged(number));
        };
        let made_at = at.parse().map_err(|_| damaged(number))?;
        keys.push(key(id, made_at, hex).ok_or_else(|| damaged(number))?);
    }
    if keys.is_empty() {
        return Err(damaged(1));
    }
    Ok(Ring { keys, stamp: Some(stamp(&metadata)) })
}

/// Writes beside the place and renames, so that nobody ever reads half a ring.
fn write(path: &Path, keys: &[Key]) -> Result<(), KeyRingError> {
    let lines: String =
        keys.iter().map(|it| format!("{} {} {}\n", it.id, it.made_at, it.hex.reveal())).collect();
    let draft = path.with_extension("new");
    let written = write_draft(&draft, &lines).and_then(|()| std::fs::rename(&draft, path));
    written.map_err(unusable(path))?;
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))
        .and_then(|it| it.sync_all())
        .map_err(unusable(path))
}

fn write_draft(draft: &Path, lines: &str) -> std::io::Result<()> {
    // A draft left by a process that was killed is of no use.
    match std::fs::remove_file(draft) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft)?;
    file.write_all(lines.as_bytes())?;
    file.sync_all()
}
