//! The verbs of a registration: register, confirm the address, send again, approve, refuse.
//!
//! Passwords are hashed outside the transaction: a hash takes tens of milliseconds, and on
//! SQLite everybody would wait for it.

use super::entity::Model;
use super::rules::{
    self, CheckedOrganisation, Claim, OpenRegions, RegistrationProblem, TypedOrganisation,
    TypedPerson,
};
use super::{access, mails, store};
use crate::accounts as account_store;
use crate::accounts::actions as accounts;
use crate::audit::{self, Recorded};
use crate::mail_links::rules::MailLinkProblem;
use crate::mail_links::{LinkPurpose, LinkRow, actions as links};
use crate::mails::{self as letters, About};
use crate::memberships::{self, actions as members};
use crate::moderation::actions::{self as moderation, Mended, NewChange};
use crate::moderation::rules::since;
use crate::moderation::{ChangeState, FieldDifference, find_of_subject};
use crate::organisations::actions::{self as organisations, Known, NewOrganisation};
use crate::organisations::{self as organisation_store, OrganisationRow, Standing};
use crate::sessions::Auth;
use kernel::id::{AccountId, RegistrationId};
use kernel::{Actor, Denied, MemberRole, NewEvent, OrganisationKind, Origin, Result};
use platform::Secret;
use platform::{Cx, Db};
use serde_json::json;

/// The noun under which registrations are moderated, audited and announced.
pub const SUBJECT: &str = "registration";
/// Where a source is a person's own word.
const TYPED: &str = "单位自行登记";

/// Registers a person with the organisation they act for, and mails them a link. Whether the
/// address is taken is not told; its owner gets a mail instead.
///
/// # Errors
/// Every problem with the fields at once.
pub async fn register(
    db: &Db,
    auth: &Auth,
    open: &OpenRegions,
    origin: Origin,
    (organisation, person): (TypedOrganisation, TypedPerson),
) -> Result<String> {
    let organisation = rules::check_organisation(&organisation, open);
    let checked = rules::check_person(&person, &auth.rules);
    let (organisation, (email, display_name)) = match (organisation, checked) {
        (Ok(organisation), Ok(person)) => (organisation, person),
        (organisation, person) => {
            let problems = [organisation.err(), person.err()];
            return Err(problems.into_iter().flatten().flatten().collect::<Vec<_>>().into());
        }
    };
    let hash = auth.passwords.hash(&Secret::new(person.password), &mut db.dice()).await?;
    let new = accounts::NewPerson { email: email.clone(), password_hash: hash, display_name };
    let written = {
        let organisation = organisation.clone();
        db.in_transaction_for(Actor::Visitor, origin.clone(), |cx| {
            Box::pin(async move { write(cx, organisation, new).await })
        })
        .await
    };
    match written {
        Ok(()) => Ok(email),
        // Somebody registered the same address at the same moment.
        Err(error) if accounts::is_taken(&error) => {
            let taken = email.clone();
            db.in_transaction_for(Actor::Visitor, origin, |cx| {
                Box::pin(async move { tell_owner(cx, &taken).await.map(drop) })
            })
            .await?;
            Ok(email)
        }
        Err(error) => Err(error),
    }
}

async fn write(cx: &mut Cx, checked: CheckedOrganisation, new: accounts::NewPerson) -> Result<()> {
    // Judged first, so that a known address is told the same as an unknown one.
    let known = judge(cx, &checked).await?;
    if tell_owner(cx, &new.email).await? {
        return Ok(());
    }
    let (organisation, is_claim) = join(cx, known, &checked).await?;
    let account = accounts::begin(cx, new, Some(organisation.id.clone())).await?;
    members::add(cx, &account.id, &organisation.id, MemberRole::Owner).await?;
    let row = Model {
        id: RegistrationId::new(cx.now, &mut cx.rng),
        organisation_id: organisation.id,
        account_id: account.id.clone(),
        kind: checked.kind,
        name: checked.name,
        credit_code: checked.credit_code.map(|it| it.as_str().to_owned()),
        no_code_reason: checked.no_code_reason,
        region_code: checked.region_code,
        is_claim,
        created_at: cx.now,
        updated_at: cx.now,
    };
    store::insert(&cx.tx, row.clone()).await?;
    record(cx, "registrations.register", &row).await?;
    letters::enqueue_for(cx, About::AddressToConfirm(&account.id), &account.id).await
}

