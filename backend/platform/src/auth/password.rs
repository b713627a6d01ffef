//! Passwords: what a new one must be like, how one is kept, how one is checked.
//!
//! Kept as Argon2id with the cost OWASP names (19 MiB, 2 passes, 1 lane). Hashing runs off the
//! threads that serve requests, few at a time: many sign-ins at once wait instead of taking all
//! memory and processors.

use std::sync::Arc;

use anyhow::Context;
use argon2::Params;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error as HashError, PasswordVerifier};
use kernel::{Dice, Problem, Result};
use tokio::sync::Semaphore;

use super::hashing::Hasher;
use crate::Secret;

/// Memory of one hash in KiB and passes over it (OWASP Password Storage Cheat Sheet, Argon2id).
const COST: (u32, u32) = (19_456, 2);
/// How many hashes are made at once.
const AT_ONCE: usize = 2;
/// Longest password; longer ones only cost us time.
const MAX_CHARACTERS: usize = 128;

/// Passwords that satisfy the rules and are tried first by everybody; compared in lower case.
const COMMON: [&str; 24] = [
    "password1!",
    "password123!",
    "p@ssw0rd",
    "p@ssword1",
    "p@ssw0rd1",
    "passw0rd!",
    "admin@123",
    "admin123!",
    "admin@1234",
    "abc@1234",
    "abc@123456",
    "abcd@1234",
    "abcd1234!",
    "aa@123456",
    "aa123456!",
    "qwer@1234",
    "qwer1234!",
    "1qaz@wsx",
    "1qaz!qaz",
    "1qaz2wsx!",
    "welcome1!",
    "test@1234",
    "huanbao@123",
    "root@1234",
];

/// What a new password must be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRules {
    /// Fewest characters.
    pub min_length: usize,
    /// How many of the four kinds (lower case, upper case, digits, others) it must mix.
    pub min_classes: usize,
}

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Fewer characters than asked for.
    #[error("密码至少需要 {0} 个字符")]
    TooShort(usize),
    /// More characters than we take.
    #[error("密码最多 {0} 个字符")]
    TooLong(usize),
    /// Fewer kinds of characters than asked for.
    #[error("密码需要包含小写字母、大写字母、数字、其他符号中的至少 {0} 种")]
    TooFewKinds(usize),
    /// One of those everybody tries first.
    #[error("这个密码太常见，容易被猜到，请换一个")]
    TooCommon,
}

impl PasswordProblem {
    /// Every code, for the printed table of problems.
    pub const CODES: [&'static str; 4] = [
        "auth.password_too_short",
        "auth.password_too_long",
        "auth.password_too_few_kinds",
        "auth.password_too_common",
    ];

    /// Stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort(_) => Self::CODES[0],
            Self::TooLong(_) => Self::CODES[1],
            Self::TooFewKinds(_) => Self::CODES[2],
            Self::TooCommon => Self::CODES[3],
        }
    }
}

impl From<PasswordProblem> for Problem {
    fn from(it: PasswordProblem) -> Self {
        Self {
            code: it.code().into(),
            path: vec!["password".into()],
            message: it.to_string().into(),
        }
    }
}

impl PasswordRules {
    /// Everything that is wrong with a new password; empty when it may be used. Length is
    /// counted in characters, so a Chinese sentence is a fine password.
    #[must_use]
    pub fn check(&self, password: &str) -> Vec<PasswordProblem> {
        let mut problems = Vec::new();
        let length = password.chars().count();
        if length < self.min_length {
            problems.push(PasswordProblem::TooShort(self.min_length));
        }
        if length > MAX_CHARACTERS {
            problems.push(PasswordProblem::TooLong(MAX_CHARACTERS));
        }
        if kinds(password) < self.min_classes {
            problems.push(PasswordProblem::TooFewKinds(self.min_classes));
        }
        if COMMON.contains(&password.to_lowercase().as_str()) {
            problems.push(PasswordProblem::TooCommon);
        }
        problems
    }
}

/// Words that everybody has on their keyboard, their calendar or before their eyes here. A
/// password that is one of them with little around it is guessed first.
const WORDS: [&str; 34] = [
    "greenbridge",
    "lvqiao",
    "绿桥",
    "huanbao",
    "huanjing",
    "shanghai",
    "jiangsu",
    "zhejiang",
    "qingpu",
    "wujiang",
    "jiashan",
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "admin",
    "root",
    "welcome",
    "woaini",
    "mima",
    "abcdefg",
    "abcd",
    "qwertyuiop",
    "qwerty",
    "qwer",
    "asdfghjkl",
    "asdf",
    "zxcvbnm",
    "zxcv",
    "1qaz2wsx",
    "qazwsx",
    "iloveyou",
    "letmein",
    "test",
];

/// Fewest characters beside such a word, years and rows of digits for a password to be one's own.
const OWN_CHARACTERS: usize = 5;

