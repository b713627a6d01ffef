//! stub
pub mod site;
