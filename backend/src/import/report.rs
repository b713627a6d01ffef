//! What an import did, for people and for programs.

use commons::RecordOutcome;
use commons::feeds::Counts;
use serde::Serialize;
use std::fmt::Write;

/// Lines of each kind that are shown to people; `--json` gives all.
const SHOWN: usize = 30;

/// A row that needs a person's eye.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowNote {
    /// Where it stands: the row of a sheet (the header is row 1), the line, the file's place.
    pub row: u64,
    /// What it names.
    pub name: String,
    /// What is the matter, for people.
    pub reason: String,
}

/// What an import did. Every row read is counted once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows that were not known.
    pub new: u64,
    /// Rows that were known otherwise and are written now.
    pub changed: u64,
    /// Rows that were known just so.
    pub unchanged: u64,
    /// Rows that contradict what is known; nothing was written.
    pub conflict: u64,
    /// Rows that cannot be taken; nothing was written.
    pub rejected: u64,
    /// Rows about nobody we know, in lists that are taken only for those we know.
    pub passed: u64,
    /// What the source listed before and this file does not.
    pub gone: u64,
    /// Under which id the run is kept; null for a dry run.
    pub run: Option<String>,
    /// The contradicting rows.
    pub conflicts: Vec<RowNote>,
    /// The rejected rows.
    pub rejections: Vec<RowNote>,
    /// Rows that were taken although something about them is odd.
    pub notes: Vec<RowNote>,
    /// Why reading ended early; null when the end was reached.
    pub stopped: Option<String>,
}

impl Report {
    /// Counts a row that was written, or found known.
    pub fn count(&mut self, row: u64, name: String, outcome: RecordOutcome) {
        match outcome {
            RecordOutcome::New => self.new += 1,
            RecordOutcome::Changed => self.changed += 1,
            RecordOutcome::Unchanged => self.unchanged += 1,
            RecordOutcome::Passed => self.passed += 1,
            RecordOutcome::Conflict(it) => {
                self.conflict += 1;
                self.conflicts.push(RowNote { row, name, reason: it.reason });
            }
        }
    }

    /// Counts a row that cannot be taken.
    pub fn reject(&mut self, row: u64, name: String, reason: String) {
        self.rejected += 1;
        self.rejections.push(RowNote { row, name, reason });
    }

    /// Every row read so far.
    pub fn total(&self) -> u64 {
        self.new + self.changed + self.unchanged + self.conflict + self.rejected + self.passed
    }

    /// The counts in one line; the rarer ones where there are any.
    pub fn counts(&self) -> String {
        let mut text = format!(
            "新增 {}，变更 {}，未变 {}，冲突 {}，拒收 {}",
            self.new, self.changed, self.unchanged, self.conflict, self.rejected
        );
        for (word, count) in [("与平台单位无关", self.passed), ("名录已无", self.gone)] {
            if count > 0 {
                let _ = write!(text, "，{word} {count}");
            }
        }
        text
    }

    /// The counts for the books.
    pub(super) fn for_books(&self) -> Counts {
        Counts {
            new: self.new,
            changed: self.changed,
            unchanged: self.unchanged,
            conflict: self.conflict,
            rejected: self.rejected,
            passed: self.passed,
        }
    }

    /// The report for people.
    pub fn for_people(&self, seconds: f64, is_dry_run: bool) -> String {
        let mut text = String::new();
        let head = if is_dry_run { "试运行（未写入）" } else { "导入完成" };
        let head = if self.stopped.is_some() { "导入中止" } else { head };
        let _ =
            writeln!(text, "{head}：共 {} 行，{}（{seconds:.1} 秒）", self.total(), self.counts());
        if let Some(reason) = &self.stopped {
            let _ = writeln!(text, "中止原因：{reason}");
        }
        if let Some(run) = &self.run {
            let _ = writeln!(text, "导入记录：{run}");
        }
        for (title, rows) in
            [("冲突", &self.conflicts), ("拒收", &self.rejections), ("提示", &self.notes)]
        {
            for note in rows.iter().take(SHOWN) {
                let _ =
                    writeln!(text, "  {title} 第 {} 行 {}：{}", note.row, note.name, note.reason);
            }
            if rows.len() > SHOWN {
                let rest = rows.len() - SHOWN;
                let _ = writeln!(text, "  {title}还有 {rest} 行，加 --json 可看全部");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commons::Conflict;

    #[test]
    fn every_row_is_counted_once_and_odd_ones_are_named() {
        let mut report = Report::default();
        report.count(2, "甲".into(), RecordOutcome::New);
        report.count(
            3,
            "乙".into(),
            RecordOutcome::Conflict(Conflict { reason: "不一致".into(), with: None }),
        );
        report.reject(4, "丙".into(), "没有名称".into());

        assert_eq!(report.total(), 3);
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(json["conflict"], 1);
        assert_eq!(json["conflicts"][0]["row"], 3);
        assert_eq!(json["rejections"][0]["reason"], "没有名称");
        let text = report.for_people(1.0, false);
        assert!(text.contains("新增 1，变更 0，未变 0，冲突 1，拒收 1"), "{text}");
        assert!(text.contains("拒收 第 4 行 丙：没有名称"), "{text}");
    }
}
