//! 合同文本 as files: the same blocks as DOCX and as PDF, the same bytes for the same text.
//!
//! Why so, and what happens without a font: docs/decisions/010-contract-documents.md.

pub mod docx;
pub mod pdf;

use market::contracts::{Block, Paper};

/// The blocks of a paper with what stands below the text: its digest and who has signed it.
fn whole(paper: &Paper) -> Vec<Block> {
    let mut blocks = paper.blocks.clone();
    blocks.push(Block::Heading("签署（不属于签署文本）".to_owned()));
    blocks.push(Block::Text(format!("以上文本的 SHA-256 摘要：{}", paper.digest)));
    if paper.signatures.is_empty() {
        blocks.push(Block::Text("还没有单位签署。".to_owned()));
    }
    blocks.extend(paper.signatures.iter().cloned().map(Block::Text));
    blocks
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A paper of several pages with everything that must be escaped or broken.
    pub(crate) fn sample() -> Paper {
        let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
        let mut blocks = vec![
            Block::Title("环境治理第三方服务合同".to_owned()),
            Block::Heading("一、服务内容".to_owned()),
            Block::Text("按月收运 <HW09> & \"HW49\" 废物，pH 6-9。".to_owned()),
            Block::Table(vec![
                row(["节点", "内容", "交付日期", "比例", "金额"]),
                row([
                    "1",
                    "首月收运并提交联单和台账复印件",
                    "2026年12月31日",
                    "33.33%",
                    "28,663.80 元",
                ]),
            ]),
        ];
        blocks.extend((0..120).map(|it| Block::Text(format!("第 {it} 条 {}", "约定".repeat(40)))));
        Paper {
            blocks, digest: "0".repeat(64), signatures: vec!["甲方于今日签署".to_owned()]
        }
    }
}
