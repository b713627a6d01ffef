//! Pages that say what happened and what to do next.

use actix_web::{HttpRequest, HttpResponse, http::header};
use minijinja::{Value, context};
use serde_json::json;

use super::{
    Site, SiteError,
    address::Address,
    answer::{Form, HTML, Visit, send},
    page,
};

/// What a refusal says.
struct Words {
    code: &'static str,
    heading: &'static str,
    what: &'static str,
}

fn words(error: &SiteError) -> Words {
    let (code, heading, what) = match error {
        SiteError::NotFound => {
            ("NOT_FOUND", "没有找到这一页", "地址可能写错了，或者内容已经撤下、没有公开。")
        }
        SiteError::BadInput => (
            "BAD_INPUT",
            "这个地址看不懂",
            "地址里翻页或筛选的部分不完整，可能是复制时缺了一段，或者名单已经更新。",
        ),
        SiteError::LimitExceeded => (
            "LIMIT_EXCEEDED",
            "请求太多，请稍等",
            "短时间内从您的网络来了太多请求，或者要查的内容超过了限制。一般一分钟后恢复。",
        ),
        SiteError::Timeout => (
            "TIMEOUT",
            "这一页现在太慢",
            "服务器正忙，没能在规定时间内准备好这一页。您的操作没有丢失任何内容。",
        ),
        SiteError::Internal(_) => {
            ("INTERNAL", "我们这边出错了", "不是您的问题。错误已经记录，运维人员会查看。")
        }
    };
    Words { code, heading, what }
}

/// Sends the refusal of a request; of a visit where one had begun, so that a wrong place in a
/// list leads back to its beginning.
pub(super) fn page(
    site: &Site,
    error: &SiteError,
    visit: Option<&Visit>,
    request: &HttpRequest,
) -> HttpResponse {
    if let SiteError::Internal(id) = error {
        tracing::warn!(path = request.path(), request_id = ?id, "page refused");
    }
    let detail = context! {
        what => words(error).what,
        law => Value::from(()),
        first_page => match (error, visit) {
            (SiteError::BadInput, Some(visit)) => Some(visit.address.path().to_owned()),
            (SiteError::BadInput, None) => list_of(request).map(str::to_owned),
            _ => None,
        },
    };
    respond(site, error, visit, detail, request)
}

/// Sends the refusal of a thing that is not there, with what the answer still tells.
pub(super) fn missing(
    site: &Site,
    visit: &Visit,
    data: &Value,
    request: &HttpRequest,
) -> HttpResponse {
    let what = match visit.page.name {
        "provider" => "没有这家服务机构的公开主页。它可能改了名、已经退出，或者资料还在核对。",
        "demand" => "没有这条公开的需求。它可能还在审核、没有通过，或者已被发布人撤回。",
        "law" => "没有收录这部文件，或者它换了地址。",
        "article" => "没有这一条。条号可能超出了范围，或者本站的文本缺这一条。",
        _ => words(&SiteError::NotFound).what,
    };
    // Beside a missing article the document asks for its law.
    let law = data.get_attr("law").ok().filter(|law| !law.is_undefined());
    let detail =
        context! { what, law => law.unwrap_or(Value::from(())), first_page => Value::from(()) };
    respond(site, &SiteError::NotFound, Some(visit), detail, request)
}

fn respond(
    site: &Site,
    error: &SiteError,
    visit: Option<&Visit>,
    detail: Value,
    request: &HttpRequest,
) -> HttpResponse {
    let words = words(error);
    let status = error.status();
    let mut response = if Form::of(request) == Form::Json {
        let body = json!({
            "errors": [{ "message": words.heading, "extensions": { "code": words.code } }]
        });
        let media_type = "application/json; charset=utf-8";
        send(request, status, media_type, body.to_string())
    } else {
        let request_id = match error {
            SiteError::Internal(id) => id.clone(),
            _ => None,
        };
        let hall = visit.map_or("", |visit| visit.page.hall);
        let address = Address::new(request.path().to_owned(), []);
        let values = context! {
            page => context! { name => page::ERROR.name, hall, has_twin => false },
            canonical => "",
            status => status.as_u16(),
            heading => words.heading,
            here => Value::from_object(address),
            request_id,
            notes => Vec::<Value>::new(),
            now => site.now(),
            ..detail
        };
        let filled = site.templates.fill(page::ERROR.template, values);
        site.page_or_fault(filled, request, status, HTML)
    };
    if matches!(error, SiteError::LimitExceeded | SiteError::Timeout) {
        let minute = header::HeaderValue::from_static("60");
        response.headers_mut().insert(header::RETRY_AFTER, minute);
    }
    response
}

/// The list an address belongs to.
fn list_of(request: &HttpRequest) -> Option<&'static str> {
    ["/search", "/providers", "/demands", "/policies"]
        .into_iter()
        .find(|path| request.path().starts_with(path))
}

/// The refusal without any template, for when the templates themselves fail.
pub(super) fn bare(error: &SiteError) -> String {
    let Words { heading, what, .. } = words(error);
    format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>{heading} - 绿桥</title>\
         <h1>{heading}</h1><p>{what}</p><p><a href=\"/\">回到首页</a></p></html>"
    )
}
