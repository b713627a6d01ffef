//! 价格区间: what jobs of one kind were awarded for in an area, so that both sides know what is usual.
//!
//! The median and the quartiles of awards of the last three years; of needs with a quantity, by the
//! unit. Fewer than five awards show nothing: it would tell what one firm asked.

mod graphql;
pub mod rules;
mod store;

pub use graphql::{PriceBand, PriceQuery, band_of};
