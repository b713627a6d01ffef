//! Public pages: read without script, cached by tag, twinned as JSON, closed to foreign content.

use super::headers::said_to;
use crate::support::{TestApp, given};
use calamine::Reader as _;
use reqwest::header::{ETAG, IF_NONE_MATCH};
use scraper::{Html, Selector};
use serde_json::json;

/// A site with one of everything.
async fn site() -> (TestApp, Vec<String>) {
    let app = TestApp::start().await;
    let provider = given::provider(&app, "青浦废油再生有限公司")
        .offering("waste/hazardous")
        .licensed(&["HW08"], "2027-06-30")
        .reviewed(&[5, 4])
        .write()
        .await;
    let demand = given::demand(&app, "废油收运处置需求", "310118").await;
    app.settle().await;
    let fixed = ["/", "/search?q=废油", "/providers", "/demands", "/policies", "/providers/waste"];
    let mut paths: Vec<String> = fixed.map(str::to_owned).to_vec();
    paths.extend(["/classroom", "/ask", "/about", "/privacy", "/accessibility"].map(str::to_owned));
    paths.push(format!("/providers/{}", provider.id));
    paths.push(format!("/demands/{}", demand.id));
    (app, paths)
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    let selector = Selector::parse(selector).expect(selector);
    page.select(&selector).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_can_be_read_and_says_what_it_is() {
    let (app, paths) = site().await;

    for path in paths {
        let answer = app.get(&path).await;
        assert_eq!(answer.status(), 200, "{path}");
        let page = Html::parse_document(&answer.text().await.unwrap());
        assert_eq!(all(&page, "html[lang^=zh]").len(), 1, "{path}");
        assert_eq!(all(&page, "h1").len(), 1, "{path}");
        assert_eq!(all(&page, "main").len(), 1, "{path}");
        for needed in
            ["title", "meta[name=description]", "link[rel=canonical]", "meta[name=viewport]"]
        {
            assert_eq!(all(&page, needed).len(), 1, "{needed} of {path}");
        }
        let title = all(&page, "title")[0].text().collect::<String>();
        assert!(title.chars().count() > 2, "{path}: {title}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_runs_what_stands_in_it() {
    let (app, mut paths) = site().await;
    paths.push("/no-such-page".to_owned());

    for path in paths {
        let answer = app.get(&path).await;
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        for rule in
            ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
        {
            assert!(policy.contains(rule), "{rule} in {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        let text = answer.text().await.unwrap();
        let page = Html::parse_document(&text);
        for script in all(&page, "script") {
            let is_data = script.value().attr("type") == Some("application/ld+json");
            assert!(is_data || script.value().attr("src").is_some(), "inline script on {path}");
        }
        assert!(all(&page, "style, [style]").is_empty(), "inline style on {path}");
        for element in all(&page, "*") {
            let handlers = element.value().attrs().filter(|(name, _)| name.starts_with("on"));
            assert_eq!(handlers.count(), 0, "a handler on {path}");
        }
        for linked in all(&page, "script[src], link[rel=stylesheet], img[src]") {
            let target = linked.value().attr("src").or(linked.value().attr("href")).unwrap();
            assert!(target.starts_with('/') && !target.starts_with("//"), "{target} on {path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let (app, paths) = site().await;

    for path in paths {
        let first = app.get(&path).await;
        let tag = first.headers()[ETAG].clone();
        let request = app.http().get(app.address(&path)).header(IF_NONE_MATCH, &tag);
        let second = request.send().await.unwrap();
        assert_eq!(second.status(), 304, "{path}");
        assert_eq!(second.headers()[ETAG], tag);
        assert!(second.bytes().await.unwrap().is_empty());
        let other = app.http().get(app.address(&path)).header(IF_NONE_MATCH, "\"another\"");
        assert_eq!(other.send().await.unwrap().status(), 200, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn head_answers_like_get_without_the_body() {
    let (app, paths) = site().await;

    for path in paths {
        let got = app.get(&path).await;
        let head = app.http().head(app.address(&path)).send().await.unwrap();
        assert_eq!(head.status(), got.status(), "{path}");
        assert_eq!(head.headers().get(ETAG), got.headers().get(ETAG), "{path}");
        assert!(head.bytes().await.unwrap().is_empty(), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_with_data_have_a_twin_for_programs() {
    let (app, paths) = site().await;

    for path in paths.iter().filter(|it| it.starts_with("/providers") || it.starts_with("/demands"))
    {
        let answer = app.get(&format!("{path}.json")).await;
        assert_eq!(answer.status(), 200, "{path}");
        let body: serde_json::Value = answer.json().await.unwrap();
        assert!(body["data"].is_object(), "{path}: {body}");
    }
    let home: serde_json::Value = app.get("/index.json").await.json().await.unwrap();
    assert!(home["data"].is_object());
    let missing = app.get("/providers/prv_01ARZ3NDEKTSV4RRFFQ69G5FAV.json").await;
    assert_eq!(missing.status(), 404);
    assert!(missing.json::<serde_json::Value>().await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_a_404_that_says_what_to_do() {
    let (app, _) = site().await;

    for path in [
        "/no-such-page",
        "/providers/prv_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "/providers/x",
        "/providers/dem_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "/demands/dem_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "/policies/no-such-law",
        "/policies/no-such-law/1",
        "/assets/no-such.css",
        "/../Cargo.toml",
        "/.git/config",
        "/.env",
        "/assets",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2fCargo.toml",
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.status(), 404, "{path}");
        let text = answer.text().await.unwrap();
        assert!(path.starts_with("/assets") || text.contains("href=\"/\""), "{path}: a way back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_filters_are_ignored_and_wrong_cursors_lead_back() {
    let (app, _) = site().await;

    let odd = app.get("/providers?region=99&category=nope&sort=x&page=-1&utm_source=mail").await;
    assert_eq!(odd.status(), 200);
    let lost = app.get("/providers?after=***").await;
    assert_eq!(lost.status(), 400);
    assert!(lost.text().await.unwrap().contains("href=\"/providers\""));
    let long = app.get(&format!("/search?q={}", "x".repeat(5_000))).await;
    assert!(long.status().as_u16() < 500, "{}", long.status());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_leads_to_another_host() {
    let (app, _) = site().await;

    for path in [
        "//evil.example/",
        "///evil.example/",
        "/%2f%2fevil.example/",
        "/%5cevil.example/",
        "/\\evil.example/",
        "//evil.example/%2e%2e/",
        "/policies/%2f%2fevil.example?article=1",
        "/policies/x?article=//evil.example",
        "/providers/",
    ] {
        let asked = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let said = said_to(&app, &asked).await.to_lowercase();
        let there = said.lines().find_map(|it| it.strip_prefix("location: ")).unwrap_or("/");
        let stays = there.starts_with('/') && !there.starts_with("//") && !there.starts_with("/\\");
        assert!(stays, "{path} leads to {there}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_parameter_that_is_given_twice_the_first_counts() {
    let (app, _) = site().await;

    let once = app.get("/providers.json?region=31").await.text().await.unwrap();
    let twice = app.get("/providers.json?region=31&region=32").await.text().await.unwrap();

    assert_eq!(once, twice);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_typed_is_shown_as_text_everywhere() {
    let app = TestApp::start().await;
    let title = "<img src=x onerror=alert(1)> 废油";
    let demand = given::demand(&app, title, "310118").await;
    app.settle().await;

    for path in [
        "/demands".to_owned(),
        format!("/demands/{}", demand.id),
        "/search?q=废油".into(),
        "/".into(),
    ] {
        let text = app.get(&path).await.text().await.unwrap();
        assert!(text.contains("&lt;img"), "{path}");
        assert!(!text.contains("<img src=x"), "{path}");
    }
    let echoed =
        app.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await.text().await.unwrap();
    assert!(!echoed.contains("<script>alert"), "the question comes back escaped");
}

#[tokio::test(flavor = "multi_thread")]
async fn robots_and_sitemap_name_the_public_pages() {
    let (app, paths) = site().await;

    let robots = app.get("/robots.txt").await.text().await.unwrap();
    let sitemap = app.get("/sitemap.xml").await.text().await.unwrap();

    assert!(robots.contains("Sitemap: "), "{robots}");
    assert!(robots.contains("/workspace"), "{robots}");
    for path in
        paths.iter().filter(|it| it.starts_with("/providers/") || it.starts_with("/demands/"))
    {
        assert!(sitemap.contains(path.as_str()), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_view_is_light() {
    let (app, _) = site().await;
    let page = app.get("/").await.text().await.unwrap();

    // Compressed sizes are measured by the bench; uncompressed ones bound them from above.
    assert!(page.len() < 120_000, "home has {} bytes", page.len());
    let document = Html::parse_document(&page);
    let mut whole = page.len();
    for linked in all(&document, "script[src], link[rel=stylesheet]") {
        let target = linked.value().attr("src").or(linked.value().attr("href")).unwrap();
        let answer = app.get(target).await;
        assert_eq!(answer.status(), 200, "{target}");
        assert!(answer.headers().contains_key("cache-control"), "{target}");
        whole += answer.bytes().await.unwrap().len();
    }
    assert!(whole < 400_000, "the first view has {whole} bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waste_form_keeps_what_was_typed_and_says_what_is_wrong() {
    let (app, _) = site().await;
    let text = async |path: &str| {
        let answer = app.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    };

    let found = text("/providers/waste?code=hw08&tonnes=1&region=310118").await;
    assert!(found.contains("青浦废油再生有限公司") && found.contains("未载明规模"));
    let none = text("/providers/waste?code=HW12&tonnes=1&region=310118").await;
    assert!(none.contains("没有机构的许可证覆盖") && none.contains("来源没有列明这个类别"));
    let wrong = text("/providers/waste?code=%3Cb%3E&tonnes=x&on=2020-01-01").await;
    assert!(wrong.contains("value=\"&lt;b&gt;\"") && wrong.contains("请选废物所在的地区"));
    assert_eq!(wrong.matches("aria-invalid").count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn providers_stand_side_by_side_as_they_were_chosen_in_the_list() {
    let (app, _) = site().await;
    given::provider(&app, "对照监测有限公司").write().await;
    app.settle().await;
    let list = app.get("/providers?compare=prv_01ARZ3NDEKTSV4RRFFQ69G5FAV").await;
    let list = list.text().await.unwrap();
    assert!(list.contains("已选 1 家") && list.contains("加入对比"));

    let nodes = "{ providers { nodes { id } } }";
    let ids =
        app.visitor().query(nodes, serde_json::json!({})).await.texts("/providers/nodes", "id");
    let both = app.get(&format!("/providers/compare?id={}", ids.join("&id="))).await;
    let page = Html::parse_document(&both.text().await.unwrap());

    assert_eq!(all(&page, "thead th").len(), 2);
    assert!(all(&page, ".none").len() >= 2, "what is not known says so");
    assert_eq!(app.get("/providers/compare?id=x").await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_taken_out_as_a_table_without_formulas() {
    let (app, _) = site().await;
    for number in 0..60 {
        given::provider(&app, &format!("=1+{number}有限公司")).write().await;
    }
    app.settle().await;

    let answer = app.get("/providers.csv").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
    assert!(answer.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let bytes = answer.bytes().await.unwrap();
    assert!(bytes.starts_with("\u{feff}".as_bytes()), "Excel reads it as UTF-8");
    let text = std::str::from_utf8(&bytes).unwrap().trim_start_matches('\u{feff}');
    assert!(text.starts_with("机构名称,所在地区,"), "{text}");
    assert_eq!(text.lines().count(), 1 + 61, "more than one page of the index");
    assert_eq!(text.matches("\r\n'=1+").count(), 60);
    assert!(text.contains("测试名录"));
    let some = app.get("/providers.csv?category=waste").await.text().await.unwrap();
    assert_eq!(some.lines().count(), 2, "filtered as the list");

    let answer = app.get("/providers.xlsx").await;
    assert_eq!(answer.status(), 200);
    let bytes = std::io::Cursor::new(answer.bytes().await.unwrap());
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(bytes).unwrap();
    let sheet = book.worksheet_range_at(0).expect("a sheet").unwrap();
    assert_eq!(sheet.height(), 1 + 61);
    assert!(book.worksheet_formula("服务机构").unwrap().is_empty(), "no cell is a formula");
    let names = sheet.rows().filter(|row| row[0].to_string().starts_with("=1+"));
    assert_eq!(names.count(), 60, "words stay words");
}

#[tokio::test(flavor = "multi_thread")]
async fn needs_can_be_subscribed_to() {
    let app = TestApp::start().await;
    let buyer = app.enterprise("青浦纸业有限公司").await;
    let title = "<废乳化液> & 年度转移";
    let need = buyer.posts_need(&json!({ "title": title })).await;
    app.moderator("31").await.approves(&need).await;
    app.settle().await;

    let answer = app.get("/demands.atom?region=310118").await;

    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    assert_eq!(kind, "application/atom+xml; charset=utf-8");
    let feed = answer.text().await.unwrap();
    assert!(feed.contains("<title>绿桥需求：上海市青浦区</title>"), "{feed}");
    assert!(feed.contains("&lt;废乳化液&gt; &amp; 年度转移"), "{feed}");
    assert!(feed.contains(&format!("/demands/{need}</id>")), "{feed}");
    let elsewhere = app.get("/demands.atom?region=330421").await.text().await.unwrap();
    assert!(elsewhere.contains("<updated>") && !elsewhere.contains("<entry>"), "{elsewhere}");
}