impl PasswordRules {
    /// As [`Self::check`], and refuses what those who know the account's address try first: its
    /// own name, and common words, with a year or a few digits and signs around them.
    #[must_use]
    pub fn check_for(&self, password: &str, email: &str) -> Vec<PasswordProblem> {
        let mut problems = self.check(password);
        let name = email.split('@').next().unwrap_or_default();
        if !problems.contains(&PasswordProblem::TooCommon) && is_guessed(password, name) {
            problems.push(PasswordProblem::TooCommon);
        }
        problems
    }
}

/// What is left of a password without a word everybody tries, years and rows, is too short.
fn is_guessed(password: &str, name: &str) -> bool {
    let lower = password.to_lowercase();
    let name = name.to_lowercase();
    let own = Some(name.as_str()).filter(|it| it.chars().count() >= 3);
    let mut rest = lower.clone();
    for word in WORDS.into_iter().chain(own) {
        rest = rest.replace(word, "");
    }
    let is_year = |it: &str| it.starts_with("19") || it.starts_with("20");
    let digits: Vec<String> = rest
        .split(|it: char| !it.is_ascii_digit())
        .filter(|it| is_row(it) || (it.len() == 4 && is_year(it)))
        .map(str::to_owned)
        .collect();
    for run in digits {
        rest = rest.replacen(&run, "", 1);
    }
    let has_guess = rest.len() < lower.len();
    let distinct: std::collections::BTreeSet<char> =
        rest.chars().filter(|it| it.is_alphanumeric()).collect();
    has_guess && distinct.len() < OWN_CHARACTERS
}

/// `123456`, `654321`, `888888`: each digit a fixed step from the one before.
fn is_row(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let step = |pair: &[u8]| i16::from(pair[1]) - i16::from(pair[0]);
    bytes.len() >= 3
        && step(&bytes[..2]).abs() <= 1
        && bytes.windows(2).all(|pair| step(pair) == step(&bytes[..2]))
}

fn kinds(password: &str) -> usize {
    let classes: [fn(char) -> bool; 4] = [
        |it| it.is_ascii_lowercase(),
        |it| it.is_ascii_uppercase(),
        |it| it.is_ascii_digit(),
        |it| !it.is_ascii_alphanumeric() && !it.is_control(),
    ];
    classes.iter().filter(|class| password.chars().any(class)).count()
}

/// Hashes and checks passwords. Cheap to clone; clones share the queue.
#[derive(Debug, Clone)]
pub struct Passwords {
    hasher: Arc<Hasher>,
    params: Params,
    turns: Arc<Semaphore>,
    /// The hash that is checked when there is no account, of the same cost as all others.
    nobody: Arc<str>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self::with_cost(COST.0, COST.1)
    }
}

