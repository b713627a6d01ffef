//! Compression of pages: in one piece, and not twice for the same page.

use actix_web::HttpRequest;
use actix_web::http::header::{AcceptEncoding, Encoding, Header};
use actix_web::web::Bytes;
use std::io::Write;
use std::sync::LazyLock;

/// Bodies shorter than this gain nothing, in bytes.
pub(super) const WORTH_IT: usize = 1_000;
/// How much is kept packed, in bytes: some thousand pages.
const KEPT: u64 = 16 * 1024 * 1024;
/// Of 11. A page of 30 KiB costs half a millisecond; the next level costs twice that and saves
/// three bytes in a hundred.
const BROTLI_LEVEL: i32 = 4;
/// The window of brotli as a power of two: larger than any page.
const BROTLI_WINDOW: i32 = 18;

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// The best coding the client understands; none when it wants the body as it is.
    pub(super) fn wanted(request: &HttpRequest) -> Option<Self> {
        let accepted = AcceptEncoding::parse(request).ok()?;
        let known = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
        let chosen = accepted.negotiate(known.iter())?;
        if chosen == Encoding::brotli() {
            Some(Self::Brotli)
        } else if chosen == Encoding::gzip() {
            Some(Self::Gzip)
        } else {
            None
        }
    }

    /// As the header names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    fn pack(self, body: &[u8]) -> Vec<u8> {
        let packed = match self {
            Self::Brotli => {
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality: BROTLI_LEVEL,
                    lgwin: BROTLI_WINDOW,
                    size_hint: body.len(),
                    ..Default::default()
                };
                let mut packed = Vec::with_capacity(body.len() / 3);
                let mut body = body;
                brotli::BrotliCompress(&mut body, &mut packed, &parameters).map(|_| packed)
            }
            Self::Gzip => {
                let mut packer =
                    flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                packer.write_all(body).and_then(|()| packer.finish())
            }
        };
        packed.expect("writing to memory does not fail")
    }
}

/// The body packed. `tag` stands for its content: the same tag is packed once.
pub(super) fn packed(tag: &str, coding: Coding, body: &Bytes) -> Bytes {
    static DONE: LazyLock<moka::sync::Cache<(String, Coding), Bytes>> = LazyLock::new(|| {
        moka::sync::Cache::builder()
            .max_capacity(KEPT)
            .weigher(|_, packed: &Bytes| u32::try_from(packed.len()).unwrap_or(u32::MAX))
            .build()
    });
    DONE.get_with((tag.to_owned(), coding), || coding.pack(body).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use std::io::Read;

    #[test]
    fn the_client_chooses() {
        for (header, expected) in [
            ("gzip, deflate, br, zstd", Some(Coding::Brotli)),
            ("gzip", Some(Coding::Gzip)),
            ("br;q=0.5, gzip;q=1", Some(Coding::Gzip)),
            ("identity", None),
            ("zstd", None),
            ("br;q=0, gzip;q=0", None),
        ] {
            let request = TestRequest::get().insert_header(("accept-encoding", header));
            assert_eq!(Coding::wanted(&request.to_http_request()), expected, "{header}");
        }
        assert_eq!(Coding::wanted(&TestRequest::get().to_http_request()), None);
    }

    #[test]
    fn what_is_packed_can_be_unpacked() {
        let body = Bytes::from("危险废物经营许可证 ".repeat(2_000));
        let mut text = String::new();
        let small = packed("a", Coding::Brotli, &body);
        brotli::Decompressor::new(&small[..], 4_096).read_to_string(&mut text).unwrap();
        assert_eq!(text.as_bytes(), body);
        text.clear();
        let small = packed("a", Coding::Gzip, &body);
        flate2::read::GzDecoder::new(&small[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text.as_bytes(), body);
    }
}
