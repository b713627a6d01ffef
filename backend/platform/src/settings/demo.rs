//! What is otherwise in a demonstration.

use super::SecondFactor;
use super::read::{Reader, duration};
use std::time::Duration;

/// Terms and deadlines of a real installation are never to be hurried.
pub(super) fn clock_ahead(reader: &mut Reader<'_>, demo: bool) -> Duration {
    let given = reader.optional("GREENBRIDGE_CLOCK_AHEAD", |text| match demo {
        true => duration(text),
        false => Err("只有演示环境（GREENBRIDGE_DEMO=yes）可以拨快时钟".to_owned()),
    });
    given.unwrap_or_default()
}

/// Demo installations show accounts with a known password; asking each for an app helps nobody.
pub(super) fn second_factor(reader: &mut Reader<'_>, demo: bool) -> SecondFactor {
    let given = reader.optional("GREENBRIDGE_STAFF_SECOND_FACTOR", |text| match text {
        "required" => Ok(SecondFactor::Staff),
        "optional" => Ok(SecondFactor::Nobody),
        "everybody" => Ok(SecondFactor::Everybody),
        _ => Err(format!("“{text}”应为 required、optional 或 everybody")),
    });
    given.unwrap_or(if demo { SecondFactor::Nobody } else { SecondFactor::Staff })
}