/// Tells the owner of an address that somebody registers with it; false when nobody owns it.
async fn tell_owner(cx: &mut Cx, email: &str) -> Result<bool> {
    let Some(owner) = account_store::find_by_email(&cx.tx, email).await? else { return Ok(false) };
    letters::enqueue_for(cx, About::AddressTaken(&owner.id), &owner.id).await?;
    Ok(true)
}

/// The known organisation that is registered, if any; refused when it is somebody else's.
async fn judge(cx: &Cx, checked: &CheckedOrganisation) -> Result<Option<OrganisationRow>> {
    let code = checked.credit_code.as_ref().map(kernel::CreditCode::as_str);
    let known = match organisations::recognise(cx, &checked.name, code).await? {
        Known::No => return Ok(None),
        Known::Otherwise(_) => return Err(RegistrationProblem::NameDiffers.into()),
        Known::As(known) => *known,
    };
    let has_members = memberships::has_members(&cx.tx, &known.id).await?;
    let has_confirmed = memberships::has_confirmed_members(&cx.tx, &known.id).await?;
    if rules::judge_claim(known.standing, has_members, has_confirmed) == Claim::Taken {
        Err(RegistrationProblem::OrganisationTaken.into())
    } else if known.name_key != kernel::text::normalise_name(&checked.name) {
        Err(RegistrationProblem::NameDiffers.into())
    } else {
        Ok(Some(known))
    }
}

/// The organisation of a registration, pending, and whether it was known from a list. Who tried
/// to register it before and was refused, or never opened the link, has no part in it any more.
async fn join(
    cx: &mut Cx,
    known: Option<OrganisationRow>,
    checked: &CheckedOrganisation,
) -> Result<(OrganisationRow, bool)> {
    let Some(known) = known else {
        let new = described(cx, checked);
        let row = organisations::add(cx, new).await?;
        return Ok((organisations::stand(cx, row, Standing::Pending).await?, false));
    };
    let former = store::newest_of(&cx.tx, &known.id).await?;
    members::remove_all(cx, &known.id).await?;
    let row = organisations::stand(cx, known, Standing::Pending).await?;
    Ok((row, former.is_none_or(|it| it.is_claim)))
}

fn described(cx: &Cx, checked: &CheckedOrganisation) -> NewOrganisation {
    NewOrganisation {
        kind: checked.kind,
        name: checked.name.clone(),
        credit_code: checked.credit_code.as_ref().map(|it| it.as_str().to_owned()),
        credit_code_is_valid: checked.credit_code.is_some(),
        region_code: Some(checked.region_code.clone()),
        address: None,
        source: TYPED.to_owned(),
        source_on: Some(cx.today()),
    }
}

/// The link for an address that is not confirmed yet; none when there is nothing to confirm.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn open_link(db: &Db, id: AccountId) -> Result<Option<LinkRow>> {
    db.in_transaction(Actor::System("registrations"), |cx| {
        Box::pin(async move {
            let found = account_store::find(&cx.tx, &id).await?;
            let Some(account) = found.filter(|it| it.email_confirmed_at.is_none()) else {
                return Ok(None);
            };
            let purpose = LinkPurpose::Registration;
            Ok(Some(links::make_once(cx, &account.id, purpose, account.email).await?.0))
        })
    })
    .await
}

/// Sends the link again, if the address is known and not confirmed. The answer is always the same.
///
/// # Errors
/// A fault when the database fails.
pub async fn send_link(cx: &mut Cx, email: &str) -> Result<()> {
    let email = account_store::rules::parse_email(email).unwrap_or_default();
    let found = account_store::find_by_email(&cx.tx, &email).await?;
    match found.filter(|it| it.email_confirmed_at.is_none()) {
        Some(account) => {
            letters::enqueue_for(cx, About::AddressToConfirm(&account.id), &account.id).await
        }
        None => Ok(()),
    }
}

