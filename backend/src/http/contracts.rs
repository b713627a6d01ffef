//! 合同文本 as files, for the two sides, and for the association once the contract is disputed.

use super::documents::told;
use super::graphql::{identify, refuse};
use crate::app::App;
use crate::papers::{docx, pdf};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use anyhow::Context;
use kernel::id::ContractId;
use kernel::{Actor, Denied, Error};
use market::contracts::{self, Paper, words};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(super) fn routes(cfg: &mut web::ServiceConfig) {
    let place = web::resource("/documents/contracts/{contract}/contract.{kind}");
    cfg.service(place.route(web::get().to(fetch)));
}

/// What a contract is fetched as.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Docx,
    Pdf,
    Text,
}

impl Kind {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "docx" => Some(Self::Docx),
            "pdf" => Some(Self::Pdf),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Docx => DOCX,
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
        }
    }
}

async fn fetch(
    app: web::Data<App>,
    request: HttpRequest,
    place: web::Path<(String, String)>,
) -> HttpResponse {
    let Ok((context, _)) = identify(&app, &request).await else {
        return refuse(401, "UNAUTHENTICATED", "登录已过期，请重新登录");
    };
    if context.actor == Actor::Visitor {
        return refuse(401, "UNAUTHENTICATED", "请先登录");
    }
    let (Ok(id), Some(kind)) = (ContractId::parse(&place.0), Kind::parse(&place.1)) else {
        return told(&Denied::NotFound.into());
    };
    let found = app.db().in_transaction_for(context.actor.clone(), context.origin(), |cx| {
        Box::pin(async move { contracts::paper(cx, &id).await })
    });
    let paper = match found.await {
        Ok(paper) => paper,
        Err(error) => return told(&error),
    };
    let font = app.settings().font.clone();
    // Reading a font and setting pages takes a while; others are not kept waiting.
    let set = web::block(move || write(&paper, kind, font.as_deref())).await;
    match set.context("set a paper").flatten() {
        Ok(Some(content)) => HttpResponse::Ok()
            .content_type(kind.media_type())
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .insert_header((
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"contract-{}.{}\"", place.0, place.1),
            ))
            .body(content),
        Ok(None) => refuse(
            422,
            "contracts.no_font",
            "服务器上没有中文字体，不能生成 PDF，请下载 DOCX 或文本，或联系平台运营单位",
        ),
        Err(fault) => told(&Error::Fault(fault)),
    }
}

/// The file; none when there is no font to set it in.
fn write(paper: &Paper, kind: Kind, font: Option<&str>) -> anyhow::Result<Option<Vec<u8>>> {
    match kind {
        Kind::Docx => docx::write(paper).map(Some),
        Kind::Text => Ok(Some(words(&paper.blocks).into_bytes())),
        Kind::Pdf => match pdf::FontFile::find(font) {
            Some(font) => pdf::write(paper, &font).map(Some),
            None => Ok(None),
        },
    }
}
