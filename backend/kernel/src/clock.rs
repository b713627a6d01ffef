//! Time and randomness as values, so that a test decides both.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use rand::{Rng, SeedableRng};
use std::sync::{Arc, Mutex};

/// China Standard Time. All calendar days of the product are days in this zone.
pub fn china_time() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).expect("eight hours east is an offset")
}

/// The calendar day in China at an instant.
pub fn china_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&china_time()).date_naive()
}

/// Tells the time: the machine's, or one a test sets.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock, so much ahead: for demonstrations of what takes days.
    Ahead(chrono::Duration),
    /// Stands still until it is moved.
    Standing(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn standing(at: DateTime<Utc>) -> Self {
        Self::Standing(Arc::new(Mutex::new(at)))
    }

    /// The present instant, to the microsecond: what PostgreSQL can keep.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Self::Ahead(chrono::Duration::zero()).now(),
            Self::Ahead(by) => {
                let now = Utc::now() + *by;
                DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
            }
            Self::Standing(at) => *at.lock().expect("no holder of this lock panics"),
        }
    }

    /// The present calendar day in China.
    pub fn today(&self) -> NaiveDate {
        china_day(self.now())
    }

    /// Moves a standing clock; the machine's clock is left alone.
    pub fn advance(&self, by: chrono::Duration) {
        if let Self::Standing(at) = self {
            *at.lock().expect("no holder of this lock panics") += by;
        }
    }
}

/// Random bits: from the operating system, or from a seed.
#[derive(Debug)]
pub struct Dice(rand::rngs::StdRng);

impl Dice {
    /// Seeded by the operating system; fit for secrets.
    pub fn from_system() -> Self {
        let mut seed = [0u8; 32];
        rand::TryRng::try_fill_bytes(&mut rand::rngs::SysRng, &mut seed)
            .expect("the operating system gives random bytes");
        Self(rand::rngs::StdRng::from_seed(seed))
    }

    /// The same seed gives the same throws.
    pub fn seeded(seed: u64) -> Self {
        Self(rand::rngs::StdRng::seed_from_u64(seed))
    }

    /// 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// 128 random bits.
    pub fn next_u128(&mut self) -> u128 {
        (u128::from(self.0.next_u64()) << 64) | u128::from(self.0.next_u64())
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0u8; N];
        self.0.fill_bytes(&mut out);
        out
    }
}

/// A calendar day as the API shows it: `2026-11-21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// A calendar day: 2026-11-21.
#[async_graphql::Scalar(name = "Date")]
impl async_graphql::ScalarType for Date {
    fn parse(value: async_graphql::Value) -> async_graphql::InputValueResult<Self> {
        match value {
            async_graphql::Value::String(text) => Ok(Self(text.parse()?)),
            other => Err(async_graphql::InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> async_graphql::Value {
        async_graphql::Value::String(self.0.to_string())
    }
}
