//! The text that is signed, from one template. Files of any form are made from its blocks, and its
//! digest from its words: whoever has the words can work the digest out.

use super::entity::Model;
use super::entity::milestone::Model as MilestoneRow;
use super::terms::day;
use sha2::{Digest, Sha256};

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What the whole is called.
    Title(String),
    /// What a part is called.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A table, its head first.
    Table(Vec<Vec<String>>),
}

/// The text of a contract as its terms stand.
pub fn document(contract: &Model, milestones: &[MilestoneRow]) -> Vec<Block> {
    let heading = |text: &str| Block::Heading(text.to_owned());
    let party = |role: &str, name: &str, code: Option<&str>| {
        let code = code.map_or(String::new(), |it| format!("，统一社会信用代码 {it}"));
        Block::Text(format!("{role}：{name}{code}"))
    };
    let mut blocks = vec![Block::Title("环境治理第三方服务合同".to_owned())];
    if contract.pace().is_practice() {
        let text = "本合同是练习大厅的练习，不产生权利和义务；文中的天在练习里是分钟。";
        blocks.push(Block::Text(text.to_owned()));
    }
    blocks.extend([
        Block::Text(format!("合同编号：{}，条款第 {} 版", contract.id, contract.terms_revision)),
        Block::Text(format!("对应需求：{}（{}）", contract.title, contract.demand_id)),
        party("委托方（甲方）", &contract.buyer_name, contract.buyer_code.as_deref()),
        party("服务方（乙方）", &contract.seller_name, contract.seller_code.as_deref()),
        heading("一、服务内容"),
    ]);
    blocks.extend(paragraphs(&contract.subject));
    blocks.push(Block::Text(format!("服务地点：{}", contract.place)));
    blocks.push(heading("二、期限"));
    let (from, to) = (day(contract.starts_on), day(contract.ends_on));
    blocks.push(Block::Text(format!("自 {from} 起，至 {to} 止。")));
    blocks.push(heading("三、价款、节点与付款"));
    let (price, days) = (contract.price_fen, contract.payment_days);
    blocks.push(Block::Text(format!("合同总价 {price}，按下列节点交付、验收和支付。")));
    blocks.push(table(milestones));
    blocks.push(Block::Text(format!(
        "每个节点验收后 {days} 天内，甲方支付该节点的金额。双方在平台上登记付款和收款。"
    )));
    blocks.push(heading("四、交付与验收"));
    blocks.push(Block::Text(
        "乙方完成节点后在平台上提交交付说明。甲方在 14 天内验收，或者说明理由要求整改；14 天内没有答复的，视为验收。\
         全部节点验收后，合同完成。"
            .to_owned(),
    ));
    blocks.push(heading("五、变更与终止"));
    blocks.push(Block::Text(
        "价款、期限和节点日期由一方在平台上提出变更，另一方同意后生效，未验收的节点按原比例分摊变更后的余额。\
         提前终止也由一方提出、另一方同意。"
            .to_owned(),
    ));
    blocks.push(heading("六、争议"));
    blocks.push(Block::Text(
        "发生争议的，一方在平台上说明，另一方在 5 个工作日内答复；所在地区的协会可以查看并协助协商。\
         协商不成的，双方仍可依法申请仲裁或者提起诉讼。"
            .to_owned(),
    ));
    if let Some(other) = &contract.other_terms {
        blocks.push(heading("七、其他约定"));
        blocks.extend(paragraphs(other));
    }
    blocks
}

fn paragraphs(text: &str) -> impl Iterator<Item = Block> {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.map(|it| Block::Text(it.to_owned()))
}

fn table(milestones: &[MilestoneRow]) -> Block {
    let head = ["节点", "内容", "交付日期", "比例", "金额"].map(str::to_owned).to_vec();
    let rows = milestones.iter().map(|it| {
        vec![
            it.number.to_string(),
            it.title.clone(),
            day(it.due_on),
            percent(it.share_bp),
            it.amount_fen.to_string(),
        ]
    });
    Block::Table(std::iter::once(head).chain(rows).collect())
}

/// `3333` → `33.33%`.
fn percent(share_bp: i32) -> String {
    format!("{}.{:02}%", share_bp / 100, share_bp % 100)
}

/// The words alone, a line for each paragraph and each row of a table.
pub fn words(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Title(it) | Block::Heading(it) | Block::Text(it) => lines.push(it.clone()),
            Block::Table(rows) => lines.extend(rows.iter().map(|it| it.join("\t"))),
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// SHA-256 of the words, in hexadecimal.
pub fn digest(blocks: &[Block]) -> String {
    hex::encode(Sha256::digest(words(blocks)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_words_and_any_word_changes_it() {
        let text = |last: &str| {
            vec![
                Block::Title("合同".to_owned()),
                Block::Table(vec![vec!["1".to_owned(), "100.00%".to_owned()]]),
                Block::Text(last.to_owned()),
            ]
        };
        assert_eq!(words(&text("止。")), "合同\n1\t100.00%\n止。\n");
        assert_eq!(digest(&text("止。")).len(), 64);
        assert_ne!(digest(&text("止。")), digest(&text("止")));
        assert_eq!((percent(3_333), percent(10_000)), ("33.33%".into(), "100.00%".into()));
    }
}
