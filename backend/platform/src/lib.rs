//! What every district stands on: the database and its events, background work, the GraphQL
//! context, sign-in, mail, files, sealed fields, telemetry, settings. Knows no noun of the product.

pub mod auth;
pub mod db;
pub mod events;
pub mod files;
pub mod graphql;
pub mod jobs;
pub mod mail;
pub mod model;
pub mod outside;
pub mod sealing;
mod secret;
pub mod settings;
pub mod signing;
pub mod telemetry;
pub mod vault;

pub use db::{Cx, Db, by_constraint};
pub use model::Model;
pub use outside::Outside;
pub use secret::Secret;
