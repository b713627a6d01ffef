//! Asking servers outside: whether they answer, and, of listed hosts, for a file.
//!
//! What people type must not make us ask our own network (SSRF): a name is resolved here, addresses
//! that are not of the public internet are left out, no proxy is used, and no redirect is followed but by
//! [`Outside::fetch`], which looks at each hop itself.

mod fetch;

use anyhow::Context;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

pub use fetch::{FetchError, Fetched, Wanted};

/// How long one answer may take. 配置值.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether addresses of neighbouring systems are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkChecks {
    /// They are.
    On,
    /// Nobody is asked.
    Off,
    /// This one answers for all.
    At(SocketAddr),
}

/// The way out; closed where the settings say so.
#[derive(Clone, Default)]
pub struct Outside {
    client: Option<reqwest::Client>,
}

impl Outside {
    /// Opens the way out as the settings say.
    ///
    /// # Errors
    /// When no client can be made.
    pub fn open(checks: LinkChecks) -> anyhow::Result<Self> {
        let stand_in = match checks {
            LinkChecks::Off => return Ok(Self::default()),
            LinkChecks::On => None,
            LinkChecks::At(address) => Some(address),
        };
        let client = reqwest::Client::builder()
            .dns_resolver(Arc::new(PublicOnly { stand_in }))
            .redirect(Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .pool_max_idle_per_host(0)
            .user_agent("greenbridge")
            .build()
            .context("make a client for servers outside")?;
        Ok(Self { client: Some(client) })
    }

    /// Whether nobody is asked.
    pub fn is_off(&self) -> bool {
        self.client.is_none()
    }

    /// Whether an address answers like a page that people can open; a redirect does. What it
    /// answers is not read.
    pub async fn answers(&self, url: &str) -> bool {
        let Some(client) = &self.client else { return false };
        match client.get(url).send().await {
            Ok(answer) => is_alive(answer.status().as_u16()),
            Err(error) => {
                tracing::debug!(%error, "a link did not answer");
                false
            }
        }
    }
}

/// Whether a status says that something is there: asking for a sign-in does, too.
fn is_alive(status: u16) -> bool {
    status < 500 && !matches!(status, 404 | 410)
}

/// Resolves names to addresses of the public internet alone.
struct PublicOnly {
    /// Who answers for every name, in tests.
    stand_in: Option<SocketAddr>,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let stand_in = self.stand_in;
        Box::pin(async move {
            let found: Vec<SocketAddr> = match stand_in {
                Some(address) => vec![address],
                None => {
                    let all = tokio::net::lookup_host((name.as_str(), 0)).await?;
                    all.filter(|it| is_public(it.ip())).collect()
                }
            };
            if found.is_empty() {
                return Err("no address of the public internet".into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is of the public internet (IANA special-purpose registries, RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_public_v4(it),
        IpAddr::V6(it) => is_public_v6(it),
    }
}

fn is_public_v4(it: Ipv4Addr) -> bool {
    let [a, b, c, _] = it.octets();
    let is_special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18..=19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !is_special
}

fn is_public_v6(it: Ipv6Addr) -> bool {
    if let Some(inner) = it.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    // Only 2000::/3 is given out; of it documentation, Teredo and 6to4 lead elsewhere.
    let [a, b, ..] = it.segments();
    let is_special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || a == 0x3fff;
    (0x2000..=0x3fff).contains(&a) && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_internet_are_asked() {
        for public in ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"]
        {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for ours in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "2001:db8::1",
            "2002:7f00:1::",
        ] {
            assert!(!is_public(ours.parse().unwrap()), "{ours}");
        }
    }

    #[test]
    fn a_page_that_moved_or_asks_for_a_sign_in_is_alive() {
        for alive in [200, 302, 401, 403, 405] {
            assert!(is_alive(alive), "{alive}");
        }
        for dead in [404, 410, 500, 502, 503] {
            assert!(!is_alive(dead), "{dead}");
        }
    }
}
