//! Bytes of a file as UTF-8, whatever a Chinese office wrote them in.

use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8};
use std::io::{Read, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const BUFFER: usize = 64 * 1024;
/// The decoder needs room for one whole character.
const ROOM: usize = 16;

/// Counts what is read through it.
pub(super) struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R) -> (Self, Arc<AtomicU64>) {
        let count = Arc::new(AtomicU64::new(0));
        (Self { inner, count: Arc::clone(&count) }, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// The encoding of a text: by its mark, UTF-8 when all of it is, else GB18030, of which GBK and
/// GB2312 are parts. Reads the text to its end, since a sheet may be plain ASCII for a long
/// while.
pub(super) fn encoding(mut text: impl Read) -> Result<&'static Encoding> {
    let mut buffer = vec![0; BUFFER];
    let mut held = 0;
    let mut is_start = true;
    loop {
        let read = text.read(&mut buffer[held..])?;
        let filled = held + read;
        if is_start && let Some((marked, _)) = Encoding::for_bom(&buffer[..filled]) {
            return Ok(marked);
        }
        is_start = false;
        match std::str::from_utf8(&buffer[..filled]) {
            Ok(_) if read == 0 => return Ok(UTF_8),
            Ok(_) => held = 0,
            // A character may be cut by the buffer's end, but not by the text's.
            Err(error) if error.error_len().is_none() && read > 0 => {
                let start = error.valid_up_to();
                buffer.copy_within(start..filled, 0);
                held = filled - start;
            }
            Err(_) => return Ok(GB18030),
        }
    }
}

/// A reader that gives UTF-8 without a mark.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    from: usize,
    to: usize,
    is_done: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, input: vec![0; BUFFER], from: 0, to: 0, is_done: false }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, output: &mut [u8]) -> Result<usize> {
        if output.len() < ROOM {
            return Err(std::io::Error::other("decoded text is read through a buffer"));
        }
        loop {
            if self.is_done && self.from == self.to {
                return Ok(0);
            }
            if self.from == self.to {
                self.from = 0;
                self.to = self.inner.read(&mut self.input)?;
                self.is_done = self.to == 0;
            }
            let input = &self.input[self.from..self.to];
            let (result, read, written, _) =
                self.decoder.decode_to_utf8(input, output, self.is_done);
            self.from += read;
            if written > 0 || (self.is_done && result == CoderResult::InputEmpty) {
                return Ok(written);
            }
        }
    }
}
