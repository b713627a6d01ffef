//! Text inside HTML and XML.

use std::fmt::{Display, Formatter, Result};

/// A text that prints so that no browser takes any of it for markup, between tags and inside quoted
/// attributes; slashes stay as they are.
#[derive(Debug, Clone, Copy)]
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        let mut plain = 0;
        for (at, byte) in self.0.bytes().enumerate() {
            let entity = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                _ => continue,
            };
            out.write_str(&self.0[plain..at])?;
            out.write_str(entity)?;
            plain = at + 1;
        }
        out.write_str(&self.0[plain..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_markup_is_written_as_an_entity() {
        let text = "<b title=\"a'b\">甲&乙/</b>";
        let escaped = "&lt;b title=&quot;a&#39;b&quot;&gt;甲&amp;乙/&lt;/b&gt;";
        assert_eq!(Escaped(text).to_string(), escaped);
        assert_eq!(Escaped("含 HW09").to_string(), "含 HW09");
    }
}
