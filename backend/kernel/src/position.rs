//! Places on the earth.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Parts of a degree that are told apart: about a metre.
const PARTS: f64 = 100_000.0;
/// The mean radius of the earth.
const EARTH_KM: f64 = 6_371.0;

/// Degrees east and north, as lists give them. Lists do not say by which datum: 2000 国家大地坐标系 and
/// WGS 84 agree, 火星坐标 lies half a kilometre off, which a distance in kilometres bears.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sea_orm::DeriveValueType,
)]
#[sea_orm(value_type = "String")]
#[serde(try_from = "String", into = "String")]
pub struct Position {
    east: i32,
    north: i32,
}

/// Why a text is no position.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("位置应写成“经度,纬度”，例如 120.64,31.16")]
pub struct PositionError;

impl Position {
    /// The position; none where the degrees are not on the earth.
    #[must_use]
    pub fn new(longitude: f64, latitude: f64) -> Option<Self> {
        let is_there = longitude.abs() <= 180.0 && latitude.abs() <= 90.0;
        let parts = |degrees: f64| (degrees * PARTS).round() as i32;
        is_there.then(|| Self { east: parts(longitude), north: parts(latitude) })
    }

    /// Degrees east.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.east) / PARTS
    }

    /// Degrees north.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.north) / PARTS
    }

    /// Kilometres as the crow flies (haversine).
    #[must_use]
    pub fn kilometres_to(self, other: Self) -> f64 {
        let [north, other_north] = [self, other].map(|it| it.latitude().to_radians());
        let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let east = half(self.longitude(), other.longitude());
        let part = half(self.latitude(), other.latitude()) + north.cos() * other_north.cos() * east;
        2.0 * EARTH_KM * part.sqrt().min(1.0).asin()
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", self.longitude(), self.latitude())
    }
}

impl FromStr for Position {
    type Err = PositionError;

    fn from_str(text: &str) -> Result<Self, PositionError> {
        let (east, north) = text.split_once([',', '，']).ok_or(PositionError)?;
        let degrees = |text: &str| text.trim().parse::<f64>().map_err(|_| PositionError);
        Self::new(degrees(east)?, degrees(north)?).ok_or(PositionError)
    }
}

impl TryFrom<String> for Position {
    type Error = PositionError;

    fn try_from(text: String) -> Result<Self, PositionError> {
        text.parse()
    }
}

impl From<Position> for String {
    fn from(position: Position) -> Self {
        position.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_as_it_is_written() {
        let wujiang: Position = "120.64, 31.16".parse().expect("a position");
        assert_eq!(wujiang.to_string(), "120.64,31.16");
        assert_eq!(wujiang.to_string().parse(), Ok(wujiang));
        for wrong in ["", "吴江", "120.64", "31.16,120.64,", "NaN,1", "1,inf", "181,3"] {
            assert!(wrong.parse::<Position>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn distances_are_those_of_the_map() {
        let at = |text: &str| text.parse::<Position>().expect("a position");
        let (shanghai, hangzhou) = (at("121.47,31.23"), at("120.16,30.25"));
        let way = shanghai.kilometres_to(hangzhou);
        assert!((160.0..170.0).contains(&way), "{way}");
        assert_eq!(shanghai.kilometres_to(shanghai), 0.0);
        assert_eq!(way, hangzhou.kilometres_to(shanghai));
    }
}
