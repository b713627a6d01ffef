//! What can happen to second factors, as the log and a mail name it.

/// What happened to a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// An app was bound.
    TotpAdded,
    /// The app was unbound.
    TotpRemoved,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// There are new recovery codes.
    CodesRenewed,
    /// A recovery code was used to sign in.
    CodeUsed,
    /// The security administrator took all away.
    Reset,
}

impl Change {
    const ALL: [Self; 7] = [
        Self::TotpAdded,
        Self::TotpRemoved,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::CodesRenewed,
        Self::CodeUsed,
        Self::Reset,
    ];

    /// The action in the log.
    pub(crate) fn action(self) -> &'static str {
        match self {
            Self::TotpAdded => "factors.bind_app",
            Self::TotpRemoved => "factors.unbind_app",
            Self::PasskeyAdded => "factors.add_passkey",
            Self::PasskeyRemoved => "factors.remove_passkey",
            Self::CodesRenewed => "factors.renew_codes",
            Self::CodeUsed => "factors.use_code",
            Self::Reset => "factors.reset",
        }
    }

    /// What the job of the mail is told.
    pub(crate) fn word(self) -> &'static str {
        self.action()
    }

    /// From the word in a job.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// A sentence for the person.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::TotpAdded => "您的账号已绑定验证器，今后登录时需要输入验证码。",
            Self::TotpRemoved => "您的账号已移除验证器。",
            Self::PasskeyAdded => "您的账号已添加一个通行密钥。",
            Self::PasskeyRemoved => "您的账号已移除一个通行密钥。",
            Self::CodesRenewed => "您的账号已换用新的恢复代码，旧的全部作废。",
            Self::CodeUsed => "有人用恢复代码登录了您的账号，这个代码已经作废。",
            Self::Reset => "安全管理员已重置您账号的二次验证，所有登录已退出，请重新登录并设置。",
        }
    }
}
