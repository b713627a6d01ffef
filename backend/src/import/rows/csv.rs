//! Comma-separated sheets, in the encodings and with the separators met in offices.

use super::text::{Counted, Decoded, encoding};
use super::{Sheet, Sink};
use crate::import::Unreadable;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::atomic::Ordering;

/// The longest first line that is looked at for the separator, in bytes.
const FIRST_LINE: u64 = 256 * 1024;

/// The longest row, in bytes: a law with all its articles has one million.
const ROW_LIMIT: usize = 10 * 1024 * 1024;

pub(super) fn read(path: &Path, sink: &mut Sink<'_>) -> Result<(), Unreadable> {
    let open = || File::open(path).map_err(|error| Unreadable::file(path, &error));
    let broken = |error: &std::io::Error| Unreadable::file(path, error);
    let encoding = encoding(open()?).map_err(|error| broken(&error))?;
    let delimiter = {
        use std::io::Read;
        let mut line = Vec::new();
        let mut start = BufReader::new(Decoded::new(open()?, encoding)).take(FIRST_LINE);
        start.read_until(b'\n', &mut line).map_err(|error| broken(&error))?;
        delimiter(&line)
    };
    let (file, count) = Counted::new(open()?);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(BufReader::new(Decoded::new(file, encoding)));
    let mut sheet = Sheet::default();
    for (number, record) in (1..).zip(reader.records()) {
        let place = count.load(Ordering::Relaxed);
        let record =
            record.map_err(|error| Unreadable(format!("第 {number} 行读不出来：{error}")))?;
        if record.as_slice().len() > ROW_LIMIT {
            return Err(Unreadable(format!("第 {number} 行超过 10 MB，可能有引号没有收尾")));
        }
        let cells = record.iter().map(str::to_owned).collect();
        if let Some(read) = sheet.row(number, place, cells)
            && sink(read).is_break()
        {
            break;
        }
    }
    Ok(())
}

/// The separator a first line uses most, outside quotes.
fn delimiter(line: &[u8]) -> u8 {
    let count = |delimiter: u8| {
        let mut is_quoted = false;
        line.iter()
            .filter(|it| {
                is_quoted ^= **it == b'"';
                !is_quoted && **it == delimiter
            })
            .count()
    };
    let mut best = b',';
    for other in [b'\t', b';'] {
        if count(other) > count(best) {
            best = other;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_the_first_line_uses() {
        assert_eq!(delimiter(b"a,b,c"), b',');
        assert_eq!(delimiter(b"a;b;c,d"), b';');
        assert_eq!(delimiter(b"a\tb\tc"), b'\t');
        assert_eq!(delimiter(b"\"a;b;c;d\",e"), b',');
        assert_eq!(delimiter(b""), b',');
    }
}
