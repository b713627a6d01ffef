//! What a first visit carries over the wire.

use super::client::{Client, get};
use crate::process::Server;
use anyhow::ensure;

/// What the first view of a page weighs, compressed, in KiB.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub(crate) struct PageWeight {
    /// The page itself.
    pub(crate) html_kib: f64,
    /// With style sheets, scripts, icons and pictures.
    pub(crate) all_kib: f64,
    /// How many files that are.
    pub(crate) files: usize,
}

/// Weighs the home page as a browser would fetch it.
///
/// # Errors
/// When something the page names is not there.
pub(crate) fn weigh(server: &Server) -> anyhow::Result<PageWeight> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut client = Client::connect(server.address).await?;
        // The page once as text, to read what it names, and once as it is sent.
        let plain = client.ask(&get("/", None)).await?;
        let html = String::from_utf8_lossy(&plain.body).into_owned();
        let sent = client.ask(&get("/", Some("br, gzip"))).await?;
        ensure!(sent.status == 200, "the home page answers {}", sent.status);
        ensure!(sent.header("content-encoding").is_some(), "the home page is not compressed");
        let mut bytes = sent.head.len() + sent.body.len();
        let html_kib = sent.body.len() as f64 / 1024.0;
        let files = named(&html);
        for path in &files {
            let file = client.ask(&get(path, Some("br, gzip"))).await?;
            ensure!(file.status == 200, "{path} answers {}", file.status);
            bytes += file.head.len() + file.body.len();
        }
        Ok(PageWeight { html_kib, all_kib: bytes as f64 / 1024.0, files: files.len() + 1 })
    })
}

/// The files a browser fetches by itself: linked styles and icons, scripts, pictures, symbols.
fn named(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1) {
        let Some((tag, _)) = tag.split_once('>') else { continue };
        let is_link = tag.starts_with("link ")
            && ["stylesheet", "icon", "preload", "modulepreload"].iter().any(|it| tag.contains(it));
        let is_file = ["script ", "img ", "use ", "source "].iter().any(|it| tag.starts_with(it));
        let attribute = if is_link || tag.starts_with("use ") { "href=" } else { "src=" };
        if !is_link && !is_file {
            continue;
        }
        let Some((_, after)) = tag.split_once(attribute) else { continue };
        let quote = after.chars().next().unwrap_or(' ');
        let Some(path) = after.trim_start_matches(quote).split(quote).next() else { continue };
        let path = path.split('#').next().unwrap_or(path);
        if path.starts_with('/') && !found.iter().any(|it| it == path) {
            found.push(path.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn files_a_page_names_are_counted_once() {
        let html = r##"<link rel="stylesheet" href="/a.css"><link rel="canonical" href="/x">
            <svg><use href="/i.svg#one"></use><use href="/i.svg#two"/></svg>
            <script type="module" src="/b.js"></script><a href="/y">y</a>"##;

        assert_eq!(named(html), ["/a.css", "/i.svg", "/b.js"]);
    }
}