/// Confirms an address by the token of a link, once, and puts the registration of that person into
/// the queue of its region.
///
/// # Errors
/// One problem for tokens that are unknown, used or too old.
pub async fn confirm(cx: &mut Cx, auth: &Auth, token: &str) -> Result<()> {
    let link = links::take(cx, &links::read(auth, token, &[LinkPurpose::Registration])?).await?;
    let account = accounts::confirm_email(cx, &link.account_id, &link.sent_to).await?;
    let account = account.ok_or(MailLinkProblem::Over)?;
    let member = members::acting(cx, &account, account.organisation_id.as_ref()).await?;
    let organisation_id = member.as_ref().map(|it| it.organisation_id.clone());
    // From here on it is this person who acts.
    cx.actor = Actor::Person {
        account_id: account.id.clone(),
        role: account.role,
        member,
        region: account.region_code.clone(),
    };
    let Some(organisation_id) = organisation_id else { return Ok(()) };
    let newest = store::newest_of(&cx.tx, &organisation_id).await?;
    match newest.filter(|it| it.account_id == account.id) {
        Some(registration) => submit(cx, &registration).await,
        None => Ok(()),
    }
}

/// Sends a registration again, mended: one that was refused, or that its check has given back.
///
/// # Errors
/// Not found for others than its owners; every problem with the fields.
pub async fn send_again(
    cx: &mut Cx,
    id: &RegistrationId,
    typed: TypedOrganisation,
    open: &OpenRegions,
) -> Result<Model> {
    let found = store::find_for_change(&cx.tx, id).await?;
    let before = found.filter(|it| access::may_see(&cx.actor, it)).ok_or(Denied::NotFound)?;
    if !access::may_change(&cx.actor, &before) {
        return Err(Denied::Forbidden.into());
    }
    let organisation = get_organisation(cx, &before).await?;
    let check = find_of_subject(&cx.tx, before.id.as_str()).await?;
    let returned = check.filter(|it| it.state == ChangeState::Returned);
    if organisation.standing != Standing::Refused && returned.is_none() {
        return Err(RegistrationProblem::NotToBeSent.into());
    }
    let checked = rules::check_organisation(&typed, open)?;
    let code = checked.credit_code.as_ref().map(kernel::CreditCode::as_str);
    match organisations::recognise(cx, &checked.name, code).await? {
        Known::As(known) if known.id != organisation.id => {
            return Err(RegistrationProblem::OrganisationTaken.into());
        }
        Known::Otherwise(_) => return Err(RegistrationProblem::NameDiffers.into()),
        Known::As(_) | Known::No => {}
    }
    let after = Model {
        kind: checked.kind,
        name: checked.name,
        credit_code: checked.credit_code.map(|it| it.as_str().to_owned()),
        no_code_reason: checked.no_code_reason,
        region_code: checked.region_code,
        updated_at: cx.now,
        ..before
    };
    store::update(&cx.tx, after.clone()).await?;
    if let Some(check) = returned {
        let mended = Mended {
            subject_id: after.id.to_string(),
            title: title(&after),
            region_code: after.region_code.clone(),
            differences: since(&check.differences.0, differences(&after, &organisation)),
        };
        moderation::send_again(cx, mended).await?;
        record(cx, "registrations.send", &after).await?;
        return Ok(after);
    }
    organisations::stand(cx, organisation, Standing::Pending).await?;
    submit(cx, &after).await?;
    Ok(after)
}

/// What the queue shows.
fn title(row: &Model) -> String {
    format!("{}：{}", if row.is_claim { "认领单位" } else { "单位注册" }, row.name)
}

async fn submit(cx: &mut Cx, row: &Model) -> Result<()> {
    let organisation = get_organisation(cx, row).await?;
    let change = NewChange {
        subject_kind: SUBJECT,
        subject_id: row.id.to_string(),
        title: title(row),
        region_code: row.region_code.clone(),
        second_region_code: None,
        first_by: None,
        differences: differences(row, &organisation),
    };
    moderation::submit(cx, change).await?;
    record(cx, "registrations.send", row).await
}

/// Lets an organisation act, once it is approved: what was asked for becomes true. Done by the
/// product.
///
/// # Errors
/// Forbidden for persons.
pub async fn approve(cx: &mut Cx, id: &RegistrationId) -> Result<()> {
    let Some((row, organisation)) = for_the_product(cx, id).await? else { return Ok(()) };
    let new = NewOrganisation {
        kind: row.kind,
        name: row.name.clone(),
        credit_code: row.credit_code.clone(),
        credit_code_is_valid: row.credit_code.is_some(),
        region_code: Some(row.region_code.clone()),
        address: None,
        source: TYPED.to_owned(),
        source_on: Some(cx.today()),
    };
    let taken = if row.is_claim {
        organisations::take_over(cx, organisation, &new).await?
    } else {
        organisations::rewrite(cx, organisation, &new).await?
    };
    organisations::stand(cx, taken, Standing::Active).await?;
    record(cx, "registrations.approve", &row).await?;
    mails::tell(cx, &row, mails::Verdict::Approved).await?;
    announce(cx, "registrations.approved", &row).await
}