impl Passwords {
    /// With another cost than the product's: memory in KiB and passes. For tests that sign in a
    /// thousand times; hashes of any cost are checked by any `Passwords`.
    ///
    /// # Panics
    /// When Argon2 refuses the cost (less than 8 KiB or no pass): it is written by us.
    #[must_use]
    pub fn with_cost(memory_kib: u32, passes: u32) -> Self {
        let params = Params::new(memory_kib, passes, 1, None).expect("a cost Argon2 takes");
        // Salt and hash are fixed: nobody's password matches, only its cost is wanted. Written
        // down instead of computed, so that starting is not slowed by a hash.
        let nobody = format!(
            "$argon2id$v=19$m={memory_kib},t={passes},p=1$bm9ib2R5LW5vYm9keS0tLQ$\
             AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        );
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Self { hasher: Arc::default(), params, turns, nobody: nobody.into() }
    }

    /// The hash to keep, in the PHC text form, with a fresh salt.
    ///
    /// # Errors
    /// A fault when the machine has no memory for it.
    pub async fn hash(&self, password: &Secret, rng: &mut Dice) -> Result<String> {
        let salt: [u8; 16] = rng.bytes();
        let (params, password) = (self.params.clone(), password.clone());
        let hash =
            self.apart(move |hasher| hasher.hash(password.reveal().as_bytes(), &salt, &params));
        Ok(hash.await?.context("hash a password")?.to_string())
    }

    /// A hash to keep where nobody signs in by a password: of one that nobody knows.
    ///
    /// # Errors
    /// As [`Self::hash`].
    pub async fn hash_of_none(&self, rng: &mut Dice) -> Result<String> {
        let unknown = Secret::new(format!("{:032x}", rng.next_u128()));
        self.hash(&unknown, rng).await
    }

    /// Whether the password belongs to the kept hash. `None` stands for an account that does not
    /// exist: it takes as long as any other and is never right.
    ///
    /// # Errors
    /// A fault when the kept hash is no hash.
    pub async fn verify(&self, password: &Secret, kept: Option<&str>) -> Result<bool> {
        // Longer ones were never accepted; they cost as much as any other.
        let is_possible = kept.is_some() && password.reveal().chars().count() <= MAX_CHARACTERS;
        let hash = kept.filter(|_| is_possible).unwrap_or(&self.nobody).to_owned();
        let password = password.clone();
        let checked = self.apart(move |hasher| {
            let password = password.reveal().as_bytes();
            let password = if is_possible { password } else { b"nobody" };
            hasher.verify_password(password, &PasswordHash::new(&hash)?)
        });
        match checked.await? {
            Ok(()) => Ok(is_possible),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(error) => {
                Err(anyhow::Error::new(error).context("read a kept password hash").into())
            }
        }
    }

    /// Runs the work on a thread of its own, when it is its turn.
    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Hasher) -> T + Send + 'static,
    ) -> Result<T> {
        let turn = Arc::clone(&self.turns).acquire_owned().await.context("wait to hash")?;
        let hasher = Arc::clone(&self.hasher);
        let done = tokio::task::spawn_blocking(move || {
            let answer = work(&hasher);
            // Held until the work is done, also when the caller has gone away.
            drop(turn);
            answer
        });
        Ok(done.await.context("hash a password")?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: PasswordRules = PasswordRules { min_length: 8, min_classes: 3 };

    #[test]
    fn the_rules_name_everything_that_is_wrong() {
        use PasswordProblem::{TooCommon, TooFewKinds, TooLong, TooShort};
        let long = "aA1".repeat(43);
        for (password, expected) in [
            ("", vec![TooShort(8), TooFewKinds(3)]),
            ("aA1", vec![TooShort(8)]),
            ("abcdefgh", vec![TooFewKinds(3)]),
            ("abcdefg1", vec![TooFewKinds(3)]),
            ("abcDefg1", vec![]),
            ("abcdefg1!", vec![]),
            ("清水河畔的Alder7", vec![]),
            ("P@ssw0rd", vec![TooCommon]),
            (&long, vec![TooLong(128)]),
        ] {
            assert_eq!(RULES.check(password), expected, "{password}");
        }
    }

    #[test]
    fn what_is_tried_first_is_refused_and_what_is_ones_own_is_not() {
        for guessed in [
            "Greenbridge-2026",
            "Zhangsan@123",
            "ZhangSan2026!",
            "Qwer@123456",
            "Huanbao@2025",
            "Shanghai#888888",
            "Abcd-1234",
            "1qaz2WSX!",
            "Admin@2024",
        ] {
            let found = RULES.check_for(guessed, "zhangsan@example.org");
            assert_eq!(found, [PasswordProblem::TooCommon], "{guessed}");
        }
        for own in [
            "Abc-12345-xyz",
            "correct Horse 7 battery",
            "清水河畔的Alder7",
            "Shanghai-Fpk4-wzT",
            "M4ple!rivers",
            "Xk-2026-tulip-Qv",
        ] {
            assert_eq!(RULES.check_for(own, "zhangsan@example.org"), [], "{own}");
        }
        assert_eq!(
            RULES.check_for("Fuvqjnabc-9", "a@example.org"),
            [],
            "a short name says nothing"
        );
    }

    #[test]
    fn a_problem_points_at_the_password_field() {
        let problem = Problem::from(PasswordProblem::TooShort(8));

        assert_eq!(problem.code, "auth.password_too_short");
        assert_eq!(problem.path, ["password"]);
        assert_eq!(problem.message, "密码至少需要 8 个字符");
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let passwords = Passwords::default();
        let mut rng = Dice::seeded(1);
        let right = Secret::new("abcDefg1");

        let first = passwords.hash(&right, &mut rng).await.unwrap();
        let second = passwords.hash(&right, &mut rng).await.unwrap();

        assert!(first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{first}");
        assert_ne!(first, second, "each has its own salt");
        assert!(passwords.verify(&right, Some(&first)).await.unwrap());
        assert!(!passwords.verify(&Secret::new("abcDefg2"), Some(&first)).await.unwrap());
        assert!(!passwords.verify(&Secret::new(""), Some(&first)).await.unwrap());
    }

    #[tokio::test]
    async fn an_unknown_account_costs_a_whole_check_and_is_never_right() {
        let passwords = Passwords::default();

        // A nobody hash that Argon2 could not read would fail here instead of costing time.
        assert!(!passwords.verify(&Secret::new("nobody"), None).await.unwrap());
        assert!(passwords.nobody.contains("m=19456,t=2,p=1"));
    }

    #[tokio::test]
    async fn hashes_of_another_cost_are_still_checked() {
        let cheap = Passwords::with_cost(8, 1);
        let kept = cheap.hash(&Secret::new("abcDefg1"), &mut Dice::seeded(1)).await.unwrap();

        let right = Passwords::default().verify(&Secret::new("abcDefg1"), Some(&kept)).await;

        assert!(right.unwrap());
    }

    #[tokio::test]
    async fn a_huge_password_is_wrong_and_a_broken_hash_is_a_fault() {
        let passwords = Passwords::with_cost(8, 1);
        let huge = Secret::new("aA1".repeat(100_000));
        let kept = passwords.hash(&huge, &mut Dice::seeded(1)).await.unwrap();

        assert!(!passwords.verify(&huge, Some(&kept)).await.unwrap());
        let broken = passwords.verify(&Secret::new("x"), Some("no hash")).await;
        assert!(matches!(broken, Err(kernel::Error::Fault(_))));
    }
}
