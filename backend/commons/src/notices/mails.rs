//! How notices read as a mail: one alone, or several in a list.

use super::entity::Model;
use kernel::Escaped;
use kernel::clock::china_time;
use platform::mail::Mail;
use std::fmt::Write;

/// A mail to be written.
pub(super) struct Letter<'a> {
    /// The person's name.
    pub(super) name: &'a str,
    /// Where they get mail.
    pub(super) to: &'a str,
    /// The address of this site, without a slash at the end.
    pub(super) base: &'a str,
    /// What is told, oldest first.
    pub(super) notices: &'a [Model],
}

/// The mail; none when there is nothing to tell.
pub(super) fn compose(letter: &Letter<'_>) -> Option<Mail> {
    let subject = match letter.notices {
        [] => return None,
        [only] => only.title.clone(),
        [first, ..] => format!("{}等 {} 条通知", first.title, letter.notices.len()),
    };
    Some(Mail {
        to: letter.to.to_owned(),
        subject: format!("【绿桥】{}", one_line(&subject)),
        text: text(letter),
        html: Some(html(letter)),
    })
}

/// A subject is one line of at most so many signs.
fn one_line(text: &str) -> String {
    text.chars().map(|it| if it.is_control() { ' ' } else { it }).take(120).collect()
}

fn text(letter: &Letter<'_>) -> String {
    let mut text = format!("{}，您好：\n\n", letter.name);
    for it in letter.notices {
        if letter.notices.len() > 1 {
            let _ = writeln!(text, "【{}】{}（{}）", it.kind.name(), it.title, day(it));
        }
        let _ = writeln!(text, "{}\n\n查看详情：{}{}\n", it.body, letter.base, it.path);
    }
    let _ = writeln!(text, "邮件发送方式可在工作台设置：{}\n", settings(letter));
    text.push_str("本邮件由系统发送，请勿直接回复。\n");
    text
}

fn html(letter: &Letter<'_>) -> String {
    let mut html = format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
         <body style=\"font-family:sans-serif;line-height:1.7;color:#1d2b24\">\
         <p>{}，您好：</p>",
        Escaped(letter.name)
    );
    for it in letter.notices {
        let _ = write!(
            html,
            "<h3 style=\"margin:1em 0 0\">{}</h3><p style=\"margin:0;color:#5b6b63\">{} · {}</p>\
             <p>{}</p><p><a href=\"{}{}\">查看详情</a></p>",
            Escaped(&it.title),
            it.kind.name(),
            day(it),
            Escaped(&it.body).to_string().replace('\n', "<br>"),
            Escaped(letter.base),
            Escaped(&it.path),
        );
    }
    let _ = write!(
        html,
        "<hr><p style=\"color:#5b6b63\"><a href=\"{}\">设置邮件发送方式</a> · \
         本邮件由系统发送，请勿直接回复。</p></body></html>",
        Escaped(&settings(letter))
    );
    html
}

fn settings(letter: &Letter<'_>) -> String {
    format!("{}/workspace/notices/settings", letter.base)
}

fn day(notice: &Model) -> String {
    notice.created_at.with_timezone(&china_time()).format("%-m月%-d日 %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::rules::{MailState, NoticeKind};
    use kernel::Dice;
    use kernel::id::{AccountId, NoticeId};

    fn notice(title: &str) -> Model {
        let now = chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let mut dice = Dice::seeded(1);
        Model {
            id: NoticeId::new(now, &mut dice),
            account_id: AccountId::new(now, &mut dice),
            kind: NoticeKind::Demand,
            title: title.into(),
            body: "需求“<b>废油</b>”已发布。".into(),
            path: "/workspace/demands/dem_x".into(),
            created_at: now,
            read_at: None,
            mail: MailState::AtOnce,
            mailed_at: None,
        }
    }

    fn letter(notices: &[Model]) -> Option<Mail> {
        compose(&Letter { name: "张经理", to: "z@example.org", base: "https://gb.cn", notices })
    }

    #[test]
    fn one_notice_is_its_own_subject_and_markup_in_it_stays_text() {
        let mail = letter(&[notice("需求已发布\r\nBcc: x@y.cn")]).unwrap();

        assert_eq!(mail.subject, "【绿桥】需求已发布  Bcc: x@y.cn");
        assert!(mail.text.contains("https://gb.cn/workspace/demands/dem_x"), "{}", mail.text);
        let html = mail.html.unwrap();
        assert!(html.contains("&lt;b&gt;废油") && !html.contains("<b>"), "{html}");
    }

    #[test]
    fn several_are_listed_and_none_is_no_mail() {
        let mail = letter(&[notice("需求已发布"), notice("报价已开启")]).unwrap();

        assert_eq!(mail.subject, "【绿桥】需求已发布等 2 条通知");
        assert!(mail.text.contains("【需求进展】报价已开启"), "{}", mail.text);
        assert_eq!(letter(&[]), None);
    }
}
