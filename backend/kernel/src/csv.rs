//! Comma separated values as spreadsheets read them.

/// Stands before the first line, so that Excel reads the file as UTF-8.
pub const MARK: &str = "\u{feff}";

/// One line, with its end.
#[must_use]
pub fn line(cells: &[impl AsRef<str>]) -> String {
    let cells: Vec<String> = cells.iter().map(|it| cell(it.as_ref())).collect();
    cells.join(",") + "\r\n"
}

/// A cell; one that would be a formula becomes a text.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_never_breaks_its_line() {
        for (text, cell) in [
            ("demands.post", "demands.post"),
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("{\"a\":1}", "\"{\"\"a\"\":1}\""),
            ("-2,3", "\"'-2,3\""),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(super::cell(text), cell);
        }
        assert_eq!(line(&["a", "b,c"]), "a,\"b,c\"\r\n");
    }
}
