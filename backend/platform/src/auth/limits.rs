//! How often something may be tried, and when wrong passwords lock an account.
//!
//! Callers are told apart by address or account and fall into a fixed number of slots, so that no
//! flood of addresses makes the memory grow; two callers who share a slot share its quota. The
//! product's clock drives the limits, so a test that moves time moves them too.

use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use governor::clock::Clock as Ticking;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use kernel::id::{AccountId, MachineKeyId};
use kernel::{Clock, Denied, Error};

/// So many times in so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many times.
    pub count: NonZeroU32,
    /// In how long; not zero.
    pub per: Duration,
}

/// How often something may be tried; `None` is without limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Attempts to sign in from one address.
    pub sign_in: Option<Rate>,
    /// Registrations from one address.
    pub register: Option<Rate>,
    /// Changes by one account.
    pub mutations: Option<Rate>,
    /// Mails that a request from one address sets off.
    pub mails: Option<Rate>,
    /// Requests with one machine key.
    pub machines: Option<Rate>,
    /// Questions to the assistant from one address.
    pub asks: Option<Rate>,
}

/// Slots of one limiter; each costs about 30 bytes once used.
const SLOTS: u64 = 1 << 16;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt<'a> {
    /// To sign in, from an address.
    SignIn(IpAddr),
    /// To register, from an address.
    Register(IpAddr),
    /// To have a mail sent to somebody, from an address.
    Mail(IpAddr),
    /// To change something, by an account.
    Mutation(&'a AccountId),
    /// To ask, by a machine.
    Machine(&'a MachineKeyId),
    /// To ask the assistant, from an address.
    Ask(IpAddr),
}

/// Tried too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("操作过于频繁，请在 {}后再试", people_time(*.retry_after))]
pub struct TooMany {
    /// When the next attempt will be allowed; at least a second.
    pub retry_after: Duration,
}

impl From<TooMany> for Error {
    fn from(it: TooMany) -> Self {
        Denied::LimitExceeded(it.to_string()).into()
    }
}

/// A length of time as people say it, rounded up.
fn people_time(time: Duration) -> String {
    let seconds = time.as_secs() + u64::from(time.subsec_nanos() > 0);
    if seconds < 120 {
        format!("{seconds} 秒")
    } else {
        format!("{} 分钟", seconds.div_ceil(60))
    }
}

/// The limits of one process. Cheap to clone; clones share the counts.
#[derive(Debug, Clone)]
pub struct RateLimits {
    sign_in: Option<Arc<Limiter>>,
    register: Option<Arc<Limiter>>,
    mutations: Option<Arc<Limiter>>,
    mails: Option<Arc<Limiter>>,
    machines: Option<Arc<Limiter>>,
    asks: Option<Arc<Limiter>>,
    slots: RandomState,
    clock: Clock,
    forgot_at: Arc<AtomicI64>,
}

impl RateLimits {
    /// The limits of the settings, driven by the product's clock.
    #[must_use]
    pub fn new(rates: &Rates, clock: &Clock) -> Self {
        let limiter = |rate: Option<Rate>| rate.map(|it| Arc::new(limiter(it, clock)));
        Self {
            sign_in: limiter(rates.sign_in),
            register: limiter(rates.register),
            mutations: limiter(rates.mutations),
            mails: limiter(rates.mails),
            machines: limiter(rates.machines),
            asks: limiter(rates.asks),
            slots: RandomState::new(),
            clock: clock.clone(),
            forgot_at: Arc::default(),
        }
    }

    /// Counts an attempt.
    ///
    /// # Errors
    /// [`TooMany`] when it comes too soon; it then does not count.
    pub fn check(&self, attempt: Attempt<'_>) -> Result<(), TooMany> {
        let (limiter, slot) = match attempt {
            Attempt::SignIn(from) => (&self.sign_in, self.slots.hash_one(network(from))),
            Attempt::Register(from) => (&self.register, self.slots.hash_one(network(from))),
            Attempt::Mail(from) => (&self.mails, self.slots.hash_one(network(from))),
            Attempt::Ask(from) => (&self.asks, self.slots.hash_one(network(from))),
            Attempt::Machine(key) => (&self.machines, self.slots.hash_one(key)),
            Attempt::Mutation(by) => (&self.mutations, self.slots.hash_one(by)),
        };
        let Some(limiter) = limiter else { return Ok(()) };
        let slot = u16::try_from(slot % SLOTS).expect("less than 65536");
        limiter.check_key(&slot).map_err(|refusal| {
            let wait = refusal.wait_time_from(limiter.clock().now());
            TooMany { retry_after: wait.max(Duration::from_secs(1)) }
        })
    }

    /// Frees the slots whose callers have been quiet for long. Call it as often as you like: at
    /// most once a minute it does something.
    pub fn forget_quiet(&self) {
        let now = self.clock.now().timestamp();
        let last = self.forgot_at.load(Ordering::Relaxed);
        let is_mine = now - last >= 60
            && self
                .forgot_at
                .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok();
        if !is_mine {
            return;
        }
        let all = [
            &self.sign_in,
            &self.register,
            &self.mutations,
            &self.mails,
            &self.machines,
            &self.asks,
        ];
        for limiter in all.into_iter().flatten() {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

/// The whole network a home or firm is given counts as one caller: with IPv6 a /64.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64)),
        short => short,
    }
}

/// The address a request comes from. Behind our proxy it is the last entry of `X-Forwarded-For`,
/// the only one our proxy wrote; earlier entries are the caller's to invent.
#[must_use]
pub fn caller_address(request: &HttpRequest, behind_proxy: bool) -> IpAddr {
    let told = || {
        let header = request.headers().get_all("x-forwarded-for").last()?.to_str().ok()?;
        header.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    let peer = || request.peer_addr().map(|it| it.ip());
    // No peer address: a request made in the process itself.
    let unknown = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
    if behind_proxy { told().or_else(peer) } else { peer() }.unwrap_or(unknown)
}

/// When wrong passwords lock an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockOut {
    /// So many wrong passwords in a row.
    pub failures: u32,
    /// Lock for so long the first time, counted from the last wrong one.
    pub time: Duration,
}

/// How often the time of a lock doubles at most (配置值): half an hour becomes eight hours.
const DOUBLED: u32 = 4;

impl LockOut {
    /// Until when sign-in is locked after `failures` wrong passwords in a row, the last one at
    /// `last`; `None` when it is open. Each further lock without a right password between lasts
    /// twice as long as the one before, so that guessing on gains little.
    #[must_use]
    pub fn until(&self, failures: u32, last: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if failures == 0 || !failures.is_multiple_of(self.failures) {
            return None;
        }
        let doubled = (failures / self.failures - 1).min(DOUBLED);
        Some(last + self.time * 2_u32.pow(doubled))
    }
}

type Limiter = RateLimiter<u16, DashMapStateStore<u16>, Ticks, NoOpMiddleware<Nanos>>;

fn limiter(rate: Rate, clock: &Clock) -> Limiter {
    let quota = Quota::with_period(rate.per / rate.count.get())
        .expect("the settings take no rate of zero length")
        .allow_burst(rate.count);
    RateLimiter::dashmap_with_clock(quota, Ticks { start: clock.now(), clock: clock.clone() })
}

/// The product's clock as governor wants it: nanoseconds since the start.
#[derive(Debug, Clone)]
struct Ticks {
    clock: Clock,
    start: DateTime<Utc>,
}

impl Ticking for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let since = self.clock.now() - self.start;
        Nanos::from(since.to_std().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use chrono::TimeZone;
    use std::num::NonZeroU32;

    fn standing() -> Clock {
        Clock::standing(Utc.with_ymd_and_hms(2026, 11, 21, 8, 0, 0).unwrap())
    }

    fn rates(count: u32, per: u64) -> Rates {
        let rate = Rate { count: NonZeroU32::new(count).unwrap(), per: Duration::from_secs(per) };
        Rates {
            sign_in: Some(rate),
            register: Some(rate),
            mutations: None,
            mails: None,
            machines: None,
            asks: None,
        }
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn the_eleventh_attempt_in_a_minute_waits_for_its_turn() {
        let clock = standing();
        let limits = RateLimits::new(&rates(10, 60), &clock);
        let attempt = Attempt::SignIn(ip("203.0.113.7"));

        for _ in 0..10 {
            assert_eq!(limits.check(attempt), Ok(()));
        }
        let refused = limits.check(attempt).unwrap_err();
        assert_eq!(refused.retry_after, Duration::from_secs(6));
        assert_eq!(refused.to_string(), "操作过于频繁，请在 6 秒后再试");

        clock.advance(chrono::Duration::seconds(6));
        assert_eq!(limits.check(attempt), Ok(()));
        assert!(limits.check(attempt).is_err());
    }

    #[test]
    fn callers_and_kinds_of_attempts_do_not_share_a_quota() {
        let limits = RateLimits::new(&rates(1, 3600), &standing());
        limits.check(Attempt::SignIn(ip("203.0.113.7"))).unwrap();

        assert!(limits.check(Attempt::SignIn(ip("203.0.113.7"))).is_err());
        assert!(limits.check(Attempt::SignIn(ip("::ffff:203.0.113.7"))).is_err());
        assert!(limits.check(Attempt::Register(ip("203.0.113.7"))).is_ok());
    }

    #[test]
    fn neighbours_in_one_ipv6_network_count_as_one_caller() {
        assert_eq!(network(ip("2001:db8:1:2:3::4")), network(ip("2001:db8:1:2:ffff::1")));
        assert_ne!(network(ip("2001:db8:1:2::1")), network(ip("2001:db8:1:3::1")));
        assert_ne!(network(ip("203.0.113.7")), network(ip("203.0.113.8")));
    }

    #[test]
    fn a_rate_that_is_off_never_refuses() {
        let limits = RateLimits::new(&rates(1, 60), &standing());
        let account = AccountId::new(standing().now(), &mut kernel::Dice::seeded(1));

        for _ in 0..1000 {
            assert_eq!(limits.check(Attempt::Mutation(&account)), Ok(()));
        }
    }

    #[test]
    fn a_flood_of_addresses_fills_slots_and_no_more_and_is_forgotten() {
        let clock = standing();
        let limits = RateLimits::new(&rates(1, 60), &clock);
        for number in 0..200_000 {
            let _ = limits.check(Attempt::SignIn(IpAddr::V4(number.into())));
        }
        let limiter = limits.sign_in.clone().unwrap();
        assert!(limiter.len() <= 1 << 16);

        clock.advance(chrono::Duration::minutes(10));
        limits.forget_quiet();

        assert_eq!(limiter.len(), 0);
    }

    #[test]
    fn only_what_our_own_proxy_wrote_is_believed() {
        let request = TestRequest::default()
            .peer_addr("10.0.0.1:1234".parse().unwrap())
            .insert_header(("x-forwarded-for", "1.2.3.4, 203.0.113.7"))
            .to_http_request();

        assert_eq!(caller_address(&request, false), ip("10.0.0.1"));
        assert_eq!(caller_address(&request, true), ip("203.0.113.7"));
        let bare = TestRequest::default().insert_header(("x-forwarded-for", "x")).to_http_request();
        assert_eq!(caller_address(&bare, true), ip("::"));
    }

    #[test]
    fn a_lock_follows_so_many_failures_and_grows() {
        let rule = LockOut { failures: 5, time: Duration::from_secs(1800) };
        let last = standing().now();

        let after = |minutes| Some(last + chrono::Duration::minutes(minutes));
        assert_eq!(rule.until(0, last), None);
        assert_eq!(rule.until(4, last), None);
        assert_eq!(rule.until(5, last), after(30));
        assert_eq!(rule.until(6, last), None, "once it is over, another try is allowed");
        assert_eq!(rule.until(10, last), after(60));
        assert_eq!(rule.until(25, last), after(8 * 60));
        assert_eq!(rule.until(500, last), after(8 * 60));
    }
}
