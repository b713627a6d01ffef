use super::*;

fn typed() -> TypedOrganisation {
    TypedOrganisation {
        kind: OrganisationKind::Enterprise,
        name: " 青浦纸业有限公司 ".into(),
        credit_code: kernel::credit_code::generate("310118", 1).as_str().to_owned(),
        no_code_reason: String::new(),
        region_code: "310118".into(),
    }
}

fn told(typed: &TypedOrganisation, open: &OpenRegions) -> Vec<String> {
    let problems = check_organisation(typed, open).err().unwrap_or_default();
    problems.into_iter().map(|it| it.code.into_owned()).collect()
}

fn open(codes: &[&str]) -> OpenRegions {
    OpenRegions(codes.iter().map(|it| RegionCode::parse(it).unwrap()).collect())
}

#[test]
fn a_sound_registration_is_taken() {
    let checked = check_organisation(&typed(), &OpenRegions::default()).unwrap();
    assert_eq!(checked.name, "青浦纸业有限公司");
    assert!(checked.credit_code.is_some() && checked.no_code_reason.is_none());
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let wrong = TypedOrganisation {
        kind: OrganisationKind::Regulator,
        name: "绿".into(),
        credit_code: "123".into(),
        region_code: "99".into(),
        ..typed()
    };
    assert_eq!(
        told(&wrong, &OpenRegions::default()),
        [
            "registrations.kind_not_open",
            "registrations.name_length",
            "registrations.credit_code",
            "registrations.region_unknown"
        ]
    );
    let person =
        TypedPerson { email: "nobody".into(), password: String::new(), display_name: " ".into() };
    let rules = PasswordRules { min_length: 8, min_classes: 3 };
    let problems = check_person(&person, &rules).unwrap_err();
    let paths: Vec<_> = problems.iter().flat_map(|it| it.path.clone()).collect();
    for field in ["email", "password", "displayName"] {
        assert!(paths.iter().any(|it| it == field), "{field}: {problems:?}");
    }
}

#[test]
fn institutions_without_a_code_say_why_and_providers_have_one() {
    let school = |reason: &str| TypedOrganisation {
        name: "青浦区实验中学".into(),
        credit_code: " ".into(),
        no_code_reason: reason.into(),
        ..typed()
    };
    let open = OpenRegions::default();
    assert!(told(&school("事业单位，代码尚未纳入法人库"), &open).is_empty());
    assert_eq!(told(&school(""), &open), ["registrations.code_or_reason"]);
    assert_eq!(told(&school("无"), &open), ["registrations.reason_length"]);
    let provider = TypedOrganisation {
        kind: OrganisationKind::Provider,
        ..school("事业单位，代码尚未纳入法人库")
    };
    assert_eq!(told(&provider, &open), ["registrations.provider_needs_code"]);
}

#[test]
fn the_demand_side_opens_region_by_region_and_the_supply_side_everywhere() {
    let pilot = open(&["310118", "320509", "330421"]);
    let elsewhere = TypedOrganisation { region_code: "310115".into(), ..typed() };
    let provider = TypedOrganisation { kind: OrganisationKind::Provider, ..elsewhere.clone() };
    assert!(told(&typed(), &pilot).is_empty());
    assert_eq!(told(&elsewhere, &pilot), ["registrations.region_not_open"]);
    assert!(told(&elsewhere, &open(&["31"])).is_empty());
    assert!(told(&elsewhere, &OpenRegions::default()).is_empty());
    assert!(told(&provider, &pilot).is_empty());
}

#[test]
fn a_firm_is_taken_once_somebody_acts_for_it_and_never_by_an_unread_address() {
    use Standing::{Active, Closed, Pending, Refused, Suspended};
    for (standing, members, confirmed, claim) in [
        (Active, false, false, Claim::Open),
        (Active, true, false, Claim::Taken),
        (Active, true, true, Claim::Taken),
        (Pending, true, false, Claim::Open),
        (Pending, true, true, Claim::Taken),
        (Refused, true, true, Claim::Open),
        (Suspended, false, false, Claim::Taken),
        (Closed, false, false, Claim::Taken),
    ] {
        assert_eq!(judge_claim(standing, members, confirmed), claim, "{standing:?}");
    }
}

#[test]
fn what_is_missing_is_said_in_the_order_of_the_work() {
    use RegistrationNeed::{Certificate, ConfirmEmail, Decision, Letter, SendAgain};
    let letter = [DocumentKind::Letter];
    assert_eq!(missing(Standing::Pending, false, true, &[]), [ConfirmEmail, Letter]);
    assert_eq!(missing(Standing::Pending, true, false, &letter), [Certificate, Decision]);
    assert_eq!(missing(Standing::Refused, true, true, &letter), [SendAgain]);
    assert!(missing(Standing::Active, true, true, &[]).is_empty());
}

#[test]
fn a_file_is_what_its_first_bytes_say() {
    assert_eq!(sniff(b"%PDF-1.7 ..."), Some(("application/pdf", "pdf")));
    assert_eq!(sniff(&[0xff, 0xd8, 0xff, 0xe0]), Some(("image/jpeg", "jpg")));
    assert_eq!(sniff(b"\x89PNG\r\n\x1a\n..."), Some(("image/png", "png")));
    for other in [
        &b""[..],
        b"MZ\x90\x00",
        b"<svg onload=alert(1)>",
        b"<html><script>",
        b"PK\x03\x04",
        b"\n%PDF-1.7",
        b"GIF89a",
        b"\xff\xd8",
    ] {
        assert_eq!(sniff(other), None, "{other:?}");
    }
}