/// Sends a registration back to its owner, once it is refused. Done by the product.
///
/// # Errors
/// Forbidden for persons.
pub async fn refuse(cx: &mut Cx, id: &RegistrationId) -> Result<()> {
    let Some((row, organisation)) = for_the_product(cx, id).await? else { return Ok(()) };
    organisations::stand(cx, organisation, Standing::Refused).await?;
    record(cx, "registrations.refuse", &row).await?;
    mails::tell(cx, &row, mails::Verdict::Refused).await?;
    announce(cx, "registrations.refused", &row).await
}

/// Tells the owner of a registration that its check asks for something. Done by the product.
///
/// # Errors
/// Forbidden for persons.
pub async fn ask_to_mend(cx: &mut Cx, id: &RegistrationId) -> Result<()> {
    match for_the_product(cx, id).await? {
        Some((row, _)) => mails::tell(cx, &row, mails::Verdict::Returned).await,
        None => Ok(()),
    }
}

/// A registration that still waits, with its organisation; a newer one has taken its place
/// otherwise.
async fn for_the_product(cx: &Cx, id: &RegistrationId) -> Result<Option<(Model, OrganisationRow)>> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let Some(row) = store::find_for_change(&cx.tx, id).await? else { return Ok(None) };
    let newest = store::newest_of(&cx.tx, &row.organisation_id).await?;
    let organisation = get_organisation(cx, &row).await?;
    let waits =
        organisation.standing == Standing::Pending && newest.is_some_and(|it| it.id == row.id);
    Ok(waits.then_some((row, organisation)))
}

async fn get_organisation(cx: &Cx, row: &Model) -> Result<OrganisationRow> {
    let found = organisation_store::find(&cx.tx, &row.organisation_id).await?;
    found.ok_or_else(|| Denied::NotFound.into())
}

async fn announce(cx: &mut Cx, name: &'static str, row: &Model) -> Result<()> {
    cx.emit(NewEvent::of(name, "organisation", &row.organisation_id)).await
}

async fn record(cx: &mut Cx, action: &'static str, row: &Model) -> Result<()> {
    let after = json!({
        "organisation": row.organisation_id, "name": row.name, "kind": row.kind,
        "creditCode": row.credit_code, "region": row.region_code, "isClaim": row.is_claim,
    });
    let recorded = Recorded {
        action,
        subject_kind: SUBJECT,
        subject_id: row.id.as_str(),
        before: None,
        after: Some(after),
    };
    audit::record(cx, recorded).await
}

/// What the association reads: beside a claim stands what was known.
fn differences(row: &Model, known: &OrganisationRow) -> Vec<FieldDifference> {
    let kind = |it: OrganisationKind| match it {
        OrganisationKind::Provider => "服务机构".to_owned(),
        _ => "企业".to_owned(),
    };
    let place = |it: &kernel::RegionCode| kernel::region::full_name(it);
    let before = |value: Option<String>| value.filter(|_| row.is_claim);
    [
        ("name", "单位名称", before(Some(known.name.clone())), Some(row.name.clone())),
        ("kind", "单位类型", before(Some(kind(known.kind))), Some(kind(row.kind))),
        (
            "creditCode",
            "统一社会信用代码",
            before(known.credit_code.clone()),
            row.credit_code.clone(),
        ),
        ("noCodeReason", "没有代码的原因", None, row.no_code_reason.clone()),
        (
            "region",
            "所在地区",
            before(known.region_code.as_ref().map(place)),
            Some(place(&row.region_code)),
        ),
    ]
    .into_iter()
    .filter(|(_, _, before, after)| before.is_some() || after.is_some())
    .map(|(field, label, before, after)| FieldDifference {
        field: field.into(),
        label: label.into(),
        before,
        after,
    })
    .collect()
}
