//! What is checked: one line a kind, and how the settings change it.

use super::rules::UnknownKind;
use chrono::Duration;
use kernel::Dice;
use platform::settings::ModerationSettings;

/// A kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The noun of the subject.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Working days within which it shall be decided. 配置值: no public source.
    pub due_days: u32,
    /// Whether two persons decide, unless the settings say otherwise.
    pub four_eyes: bool,
    /// Of a hundred that a rule let pass, how many are looked at afterwards, unless the settings
    /// say otherwise. 配置值: no public source.
    pub sampled_percent: u32,
    /// Whether its owner can mend it; what cannot be mended, an appeal, is decided as it stands.
    pub is_mended: bool,
}

/// Every kind there is. A new one is a line here, and its module reads the events.
#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    Kind { name: "demand", label: "需求", due_days: 3, four_eyes: false, sampled_percent: 20, is_mended: true },
    Kind { name: "evidence", label: "排名依据异议", due_days: 10, four_eyes: false, sampled_percent: 20, is_mended: true },
    Kind { name: "feed_conflict", label: "名录归属", due_days: 5, four_eyes: false, sampled_percent: 0, is_mended: false },
    Kind { name: "organisation_move", label: "跨区调整", due_days: 5, four_eyes: false, sampled_percent: 0, is_mended: false },
    Kind { name: "red_flag", label: "疑点提示", due_days: 10, four_eyes: false, sampled_percent: 0, is_mended: false },
    Kind { name: "provider", label: "机构资料", due_days: 3, four_eyes: false, sampled_percent: 20, is_mended: true },
    Kind { name: "suspension", label: "暂停申诉", due_days: 5, four_eyes: false, sampled_percent: 0, is_mended: false },
    Kind { name: "text", label: "误识申诉", due_days: 3, four_eyes: false, sampled_percent: 0, is_mended: false },
    Kind { name: "error_report", label: "报错", due_days: 5, four_eyes: false, sampled_percent: 20, is_mended: false },
    Kind { name: "registration", label: "单位注册", due_days: 3, four_eyes: false, sampled_percent: 20, is_mended: true },
];

/// The kind of a name.
pub fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|it| it.name == name)
}

/// How checks are done here: the table above as the settings change it.
#[derive(Debug, Clone)]
pub struct Policy {
    settings: ModerationSettings,
    /// How long somebody who took a request keeps it.
    pub take_time: Duration,
    /// How long an act on many can be undone.
    pub undo_time: Duration,
    /// How a person reaches people, for appeals; none when nothing is set.
    pub contact: Option<String>,
}

impl Policy {
    /// The policy the settings say.
    ///
    /// # Errors
    /// One sentence naming a kind that does not exist.
    pub fn new(settings: ModerationSettings, contact: Option<String>) -> Result<Self, UnknownKind> {
        let named = settings.four_eyes.iter().flatten();
        let named = named.chain(settings.by_rule.iter().map(|(name, _)| name));
        let mut named = named.chain(settings.sampling.iter().map(|(name, _)| name));
        if let Some(unknown) = named.find(|it| find(it).is_none()) {
            return Err(UnknownKind(unknown.clone()));
        }
        let long = |time| Duration::from_std(time).unwrap_or(Duration::MAX);
        let (take_time, undo_time) = (long(settings.take_time), long(settings.undo_time));
        Ok(Self { settings, take_time, undo_time, contact })
    }

    /// Whether anything passes by rule at all.
    pub fn has_rules(&self) -> bool {
        !self.settings.by_rule.is_empty()
    }

    /// Whether two persons decide on this kind.
    pub fn needs_four_eyes(&self, kind: &str) -> bool {
        match &self.settings.four_eyes {
            Some(kinds) => kinds.iter().any(|it| it == kind),
            None => find(kind).is_some_and(|it| it.four_eyes),
        }
    }

    /// After how many approvals in a row of one organisation this kind passes by rule; none when
    /// a person looks at every one.
    pub fn passes_after(&self, kind: &str) -> Option<u32> {
        self.settings.by_rule.iter().find(|(name, _)| name == kind).map(|(_, count)| *count)
    }

    /// Whether the dice choose one that passed by rule for a look afterwards.
    pub fn draws(&self, kind: &str, dice: &mut Dice) -> bool {
        let set = self.settings.sampling.iter().find(|(name, _)| name == kind);
        let usual = || find(kind).map_or(0, |it| it.sampled_percent);
        let percent = set.map_or_else(usual, |(_, percent)| *percent);
        dice.next_u64() % 100 < u64::from(percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(change: impl FnOnce(&mut ModerationSettings)) -> Result<Policy, UnknownKind> {
        let mut settings = ModerationSettings::default();
        change(&mut settings);
        Policy::new(settings, None)
    }

    #[test]
    fn names_differ_and_every_kind_has_a_label_and_a_term() {
        let names: std::collections::BTreeSet<_> = KINDS.iter().map(|it| it.name).collect();
        assert_eq!(names.len(), KINDS.len());
        for kind in KINDS {
            assert!(!kind.label.is_ascii() && kind.due_days > 0, "{}", kind.name);
            assert!(kind.sampled_percent <= 100, "{}", kind.name);
        }
    }

    #[test]
    fn a_kind_that_does_not_exist_is_named() {
        let wrong = [
            policy(|it| it.four_eyes = Some(vec!["deamnd".into()])),
            policy(|it| it.by_rule = vec![("deamnd".into(), 3)]),
            policy(|it| it.sampling = vec![("demand".into(), 3), ("deamnd".into(), 3)]),
        ];
        for answer in wrong {
            assert_eq!(answer.err(), Some(UnknownKind("deamnd".into())));
        }
    }

    #[test]
    fn the_settings_win_over_the_table() {
        let usual = policy(|_| ()).unwrap();
        assert!(!usual.needs_four_eyes("demand"));
        assert_eq!((usual.passes_after("demand"), usual.has_rules()), (None, false));
        let strict = policy(|it| it.four_eyes = Some(vec!["demand".into()])).unwrap();
        assert!(strict.needs_four_eyes("demand") && !strict.needs_four_eyes("registration"));
    }

    #[test]
    fn the_dice_draw_about_the_share_that_was_set() {
        let quarter = policy(|it| it.sampling = vec![("demand".into(), 25)]).unwrap();
        let mut dice = Dice::seeded(7);
        let drawn = (0..2_000).filter(|_| quarter.draws("demand", &mut dice)).count();
        assert!((420..580).contains(&drawn), "{drawn}");
        let (all, none) = (
            policy(|it| it.sampling = vec![("demand".into(), 100)]).unwrap(),
            policy(|it| it.sampling = vec![("demand".into(), 0)]).unwrap(),
        );
        assert!((0..200).all(|_| all.draws("demand", &mut dice)));
        assert!(!(0..200).any(|_| none.draws("demand", &mut dice)));
    }
}
