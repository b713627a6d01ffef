//! The code of a division as a type of its own, from database column to GraphQL field.

use std::{fmt, str::FromStr};

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::table;

/// How deep a division lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionLevel {
    /// 省、直辖市, two digits.
    Province,
    /// 地级市, four digits; in Shanghai the statistics' placeholder 市辖区.
    City,
    /// 区、县、县级市, six digits.
    County,
    /// 镇、乡、街道 and development zones counted as such, nine digits.
    Town,
}

impl RegionLevel {
    /// 1 for a province to 4 for a town.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Province => 1,
            Self::City => 2,
            Self::County => 3,
            Self::Town => 4,
        }
    }

    /// The length of a code of this level, in digits.
    #[must_use]
    pub const fn digits(self) -> usize {
        match self {
            Self::Province => 2,
            Self::City => 4,
            Self::County => 6,
            Self::Town => 9,
        }
    }

    /// The level of a code with so many digits, None for any other number.
    #[must_use]
    pub const fn from_digits(digits: usize) -> Option<Self> {
        match digits {
            2 => Some(Self::Province),
            4 => Some(Self::City),
            6 => Some(Self::County),
            9 => Some(Self::Town),
            _ => None,
        }
    }
}

/// Why a text is not a division we know.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RegionError {
    /// Not 2, 4, 6 or 9 digits.
    #[error("地区代码应为 2、4、6 或 9 位数字")]
    Malformed,
    /// Well formed, but not a division of Shanghai, Jiangsu or Zhejiang.
    #[error("没有代码为 {0} 的地区（目前收录上海、江苏、浙江三地到乡镇街道）")]
    Unknown(String),
}

/// The code of a division that exists.
///
/// Parsing (text, JSON, GraphQL) checks the table; reading from our own database does not, since
/// only checked codes are written there.
#[derive(
    Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sea_orm::DeriveValueType,
)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode(String);

impl sea_orm::TryFromU64 for RegionCode {
    fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
        Err(sea_orm::DbErr::ConvertFromU64("RegionCode"))
    }
}

impl RegionCode {
    /// Reads a code of 2, 4, 6 or 9 digits; white space at the ends is forgiven.
    ///
    /// # Errors
    /// [`RegionError::Malformed`] for any other shape, [`RegionError::Unknown`] for a division
    /// that does not exist.
    pub fn parse(text: &str) -> Result<Self, RegionError> {
        let text = text.trim();
        let is_code = RegionLevel::from_digits(text.len()).is_some()
            && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_code {
            return Err(RegionError::Malformed);
        }
        table::find(text)
            .map(|region| region.code.clone())
            .ok_or_else(|| RegionError::Unknown(text.to_owned()))
    }

