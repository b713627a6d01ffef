//! What trust costs: a sign-in beside one bare argon2, a write beside one that leaves nothing in
//! the audit log.

use super::client::{self, Client};
use super::writes::{self, ENTERPRISE};
use super::{Bounds, run};
use crate::process::{self, Server};
use anyhow::{Context, anyhow};
use argon2::{Algorithm, Argon2, Params, Version};
use std::path::Path;
use std::sync::Arc;

/// The cost the product hashes with: 19 MiB, 2 passes, 1 lane.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// How many times each side is measured, in turn: the machine's mood passes over both.
const TURNS: usize = 4;
/// Connections that write; commits are shared as they are on a working day.
const CONNECTIONS: usize = 16;
/// Nothing is written into the log while this stands.
const MUTE: &str = "CREATE TRIGGER bench_mute BEFORE INSERT ON audit_entries \
                    BEGIN SELECT RAISE(IGNORE); END";
const UNMUTE: &str = "DROP TRIGGER bench_mute";

/// CPU in milliseconds.
#[derive(Debug, Clone, Copy, Default, serde::Serialize)]
pub(crate) struct Trust {
    /// One sign-in from a known browser, its argon2 included.
    pub(crate) sign_in_ms: f64,
    /// One argon2 of the same cost.
    pub(crate) argon2_ms: f64,
    /// One post of a need.
    pub(crate) write_ms: f64,
    /// One post of a need that leaves nothing in the log.
    pub(crate) unlogged_ms: f64,
}

/// Measures both, the product serving the database at this path.
///
/// # Errors
/// When a request is refused.
pub(crate) fn measure(server: &Server, database: &Path, bounds: Bounds) -> anyhow::Result<Trust> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let token = runtime.block_on(writes::sign_in(server, ENTERPRISE))?;
    let sign_ins: Arc<[Vec<u8>]> = [runtime.block_on(known_sign_in(server))?].into();
    let few = Bounds { warm_up: 5, requests: 100, ..bounds };
    let mut trust = Trust { argon2_ms: argon2_ms(few.requests)?, ..Trust::default() };
    trust.sign_in_ms = run(server, &sign_ins, 1, few)?.cpu_ms;

    let database = rusqlite::Connection::open(database).context("open the database")?;
    database.busy_timeout(std::time::Duration::from_secs(10))?;
    for turn in 0..TURNS {
        for is_logged in [true, false] {
            if !is_logged {
                database.execute_batch(MUTE)?;
            }
            let bounds = Bounds { warm_up: 0, requests: bounds.requests.min(5_000), ..bounds };
            let posts: Arc<[Vec<u8>]> = (0..bounds.requests)
                .map(|number| writes::post(&format!("trust-{turn}-{is_logged}-{number}"), &token))
                .collect();
            let measured = run(server, &posts, CONNECTIONS, bounds);
            if !is_logged {
                database.execute_batch(UNMUTE)?;
            }
            let cpu_ms = measured?.cpu_ms / TURNS as f64;
            *(if is_logged { &mut trust.write_ms } else { &mut trust.unlogged_ms }) += cpu_ms;
        }
    }
    Ok(trust)
}

/// A sign-in from a browser that the account knows, as most are: a new one brings a mail too.
async fn known_sign_in(server: &Server) -> anyhow::Result<Vec<u8>> {
    let request = writes::sign_in_request(ENTERPRISE);
    let mut client = Client::connect(server.address).await?;
    let answer = client.ask(&request).await?;
    let cookies = answer.head.lines().filter_map(|line| line.split_once(": "));
    let device = cookies
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .find_map(|(_, value)| value.split(';').next().filter(|it| it.contains("device")));
    Ok(client::with_header(&request, "cookie", device.context("no cookie of the device")?))
}

/// CPU of one argon2, made so many times in this process.
fn argon2_ms(count: usize) -> anyhow::Result<f64> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|it| anyhow!("{it}"))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let begun = process::cpu_seconds_of(std::process::id())?;
    for number in 0..count {
        let mut out = [0; 32];
        let hashed =
            argon2.hash_password_into(number.to_string().as_bytes(), b"sixteen of salt.", &mut out);
        hashed.map_err(|it| anyhow!("{it}"))?;
        std::hint::black_box(out);
    }
    Ok((process::cpu_seconds_of(std::process::id())? - begun) * 1e3 / count as f64)
}
