//! The administrative divisions of Shanghai, Jiangsu and Zhejiang, from province to town.
//!
//! | digits | level | example |
//! |---|---|---|
//! | 2 | province | `32` 江苏省 |
//! | 4 | city | `3205` 苏州市 |
//! | 6 | county | `320509` 吴江区 |
//! | 9 | town | `320509105` 盛泽镇 |
//!
//! A division contains every division whose code it begins, so a filter by region is a prefix.
//! The table is compiled in and read once (`data/regions.csv`, its source is named there).

mod address;
mod code;
mod table;

pub use address::{find_in_address, find_in_address_within, is_elsewhere};
pub use code::{RegionCode, RegionError, RegionLevel};
pub use table::{
    Region, all, children, choices, find, find_by_name, full_name, is_offered, position,
};