    /// A code the table itself vouches for.
    pub(super) const fn from_table(code: String) -> Self {
        Self(code)
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How deep the division lies.
    #[must_use]
    pub const fn level(&self) -> RegionLevel {
        match self.0.len() {
            ..=2 => RegionLevel::Province,
            3..=4 => RegionLevel::City,
            5..=6 => RegionLevel::County,
            _ => RegionLevel::Town,
        }
    }

    /// The province this division is or lies in.
    #[must_use]
    pub fn province(&self) -> Self {
        Self(self.cut(RegionLevel::Province).to_owned())
    }

    /// The city this division is or lies in; None for a province.
    #[must_use]
    pub fn city(&self) -> Option<Self> {
        self.ancestor(RegionLevel::City)
    }

    /// The county this division is or lies in; None for a province or a city.
    #[must_use]
    pub fn county(&self) -> Option<Self> {
        self.ancestor(RegionLevel::County)
    }

    /// The division one level up; None for a province.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        match self.level() {
            RegionLevel::Province => None,
            RegionLevel::City => self.ancestor(RegionLevel::Province),
            RegionLevel::County => self.ancestor(RegionLevel::City),
            RegionLevel::Town => self.ancestor(RegionLevel::County),
        }
    }

    /// The divisions from the province down to this one, itself included: what a hierarchical
    /// facet stores.
    #[must_use]
    pub fn path(&self) -> Vec<Self> {
        [RegionLevel::Province, RegionLevel::City, RegionLevel::County, RegionLevel::Town]
            .into_iter()
            .filter_map(|level| self.ancestor(level))
            .collect()
    }

    /// Whether `other` is this division or lies in it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    fn ancestor(&self, level: RegionLevel) -> Option<Self> {
        (self.level() >= level).then(|| Self(self.cut(level).to_owned()))
    }

    fn cut(&self, level: RegionLevel) -> &str {
        self.0.get(..level.digits()).unwrap_or(&self.0)
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RegionCode({})", self.0)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl AsRef<str> for RegionCode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for RegionCode {
    type Err = RegionError;

    fn from_str(text: &str) -> Result<Self, RegionError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for RegionCode {
    type Error = RegionError;

    fn try_from(text: String) -> Result<Self, RegionError> {
        Self::parse(&text)
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> Self {
        code.0
    }
}

/// The code of an administrative division of Shanghai, Jiangsu or Zhejiang: 2 digits for a
/// province, 4 for a city, 6 for a county or district, 9 for a town or sub-district.
#[Scalar(name = "RegionCode")]
impl ScalarType for RegionCode {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Self::parse(text).map_err(InputValueError::custom),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).expect("an existing division")
    }

    #[test]
    fn only_existing_divisions_parse() {
        for (text, refusal) in [
            ("", RegionError::Malformed),
            ("3", RegionError::Malformed),
            ("310", RegionError::Malformed),
            ("31011", RegionError::Malformed),
            ("3101180", RegionError::Malformed),
            ("3A", RegionError::Malformed),
            ("３１", RegionError::Malformed),
            ("青", RegionError::Malformed),
            ("11", RegionError::Unknown("11".into())),
            ("310199", RegionError::Unknown("310199".into())),
            ("310118999", RegionError::Unknown("310118999".into())),
        ] {
            assert_eq!(RegionCode::parse(text), Err(refusal), "{text}");
        }
        assert_eq!(code(" 310118 ").as_str(), "310118");
    }

    #[test]
    fn a_town_knows_the_divisions_above_it() {
        let town = code("320509105");

        assert_eq!(town.level(), RegionLevel::Town);
        assert_eq!(town.province(), code("32"));
        assert_eq!(town.city(), Some(code("3205")));
        assert_eq!(town.county(), Some(code("320509")));
        assert_eq!(town.parent(), town.county());
        let path: Vec<String> = town.path().into_iter().map(String::from).collect();
        assert_eq!(path, ["32", "3205", "320509", "320509105"]);
    }

    #[test]
    fn a_province_has_neither_city_nor_county() {
        let province = code("31");

        assert_eq!(province.level().number(), 1);
        assert_eq!(province.province(), province);
        assert_eq!(province.city(), None);
        assert_eq!(province.county(), None);
        assert_eq!(province.parent(), None);
    }

    #[test]
    fn a_division_contains_itself_and_what_lies_in_it() {
        assert!(code("31").contains(&code("310118")));
        assert!(code("310118").contains(&code("310118")));
        assert!(!code("310118").contains(&code("31")));
        assert!(!code("3205").contains(&code("330421")));
    }

    #[test]
    fn a_wrong_code_is_an_input_error_with_clear_text() {
        let refused = <RegionCode as ScalarType>::parse(Value::from("999999"));
        assert!(refused.is_err());

        let accepted = <RegionCode as ScalarType>::parse(Value::from("3304"));
        assert_eq!(accepted.ok().map(|code| code.to_value()), Some("3304".into()));
    }

    #[test]
    fn serde_checks_the_table() {
        assert_eq!(
            serde_json::from_str::<RegionCode>("\"330421\"").expect("exists"),
            code("330421")
        );
        let error = serde_json::from_str::<RegionCode>("\"440300\"").expect_err("not ours");
        assert!(error.to_string().contains("440300"), "{error}");
    }

    #[test]
    fn the_code_is_a_text_column_and_may_be_null() {
        use sea_orm::{
            Value,
            sea_query::{ColumnType, ValueType},
        };

        let value = Value::from(code("31"));
        assert_eq!(value, Value::from("31"));
        assert_eq!(Value::from(None::<RegionCode>), Value::String(None));
        assert_eq!(<RegionCode as ValueType>::try_from(value).ok(), Some(code("31")));
        assert!(matches!(<RegionCode as ValueType>::column_type(), ColumnType::String(_)));
    }

    mod entity {
        #![expect(unreachable_pub, reason = "the derive wants public items")]

        use sea_orm::entity::prelude::*;

        use crate::{money::Fen, region::RegionCode};

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "places")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: String,
            pub region_code: RegionCode,
            pub other_region: Option<RegionCode>,
            pub price_fen: Option<Fen>,
        }

        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    #[test]
    fn an_entity_may_hold_codes_and_filter_by_them() {
        use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

        let query = entity::Entity::find()
            .filter(entity::Column::RegionCode.eq(code("3101")))
            .build(sea_orm::DbBackend::Sqlite)
            .to_string();

        assert!(query.contains("\"region_code\" = '3101'"), "{query}");
    }
}
