//! The doors themselves: limits of GraphQL, public pages, search, what machines ask.

mod headers;
mod health;
mod limits;
mod lost;
mod pages;
mod search;
mod sockets;
