//! What every resolver shares: the context of a request, guards, lists, and how errors look.

mod connection;
mod context;
mod errors;
mod guards;
mod limits;
mod scalars;
mod source;

pub use connection::{Connection, PageInfo};
pub use context::{CookieJar, NewCookie, RequestContext, context, in_transaction};
pub use errors::{ErrorCode, Problems, Shown, split, to_graphql};
pub use guards::{ByMachine, Needs, Public, SettingUp, SignedIn};
pub use limits::{Limits, list_cost};
pub use scalars::Money;
pub use source::Source;
