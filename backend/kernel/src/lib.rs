//! What the whole product is made of and nothing else: ids, time, money, places, working days,
//! who acts, how a refusal looks, how a list is paged. No IO. The traits of sea-orm and
//! async-graphql are implemented here so that one newtype travels from column to field.

pub mod actor;
pub mod calendar;
pub mod clock;
pub mod credit_code;
pub mod csv;
pub mod error;
pub mod event;
pub mod html;
pub mod id;
pub mod money;
pub mod origin;
pub mod pace;
pub mod page;
pub mod position;
pub mod problem;
pub mod region;
pub mod text;

pub use actor::{Actor, Member, MemberRole, OrganisationKind, Role, Scope};
pub use clock::{Clock, Date, Dice};
pub use credit_code::CreditCode;
pub use error::{Denied, Error, Result};
pub use event::NewEvent;
pub use html::Escaped;
pub use money::Fen;
pub use origin::{Agent, Origin};
pub use pace::Pace;
pub use page::{Cursor, Page, PageLimit, Slice};
pub use position::Position;
pub use problem::Problem;
pub use region::RegionCode;
