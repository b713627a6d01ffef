//! The guards that never sleep: who may ask what, which wall stands where, what the tables are.

mod access_matrix;
mod architecture;
mod asvs;
mod migrations;
mod printed;
