//! Holds nothing: the tests are in `api/` (one binary, through the real door), `survival/` (the
//! real program, killed) and `e2e/` (a real browser).
