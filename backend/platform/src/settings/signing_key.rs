//! The key that signs access tokens.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use kernel::Dice;

use crate::Secret;

/// The fewest characters a signing key may have.
pub const SIGNING_KEY_MIN: usize = 32;

/// Where the signing key comes from.
#[derive(Debug, Clone)]
pub enum SigningKey {
    /// Written in the settings; servers that work together share it.
    Given(Secret),
    /// A file of our own, made on the first start.
    File(PathBuf),
}

/// Why the file with the signing key cannot be used, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum SigningKeyError {
    /// The folder or file cannot be read or written.
    #[error("密钥文件 {0} 无法读写：{1}；请检查文件夹权限，或用 GREENBRIDGE_SECRET 指定密钥")]
    Unusable(String, #[source] std::io::Error),
    /// The file does not hold a key; somebody else wrote it.
    #[error(
        "密钥文件 {0} 的内容不是至少 {SIGNING_KEY_MIN} 个字符的密钥；删除它后重新启动会生成新的"
    )]
    Damaged(String),
    /// Other users of the machine may read the file.
    #[error("密钥文件 {0} 能被其他用户读取；请运行 chmod 600 {0}")]
    Readable(String),
}

impl SigningKey {
    /// The key: the given one, or that of the file, which is made (mode 0600) when absent. Several
    /// processes that start at once end up with the same key.
    ///
    /// # Errors
    /// [`SigningKeyError`] says in one sentence what to mend.
    pub fn load(&self) -> Result<Secret, SigningKeyError> {
        match self {
            Self::Given(secret) => Ok(secret.clone()),
            Self::File(path) => match read_key(path)? {
                Some(secret) => Ok(secret),
                None => make_key(path),
            },
        }
    }
}

fn unusable(path: &Path) -> impl FnOnce(std::io::Error) -> SigningKeyError + '_ {
    |error| SigningKeyError::Unusable(path.display().to_string(), error)
}

fn read_key(path: &Path) -> Result<Option<Secret>, SigningKeyError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(path)(error)),
    };
    let mode = file.metadata().map_err(unusable(path))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(SigningKeyError::Readable(path.display().to_string()));
    }
    let mut text = String::new();
    // A key is short: a huge file is somebody's mistake and is not read whole.
    file.take(4096).read_to_string(&mut text).map_err(unusable(path))?;
    let key = text.trim();
    if key.len() < SIGNING_KEY_MIN {
        return Err(SigningKeyError::Damaged(path.display().to_string()));
    }
    Ok(Some(Secret::new(key)))
}

/// Writes the key beside its place and links it there: the link fails when another process was
/// faster, and nobody ever reads half a key.
fn make_key(path: &Path) -> Result<Secret, SigningKeyError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(unusable(path))?;
    }
    let mut dice = Dice::from_system();
    let draft = path.with_extension(format!("{:016x}.new", dice.next_u64()));
    let written = write_draft(&draft, &hex::encode(dice.bytes::<32>()))
        .and_then(|()| std::fs::hard_link(&draft, path));
    // The draft is of no use any more, whether it was linked or not.
    let _ = std::fs::remove_file(&draft);
    match written {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(unusable(path)(error));
        }
        _ => {}
    }
    read_key(path)?.ok_or_else(|| SigningKeyError::Damaged(path.display().to_string()))
}

fn write_draft(draft: &Path, key: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft)?;
    file.write_all(key.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_we_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data/secret");
        let key = SigningKey::File(path.clone());

        let first = key.load().unwrap();
        let second = key.load().unwrap();

        assert_eq!(first.reveal(), second.reveal());
        assert_eq!(first.reveal().len(), 64);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let left: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "no draft is left behind: {left:?}");
    }

    #[test]
    fn processes_that_start_together_share_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let key = SigningKey::File(folder.path().join("secret"));

        let keys: Vec<String> = std::thread::scope(|scope| {
            let starts: Vec<_> =
                (0..8).map(|_| scope.spawn(|| key.load().unwrap().reveal().to_owned())).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });

        assert!(keys.iter().all(|it| *it == keys[0]), "{keys:?}");
    }

    #[test]
    fn a_damaged_or_open_key_file_is_refused_in_one_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        let key = SigningKey::File(path.clone());
        std::fs::write(&path, "short").unwrap();

        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        assert!(matches!(key.load(), Err(SigningKeyError::Readable(_))));

        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        assert!(matches!(key.load(), Err(SigningKeyError::Damaged(_))));
    }
}
