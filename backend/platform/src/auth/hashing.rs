//! Argon2 in memory that is kept for the next hash.
//!
//! The library asks for 19 MiB anew each time, and the pages of that memory, fetched and emptied by
//! the kernel, cost a fifth of the hash. What is left in the block is overwritten by the next hash;
//! it tells no more than what was given back to the allocator before.

use std::sync::{Mutex, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::{self, CustomizedPasswordHasher, Error};
use argon2::{Algorithm, Argon2, Block, Params, Version};

/// Hashes by Argon2id. One block is kept; who finds none takes memory of its own.
#[derive(Debug, Default)]
pub(super) struct Hasher {
    spare: Mutex<Option<Vec<Block>>>,
}

impl Hasher {
    /// Hashes with a salt.
    ///
    /// # Errors
    /// When the salt is too short or too long.
    pub(super) fn hash(
        &self,
        password: &[u8],
        salt: &[u8],
        params: &Params,
    ) -> password_hash::Result<PasswordHash> {
        self.hash_password_with_params(password, salt, params.clone())
    }

    fn spare(&self) -> std::sync::MutexGuard<'_, Option<Vec<Block>>> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CustomizedPasswordHasher<PasswordHash> for Hasher {
    type Params = Params;

    fn hash_password_customized(
        &self,
        password: &[u8],
        salt: &[u8],
        algorithm: Option<&str>,
        version: Option<u32>,
        params: Params,
    ) -> password_hash::Result<PasswordHash> {
        let algorithm = algorithm.map_or(Ok(Algorithm::Argon2id), Algorithm::try_from)?;
        let version = version.map_or(Ok(Version::V0x13), Version::try_from)?;
        let salt = Salt::new(salt)?;
        let mut out = [0; Output::MAX_LENGTH];
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let out = out.get_mut(..length).ok_or(Error::OutputSize)?;

        let mut memory = self.spare().take().unwrap_or_default();
        if memory.len() < params.block_count() {
            memory.resize(params.block_count(), Block::default());
        }
        let argon = Argon2::new(algorithm, version, params.clone());
        let hashed = argon.hash_password_into_with_memory(password, &salt, out, &mut memory);
        *self.spare() = Some(memory);
        hashed?;

        Ok(PasswordHash {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: ParamsString::try_from(&params)?,
            salt: Some(salt),
            hash: Some(Output::new(out)?),
        })
    }
}
