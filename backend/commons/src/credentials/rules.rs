//! What a new password and a new address must be like.

use kernel::Problem;
use platform::auth::PasswordRules;

kernel::problems! {
    /// Why a password or an address is not changed.
    CredentialProblem {
        SamePassword = "credentials.same_password", "newPassword", "新密码不能与当前密码相同";
        EmailForm = "credentials.email_form", "newEmail", "邮箱地址格式不对";
        SameEmail = "credentials.same_email", "newEmail", "新邮箱与当前邮箱相同";
    }
}

/// All that is wrong with a new password, each pointing at the field it was typed in.
pub fn check_password(
    rules: &PasswordRules,
    password: &str,
    email: &str,
    field: &'static str,
) -> Vec<Problem> {
    let problems = rules.check_for(password, email).into_iter().map(Problem::from);
    problems.map(|it| Problem { path: vec![field.into()], ..it }).collect()
}
