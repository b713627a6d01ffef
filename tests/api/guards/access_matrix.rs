//! Who may ask for what: every root field by every role, complete against the schema.
//!
//! A row says what each role is answered when it asks for something that exists and is the
//! enterprise's (the first one's): `ok`; `null` for "not there, or not yours"; the code of a denial; or the code of
//! the problem it is told. Rows are added with fields and taken away only with them.
//!
//! Long because every root field has its row here, and nowhere else.

use crate::support::{Actor, Answer, TestApp, need};
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
use kernel::MemberRole;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ROLES: [&str; 11] = [
    "visitor",
    "enterprise",
    "its viewer",
    "another enterprise",
    "provider",
    "association",
    "association elsewhere",
    "regulator",
    "system administrator",
    "security administrator",
    "audit administrator",
];
type Answers = [&'static str; 11];

const OK: &str = "ok";
const NULL: &str = "null";
const SIGN_IN: &str = "UNAUTHENTICATED";
const FORBIDDEN: &str = "FORBIDDEN";
const NOT_FOUND: &str = "NOT_FOUND";
const NOT_PROVIDER: &str = "bids.not_provider";
const SHORT: &str = "demands.title_length";
/// Everybody, signed in or not.
const PUBLIC: Answers = all(OK);

struct Row {
    field: &'static str,
    /// Arguments and selection; `$…` are filled in from the scene.
    ask: &'static str,
    answers: Answers,
}

const fn row(field: &'static str, ask: &'static str, answers: Answers) -> Row {
    Row { field, ask, answers }
}

/// Everybody is told the same.
const fn all(answer: &'static str) -> Answers {
    [answer; 11]
}

/// Visitors are asked to sign in, everybody else is told the same.
const fn signed_in(answer: &'static str) -> Answers {
    let mut answers = all(answer);
    answers[0] = SIGN_IN;
    answers
}

/// Visitors are asked to sign in, those of the market (enterprise, its viewer, another enterprise,
/// provider, regulator) are told this, staff are refused.
const fn members(market: [&'static str; 5]) -> Answers {
    let [enterprise, viewer, other, provider, regulator] = market;
    let mut answers = signed_in(FORBIDDEN);
    answers[1] = enterprise;
    answers[2] = viewer;
    answers[3] = other;
    answers[4] = provider;
    answers[7] = regulator;
    answers
}

/// Visitors are asked to sign in, owners of an organisation of the market are told this, everybody
/// else is refused.
const fn owners(answer: &'static str) -> Answers {
    members([answer, FORBIDDEN, answer, answer, FORBIDDEN])
}

/// Visitors are asked to sign in, the associations are told this, everybody else is refused.
const fn moderators(here: &'static str, elsewhere: &'static str) -> Answers {
    let mut answers = signed_in(FORBIDDEN);
    answers[5] = here;
    answers[6] = elsewhere;
    answers
}

/// Visitors are asked to sign in, the associations and the system administrator are told this,
/// everybody else is refused.
const fn app_keepers(answer: &'static str) -> Answers {
    let mut answers = moderators(answer, answer);
    answers[8] = answer;
    answers
}

/// Visitors are asked to sign in, the three administrators are told this, everybody else is
/// refused.
const fn administrators(
    system: &'static str,
    security: &'static str,
    audit: &'static str,
) -> Answers {
    let mut answers = signed_in(FORBIDDEN);
    answers[8] = system;
    answers[9] = security;
    answers[10] = audit;
    answers
}

/// Whoever may read of feeds is told that this one does not exist; others are told the same.
const FEED_READERS_SEE_NONE: Answers =
    [SIGN_IN, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, FORBIDDEN, FORBIDDEN];

const QUERIES: &[Row] = &[
    row("appointments", "{ nodes { id } }", administrators(OK, OK, FORBIDDEN)),
    row("apps", "{ id }", PUBLIC),
    row("storedAnswers", "{ nodes { id } }", moderators(OK, OK)),
    row("storedAnswer", "(id: \"ans_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", moderators(NULL, NULL)),
    row(
        "askStatistics",
        "(from: \"2026-01-01\", to: \"2026-12-31\") { asked }",
        moderators(OK, OK),
    ),
    row("missedQuestions", "{ matter }", moderators(OK, OK)),
    row("unhelpfulAnswers", "{ text }", moderators(OK, OK)),
    row(
        "ask",
        "(input: { question: \"\" }) { problems { code } }",
        all("assistant.question_empty"),
    ),
    row("knowledgeFields", "{ field }", PUBLIC),
    row("topQuestions", "{ question }", PUBLIC),
    row("guides", "{ id }", PUBLIC),
    row("guide", "(id: \"gui_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", all(NULL)),
    row("experts", "{ id }", PUBLIC),
    row("consultation", "(code: \"con_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", all(NULL)),
    row("consultations", "{ nodes { id } }", moderators(OK, OK)),
    row("article", "(law: \"no-such-law\", number: 1) { id }", all(NULL)),
    row(
        "articleComparison",
        "(before: { law: \"no-such-law\", number: 1 }, after: { law: \"no-such-law\", number: 1 }) { change }",
        all(NULL),
    ),
    row("auditEntries", "{ nodes { id } }", administrators(FORBIDDEN, FORBIDDEN, OK)),
    row("custodianKeys", "{ keeper }", PUBLIC),
    row("openingTasks", "{ purpose }", moderators(OK, OK)),
    row("demandOwnCheck", "(input: {}) { warnings { kind } }", members([OK; 5])),
    row("procedures", "{ kind }", PUBLIC),
    row("scopeTemplate", "(categoryCode: \"waste/hazardous\") { key }", PUBLIC),
    row("sharedDemands", "{ id }", members([OK; 5])),
    row("changeKinds", "{ name }", moderators(OK, OK)),
    row("changeReasons", "{ code }", moderators(OK, OK)),
    row(
        "changeRequest",
        "(id: \"$check\") { id }",
        [SIGN_IN, OK, OK, NULL, NULL, OK, NULL, NULL, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    row("changeRequests", "{ nodes { id } }", moderators(OK, OK)),
    row(
        "contract",
        "(id: \"$contract\") { id }",
        [SIGN_IN, OK, OK, NULL, NULL, NULL, NULL, NULL, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    row("disputedContracts", "{ nodes { id } }", moderators(OK, OK)),
    row("myContracts", "{ nodes { id } }", members([OK; 5])),
    row(
        "demand",
        "(id: \"$waiting\") { id }",
        [NULL, OK, OK, NULL, NULL, OK, NULL, NULL, NULL, NULL, NULL],
    ),
    row("demands", "{ nodes { id } }", PUBLIC),
    row("errorReport", "(receipt: \"err_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", all(NULL)),
    row("errorReportFigures", "{ received }", PUBLIC),
    row("feed", "(id: \"fed_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", FEED_READERS_SEE_NONE),
    row(
        "feedPulls",
        "{ name }",
        [SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK, OK, OK, OK, FORBIDDEN, FORBIDDEN],
    ),
    row("feedRun", "(id: \"frn_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", FEED_READERS_SEE_NONE),
    row("feedSummaries", "{ name }", PUBLIC),
    row(
        "feeds",
        "{ id }",
        [SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK, OK, OK, OK, FORBIDDEN, FORBIDDEN],
    ),
    row("invitation", "(token: \"x\") { id }", all(NULL)),
    row(
        "invitations",
        "{ id }",
        [
            SIGN_IN, OK, FORBIDDEN, OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN,
            FORBIDDEN,
        ],
    ),
    row("law", "(slug: \"no-such-law\") { id }", all(NULL)),
    row("limits", "(pollutant: \"COD\", region: \"320509\") { why }", PUBLIC),
    row("limitPollutants", "{ code }", PUBLIC),
    row("limitIndustries", "", PUBLIC),
    row("duties", "(profile: {}) { key }", PUBLIC),
    row("dutyTraits", "{ code }", PUBLIC),
    row("dutyComparisons", "{ key }", PUBLIC),
    row("lawChanges", "{ nodes { id } }", PUBLIC),
    row(
        "lawComparison",
        "(before: \"no-such-law\", after: \"no-such-law\") { counts { same } }",
        all(NULL),
    ),
    row("laws", "{ nodes { id } }", PUBLIC),
    row(
        "machineKeys",
        "{ id }",
        [SIGN_IN, OK, FORBIDDEN, OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, OK, FORBIDDEN, FORBIDDEN],
    ),
    row(
        "moderationBatchPreview",
        "(input: { act: APPROVE, items: [{ changeRequestId: \"$check\", revision: 99 }] }) \
         { ableCount }",
        moderators(OK, NOT_FOUND),
    ),
    row("moderationBatches", "{ id }", moderators(OK, OK)),
    row("moderationFigures", "{ open }", moderators(OK, OK)),
    row("moderators", "{ id }", moderators(OK, OK)),
    row("members", "{ name }", signed_in(OK)),
    row("myMemberships", "{ role }", signed_in(OK)),
    row("mySuspension", "{ id }", signed_in(NULL)),
    row("myBid", "(id: \"$bid\") { id }", members([NULL; 5])),
    row("objection", "(id: \"obj_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", {
        let mut answers = members([NULL; 5]);
        answers[5] = NULL;
        answers[6] = NULL;
        answers
    }),
    row("objections", "{ nodes { id } }", moderators(OK, OK)),
    row("myBids", "{ nodes { id } }", members([OK, OK, OK, OK, OK])),
    row("myFeedConflicts", "{ id }", members([OK; 5])),
    row("myEvidenceDisputes", "{ id }", members([OK, OK, OK, OK, OK])),
    row("myProvider", "{ id }", [NULL, NULL, NULL, NULL, OK, NULL, NULL, NULL, NULL, NULL, NULL]),
    row("myProviderChange", "{ id }", members([NULL, NULL, NULL, NULL, NULL])),
    row("myProviderChanges", "{ id }", members([OK, OK, OK, OK, OK])),
    row("myRegistration", "{ id }", signed_in(NULL)),
    row("noticeSettings", "{ address }", signed_in(OK)),
    row("notices", "{ nodes { id } }", signed_in(OK)),
    row("personalData", "{ email }", signed_in(OK)),
    row(
        "organisationMovePreview",
        "(input: { items: [{ organisationId: \"$organisation\", from: \"310118\" }], \
         regionCode: \"310118\", note: \"\" }) { ableCount }",
        moderators(OK, OK),
    ),
    row("organisationMoves", "{ id }", moderators(OK, OK)),
    row("organisations", "{ nodes { id } }", moderators(OK, OK)),
    row("platformFigures", "{ providers }", PUBLIC),
    row("officialProject", "(id: \"opj_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", all(NULL)),
    row("officialProjects", "{ nodes { id } }", PUBLIC),
    row("redFlagFindings", "{ nodes { id } }", moderators(OK, OK)),
    row("redFlags", "{ processes }", moderators(OK, OK)),
    row("openData", "{ licence }", PUBLIC),
    row("priceBand", "(category: \"waste/hazardous\", region: \"310118\") { count }", all(NULL)),
    row("provider", "(id: \"$provider\") { id }", PUBLIC),
    row(
        "providerRestriction",
        "(organisationId: \"$organisation\") { id }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row("providerSearch", "(query: \"废油\") { totalCount }", PUBLIC),
    row("providers", "{ nodes { id } }", PUBLIC),
    row(
        "shareCodeOpenings",
        "(shareCodeId: \"shc_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { openedAt }",
        members([NOT_FOUND; 5]),
    ),
    row("alertLessons", "", members([OK; 5])),
    row("alertWeeks", "{ monday }", PUBLIC),
    row("alerts", "{ nodes { id } }", members([OK; 5])),
    row("savedSearches", "{ id }", members([OK; 5])),
    row("shareCodes", "{ id }", members([FORBIDDEN, FORBIDDEN, FORBIDDEN, OK, FORBIDDEN])),
    row("shortlist", "(id: \"shl_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", members([NULL; 5])),
    row("shortlists", "{ nodes { id } }", members([OK; 5])),
    row("rankingSimulation", "(number: 99) { total }", moderators(NULL, NULL)),
    row("rankingVersion", "{ number }", PUBLIC),
    row("rankingVersions", "{ number }", PUBLIC),
    row("region", "(code: \"31\") { name }", PUBLIC),
    row("regions", "{ name }", PUBLIC),
    row(
        "registration",
        "(id: \"$registration\") { id }",
        [SIGN_IN, NULL, NULL, NULL, NULL, OK, NULL, NULL, NULL, NULL, NULL],
    ),
    row("search", "(query: \"废油\") { totalCount }", PUBLIC),
    row("serviceCategories", "{ name }", PUBLIC),
    row("secondFactors", "{ recoveryCodesLeft }", signed_in(OK)),
    row("sessions", "{ id }", signed_in(OK)),
    row(
        "suspensions",
        "(organisationId: \"$enterprise\") { id }",
        [
            SIGN_IN, OK, OK, NOT_FOUND, NOT_FOUND, OK, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND,
            NOT_FOUND,
        ],
    ),
    row(
        "textFindings",
        "{ nodes { id } }",
        [SIGN_IN, OK, OK, OK, OK, OK, OK, OK, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    row("suspension", "(organisationId: \"$organisation\") { id }", moderators(NULL, NOT_FOUND)),
    row("readParts", "(state: OPEN) { nodes { id } }", moderators(OK, OK)),
    row("lawFollowFeed", "(token: \"x\") { name }", all(NULL)),
    row("myLawFollows", "{ id }", signed_in(OK)),
    row("rippleTask", "(id: \"rip_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { id }", moderators(NULL, NULL)),
    row("rippleTasks", "(state: OPEN) { nodes { id } }", moderators(OK, OK)),
    row("successions", "{ nodes { id } }", PUBLIC),
    row("suggestions", "(prefix: \"绿\") { text }", PUBLIC),
    row("unreadNoticeCount", "", signed_in(OK)),
    row("labs", "(input: { plan: \"COD\" }) { totalCount }", PUBLIC),
    row(
        "accreditedItems",
        "(providerId: \"prv_01ARZ3NDEKTSV4RRFFQ69G5FAV\") { totalCount }",
        PUBLIC,
    ),
    row(
        "wasteHandlers",
        "(input: { code: \"HW12\", tonnes: 1, region: \"31\" }) { totalCount }",
        PUBLIC,
    ),
    row("viewer", "{ id }", [NULL, OK, OK, OK, OK, OK, OK, OK, OK, OK, OK]),
];

const MUTATIONS: &[Row] = &[
    row("accountClose", "(input: { password: \"no\" }) { problems { code } }", {
        const W: &str = "sessions.wrong_password";
        const S: &str = "privacy.staff";
        [SIGN_IN, W, W, W, W, S, S, W, S, S, S]
    }),
    row(
        "accountRegister",
        "(input: { organisationKind: REGULATOR, organisationName: \"青浦生态环境局\", \
         creditCode: \"$code\", regionCode: \"31\", email: \"new@example.org\", \
         password: \"Abc-12345-xyz\", displayName: \"张三\" }) { problems { code } }",
        all("registrations.kind_not_open"),
    ),
    row(
        "appAdd",
        "(input: { words: { name: \"\", keeper: \"协会\", purpose: \"用途说明\", audience: \"企业\", loginHint: \"自行注册\", position: 1 } }) { problems { code } }",
        app_keepers("apps.name_length"),
    ),
    row(
        "appChange",
        "(input: { appId: \"app_01ARZ3NDEKTSV4RRFFQ69G5FAV\", revision: 1, words: { name: \"\", keeper: \"协会\", purpose: \"用途说明\", audience: \"企业\", loginHint: \"自行注册\", position: 1 } }) { problems { code } }",
        app_keepers(NOT_FOUND),
    ),
    row(
        "appRetire",
        "(input: { appId: \"app_01ARZ3NDEKTSV4RRFFQ69G5FAV\", revision: 1 }) { problems { code } }",
        app_keepers(NOT_FOUND),
    ),
    row(
        "appointmentConfirm",
        "(input: { appointmentId: \"$decided\" }) { problems { code } }",
        administrators(FORBIDDEN, "appointments.decided", FORBIDDEN),
    ),
    row(
        "appointmentPropose",
        "(input: { email: \"nobody@example.org\", role: MODERATOR }) { problems { code } }",
        administrators("appointments.no_account", FORBIDDEN, FORBIDDEN),
    ),
    row(
        "appointmentRefuse",
        "(input: { appointmentId: \"$decided\" }) { problems { code } }",
        administrators(FORBIDDEN, "appointments.decided", FORBIDDEN),
    ),
    row(
        "bidSubmit",
        "(input: { demandId: \"$published\", priceYuan: \"免费\", durationDays: 30, \
         plan: \"按月上门收运，含联单办理与标签。\", requestKey: \"k\" }) { problems { code } }",
        members([NOT_PROVIDER, NOT_PROVIDER, NOT_PROVIDER, "bids.price_form", NOT_PROVIDER]),
    ),
    row(
        "bidSeal",
        "(input: { demandId: \"$published\", envelopes: [], revision: 99, requestKey: \"k\" }) \
         { problems { code } }",
        members([NOT_PROVIDER, NOT_PROVIDER, NOT_PROVIDER, "envelopes.changed", NOT_PROVIDER]),
    ),
    row(
        "custodianKeyRegister",
        "(input: { publicKey: \"x\" }) { problems { code } }",
        moderators("envelopes.not_custodian", "envelopes.not_custodian"),
    ),
    row(
        "keyShareRelease",
        "(input: { demandId: \"$published\", share: \"x\" }) { problems { code } }",
        moderators("envelopes.not_custodian", "envelopes.not_custodian"),
    ),
    row(
        "demandJoin",
        "(input: { demandId: \"$published\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "demandDecline",
        "(input: { demandId: \"$published\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "bidConfirm",
        "(input: { bidId: \"$bid\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "bidWithdraw",
        "(input: { bidId: \"$bid\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "changeRequestApprove",
        "(input: { changeRequestId: \"$check\", revision: 99 }) { problems { code } }",
        moderators("moderation.changed_meanwhile", NOT_FOUND),
    ),
    row(
        "changeRequestOverturn",
        "(input: { changeRequestId: \"$check\", revision: 99, reasonCode: OTHER, note: \"不行\" }) \
         { problems { code } }",
        moderators("moderation.not_sampled", NOT_FOUND),
    ),
    row(
        "changeRequestRefuse",
        "(input: { changeRequestId: \"$check\", revision: 99, reasonCode: OTHER, note: \"不行\" }) \
         { problems { code } }",
        moderators("moderation.changed_meanwhile", NOT_FOUND),
    ),
    row(
        "changeRequestRelease",
        "(input: { changeRequestId: \"$check\" }) { problems { code } }",
        moderators("moderation.not_taken", NOT_FOUND),
    ),
    row(
        "changeRequestReturn",
        "(input: { changeRequestId: \"$check\", revision: 99, reasonCode: OTHER, note: \"不行\" }) \
         { problems { code } }",
        moderators("moderation.changed_meanwhile", NOT_FOUND),
    ),
    row(
        "changeRequestTake",
        "(input: { changeRequestId: \"$judged\" }) { problems { code } }",
        moderators("moderation.already_decided", NOT_FOUND),
    ),
    row(
        "changeRequestUphold",
        "(input: { changeRequestId: \"$check\", revision: 99 }) { problems { code } }",
        moderators("moderation.not_sampled", NOT_FOUND),
    ),
    row(
        "contractCancel",
        "(input: { contractId: \"$contract\", revision: 99, reason: \"\" }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "contractChangeAgree",
        "(input: { contractId: \"$contract\", revision: 99 }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "contractChangePropose",
        "(input: { contractId: \"$contract\", revision: 99, reason: \"\" }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "contractChangeRefuse",
        "(input: { contractId: \"$contract\", revision: 99 }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "contractChangeWithdraw",
        "(input: { contractId: \"$contract\", revision: 99 }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "contractDisputeAnswer",
        "(input: { disputeId: \"cdp_01ARZ3NDEKTSV4RRFFQ69G5FAV\", revision: 99, answer: \"\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "contractDisputeEnd",
        "(input: { disputeId: \"cdp_01ARZ3NDEKTSV4RRFFQ69G5FAV\", revision: 99, isSettled: true, outcome: \"\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "contractDisputeOpen",
        "(input: { contractId: \"$contract\", revision: 99, reasonCode: DELAY, claim: \"\" }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "contractEdit",
        "(input: { contractId: \"$contract\", revision: 99, subject: \"\", place: \"\", startsOn: \"2026-12-01\", endsOn: \"2026-12-01\", paymentDays: 0, milestones: [] }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "contractReview",
        "(input: { contractId: \"$contract\", revision: 99, criteria: [], text: \"\" }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "contractSign",
        "(input: { contractId: \"$contract\", revision: 99, digest: \"\" }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "milestoneAccept",
        "(input: { milestoneId: \"$milestone\", revision: 99 }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "milestonePay",
        "(input: { milestoneId: \"$milestone\", revision: 99 }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "milestoneReceive",
        "(input: { milestoneId: \"$milestone\", revision: 99 }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "milestoneReturn",
        "(input: { milestoneId: \"$milestone\", revision: 99, reason: \"\" }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "milestoneSubmit",
        "(input: { milestoneId: \"$milestone\", revision: 99, note: \"\" }) { problems { code } }",
        members(["contracts.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "demandAmend",
        "(input: $amend) { problems { code } }",
        members(["demands.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "demandAward",
        "(input: { demandId: \"$published\", bidId: \"$bid\" }) { problems { code } }",
        members(["demands.not_open_yet", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "awardPropose",
        "(input: { demandId: \"$published\", bidId: \"$bid\", revision: 99 }) { problems { code } }",
        members(["demands.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "auctionCall",
        "(input: { demandId: \"$published\", startsAt: \"2026-12-01T01:00:00Z\", revision: 99 }) \
         { problems { code } }",
        members(["demands.changed_meanwhile", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "auctionOffer",
        "(input: { demandId: \"$published\", priceYuan: \"1\" }) { problems { code } }",
        members(["auctions.not_bidder"; 5]),
    ),
    row(
        "evaluationExclude",
        "(input: { demandId: \"$published\", bidId: \"$bid\", reason: OTHER, text: \"\" }) \
         { problems { code } }",
        members(["evaluation.not_scoring", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "evaluationLock",
        "(input: { demandId: \"$published\", revision: 99 }) { problems { code } }",
        members(["evaluation.not_scoring", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "evaluationScore",
        "(input: { demandId: \"$published\", scores: [] }) { problems { code } }",
        members(["evaluation.not_scoring", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "objectionAnswer",
        "(input: { objectionId: \"obj_01ARZ3NDEKTSV4RRFFQ69G5FAV\", answer: \"\" }) \
         { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "objectionFile",
        "(input: { proposalId: \"awp_01ARZ3NDEKTSV4RRFFQ69G5FAV\", reason: OTHER, text: \"\", \
         requestKey: \"k\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "objectionVote",
        "(input: { objectionId: \"obj_01ARZ3NDEKTSV4RRFFQ69G5FAV\", verdict: DISMISS, \
         reason: \"\" }) { problems { code } }",
        moderators("objections.not_panel", "objections.not_panel"),
    ),
    row(
        "objectionWithdraw",
        "(input: { objectionId: \"obj_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "demandPost",
        "(input: $need) { problems { code } }",
        members([SHORT, FORBIDDEN, SHORT, "demands.not_enterprise", "demands.not_enterprise"]),
    ),
    row(
        "demandQuestionAnswer",
        "(input: { questionId: \"$question\", answer: \"\" }) { problems { code } }",
        members(["questions.answer_length", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "demandQuestionAsk",
        "(input: { demandId: \"$published\", question: \"\", requestKey: \"k\" }) { problems { code } }",
        members([
            "questions.not_provider",
            "questions.not_provider",
            "questions.not_provider",
            "questions.question_length",
            "questions.not_provider",
        ]),
    ),
    row(
        "demandRevise",
        "(input: $revise) { problems { code } }",
        members([SHORT, FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "demandWithdraw",
        "(input: { demandId: \"$published\", reason: \"\" }) { problems { code } }",
        members(["demands.reason_length", FORBIDDEN, NOT_FOUND, NOT_FOUND, NOT_FOUND]),
    ),
    row(
        "emailChange",
        "(input: { password: \"x\", newEmail: \"new@example.org\" }) { problems { code } }",
        signed_in("sessions.wrong_password"),
    ),
    row(
        "emailChangeConfirm",
        "(input: { token: \"x\" }) { problems { code } }",
        all("mail_links.over"),
    ),
    row(
        "passwordChange",
        "(input: { password: \"x\", newPassword: \"y\" }) { problems { code } }",
        signed_in("sessions.wrong_password"),
    ),
    row(
        "feedConflictDecide",
        "(input: { feedConflictId: \"fcf_01ARZ3NDEKTSV4RRFFQ69G5FAV\", isOurs: true }) \
         { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "feedRunReplay",
        "(input: { feedRunId: \"frn_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) { problems { code } }",
        {
            const N: &str = NOT_FOUND;
            [SIGN_IN, N, N, N, N, N, N, N, FORBIDDEN, FORBIDDEN, FORBIDDEN]
        },
    ),
    row(
        "machineKeyMake",
        "(input: { name: \"x\", scopes: [DIRECTORY_READ], days: 1, password: \"x\" }) { problems { code } }",
        [
            SIGN_IN,
            "machine_keys.name_length",
            FORBIDDEN,
            "machine_keys.name_length",
            "machine_keys.name_length",
            FORBIDDEN,
            FORBIDDEN,
            FORBIDDEN,
            "machine_keys.name_length",
            FORBIDDEN,
            FORBIDDEN,
        ],
    ),
    row(
        "machineKeyRevoke",
        "(input: { machineKeyId: \"mkey_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) { problems { code } }",
        [
            SIGN_IN, NOT_FOUND, FORBIDDEN, NOT_FOUND, NOT_FOUND, FORBIDDEN, FORBIDDEN, FORBIDDEN,
            NOT_FOUND, FORBIDDEN, FORBIDDEN,
        ],
    ),
    row(
        "passkeyFinish",
        "(input: { token: \"x\", name: \"x\", credential: \"{}\" }) { problems { code } }",
        signed_in("factors.no_passkeys_here"),
    ),
    row(
        "passkeyRemove",
        "(input: { passkeyId: \"pky_01ARZ3NDEKTSV4RRFFQ69G5FAV\", password: \"x\" }) { problems { code } }",
        signed_in("sessions.wrong_password"),
    ),
    row(
        "passkeyRename",
        "(input: { passkeyId: \"pky_01ARZ3NDEKTSV4RRFFQ69G5FAV\", name: \"x\" }) { problems { code } }",
        signed_in(NOT_FOUND),
    ),
    row(
        "passkeyStart",
        "(input: { password: \"x\" }) { problems { code } }",
        signed_in("sessions.wrong_password"),
    ),
    row(
        "passwordReset",
        "(input: { token: \"x\", password: \"y\" }) { problems { code } }",
        all("mail_links.over"),
    ),
    row(
        "passwordResetRequest",
        "(input: { email: \"nobody@example.org\" }) { problems { code } }",
        PUBLIC,
    ),
    row("emailConfirm", "(input: { token: \"x\" }) { problems { code } }", all("mail_links.over")),
    row(
        "emailConfirmationSend",
        "(input: { email: \"nobody@example.org\" }) { problems { code } }",
        PUBLIC,
    ),
    row(
        "moderationBatchApply",
        "(input: { batchId: \"$batch\" }) { problems { code } }",
        moderators("moderation.batch_over", NOT_FOUND),
    ),
    row(
        "moderationBatchStart",
        "(input: { act: APPROVE, items: [{ changeRequestId: \"$check\", revision: 99 }] }) \
         { problems { code } }",
        moderators("moderation.batch_empty", NOT_FOUND),
    ),
    row(
        "moderationBatchUndo",
        "(input: { batchId: \"$batch\" }) { problems { code } }",
        moderators("moderation.batch_over", NOT_FOUND),
    ),
    row(
        "recoveryCodesRenew",
        "(input: { password: \"x\" }) { problems { code } }",
        signed_in("sessions.wrong_password"),
    ),
    row(
        "secondFactorReset",
        "(input: { email: \"nobody@example.org\", proof: \"当面核验\" }) { problems { code } }",
        administrators(FORBIDDEN, "factors.no_account", FORBIDDEN),
    ),
    row(
        "sessionEndAllOf",
        "(input: { email: \"nobody@example.org\", reason: \"设备丢失\" }) { problems { code } }",
        administrators(FORBIDDEN, "sessions.no_account", FORBIDDEN),
    ),
    row(
        "sessionConfirm",
        "(input: { token: \"x\", code: \"123456\" }) { problems { code } }",
        all("sessions.challenge_over"),
    ),
    row(
        "sessionEnd",
        "(input: { sessionId: \"ses_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) { problems { code } }",
        signed_in(NOT_FOUND),
    ),
    row("sessionEndOthers", "{ problems { code } }", signed_in(OK)),
    row(
        "invitationAccept",
        "(input: { token: \"x\" }) { problems { code } }",
        all("invitations.link_dead"),
    ),
    row(
        "invitationCancel",
        "(input: { invitationId: \"$invitation\" }) { problems { code } }",
        signed_in(NOT_FOUND),
    ),
    row(
        "invitationSend",
        "(input: { email: \"nobody\", role: VIEWER }) { problems { code } }",
        owners("accounts.email_form"),
    ),
    row(
        "membershipChangeRole",
        "(input: { accountId: \"$account\", role: VIEWER }) { problems { code } }",
        owners(NOT_FOUND),
    ),
    row(
        "membershipLeave",
        "(input: { organisationId: \"$organisation\" }) { problems { code } }",
        signed_in(NOT_FOUND),
    ),
    row(
        "membershipRemove",
        "(input: { accountId: \"$account\" }) { problems { code } }",
        owners(NOT_FOUND),
    ),
    row(
        "membershipTransfer",
        "(input: { accountId: \"$account\" }) { problems { code } }",
        owners(NOT_FOUND),
    ),
    row(
        "organisationMove",
        "(input: { items: [{ organisationId: \"$organisation\", from: \"310118\" }], \
         regionCode: \"310118\", note: \"\" }) { problems { code } }",
        moderators("moves.note_length", "moves.note_length"),
    ),
    row(
        "organisationMoveUndo",
        "(input: { moveId: \"mov_01J00000000000000000000000\" }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "organisationNotify",
        "(input: { organisationIds: [\"$organisation\"], title: \"年度填报\", \
         body: \"请按时填报。\" }) { problems { code } }",
        moderators(OK, NOT_FOUND),
    ),
    row(
        "organisationRestore",
        "(input: { organisationId: \"$organisation\", note: \"\" }) { problems { code } }",
        moderators("suspensions.not_suspended", NOT_FOUND),
    ),
    row(
        "organisationSuspend",
        "(input: { organisationId: \"$organisation\", reason: \"\", \
         appeal: \"十日内向协会书面申诉\" }) { problems { code } }",
        moderators("suspensions.reason_length", NOT_FOUND),
    ),
    row(
        "readPartAccept",
        "(input: { readPartId: \"rpt_01ARZ3NDEKTSV4RRFFQ69G5FAV\", seen: \"x\" }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "readPartMend",
        "(input: { readPartId: \"rpt_01ARZ3NDEKTSV4RRFFQ69G5FAV\", seen: \"x\", words: \"y\" }) \
         { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "lawFollowAdd",
        "(input: { kind: DOMAIN, value: \"POETRY\" }) { problems { code } }",
        signed_in("law_follows.no_such_domain"),
    ),
    row(
        "lawFollowDrop",
        "(input: { lawFollowId: \"lfo_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) { problems { code } }",
        signed_in(NOT_FOUND),
    ),
    row(
        "rippleClose",
        "(input: { rippleTaskId: \"rip_01ARZ3NDEKTSV4RRFFQ69G5FAV\", outcome: KEPT, newHash: \"x\", note: \"依据\" }) \
         { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "successionsDecide",
        "(input: { successionIds: [], isConfirmed: true }) { problems { code } }",
        moderators("successions.none_chosen", "successions.none_chosen"),
    ),
    row(
        "suspensionAppeal",
        "(input: { text: \"\" }) { problems { code } }",
        owners("suspensions.not_suspended"),
    ),
    row(
        "textFindingAppeal",
        "(input: { findingId: \"fnd_01J00000000000000000000000\", reason: \"\" }) \
         { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "registrationSend",
        "(input: { registrationId: \"$registration\", organisationKind: ENTERPRISE, \
         organisationName: \"x\", regionCode: \"31\" }) { problems { code } }",
        [
            SIGN_IN, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, FORBIDDEN, NOT_FOUND, NOT_FOUND,
            NOT_FOUND, NOT_FOUND, NOT_FOUND,
        ],
    ),
    row(
        "answerRevise",
        "(input: { answerId: \"ans_01ARZ3NDEKTSV4RRFFQ69G5FAV\", revision: 1, question: \"x\", alternatives: [], text: \"x\", citations: [] }) \
         { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "answerRetire",
        "(input: { answerId: \"ans_01ARZ3NDEKTSV4RRFFQ69G5FAV\", revision: 1 }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "missedDraft",
        "(input: { matter: \"nothing\" }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "answerRelease",
        "(input: { answerId: \"ans_01ARZ3NDEKTSV4RRFFQ69G5FAV\", revision: 1 }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row("missedSettle", "(input: { matter: \"x\" }) { problems { code } }", moderators(OK, OK)),
    row(
        "askJudge",
        "(input: { answerId: \"ask_01ARZ3NDEKTSV4RRFFQ69G5FAV\", verdict: UP }) { problems { code } }",
        all(NOT_FOUND),
    ),
    row(
        "consultationSend",
        "(input: { question: \"x\" }) { problems { code } }",
        all("consultations.question_length"),
    ),
    row(
        "consultationName",
        "(input: { consultationId: \"con_01ARZ3NDEKTSV4RRFFQ69G5FAV\", expertId: \"exp_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) \
         { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "consultationHandBack",
        "(input: { consultationId: \"con_01ARZ3NDEKTSV4RRFFQ69G5FAV\", reason: \"x\" }) { problems { code } }",
        signed_in(NOT_FOUND),
    ),
    row(
        "consultationAnswer",
        "(input: { consultationId: \"con_01ARZ3NDEKTSV4RRFFQ69G5FAV\", answer: \"x\" }) { problems { code } }",
        signed_in(NOT_FOUND),
    ),
    row(
        "consultationPublish",
        "(input: { consultationId: \"con_01ARZ3NDEKTSV4RRFFQ69G5FAV\", question: \"x\" }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "consultationRate",
        "(input: { code: \"con_01ARZ3NDEKTSV4RRFFQ69G5FAV\", rating: 5 }) { problems { code } }",
        all(NOT_FOUND),
    ),
    row(
        "expertKeep",
        "(input: { email: \"x@example.org\", name: \"\", unit: \"协会\", fields: [WATER] }) { problems { code } }",
        moderators("consultations.name_length", "consultations.name_length"),
    ),
    row(
        "errorReportSend",
        "(input: { providerId: \"$provider\", part: NAME, text: \"x\", email: \"a@example.org\" }) \
         { problems { code } }",
        all("error_reports.text_length"),
    ),
    row(
        "evidenceDispute",
        "(input: { evidenceId: \"evd_01ARZ3NDEKTSV4RRFFQ69G5FAV\", reason: \"x\" }) \
         { problems { code } }",
        {
            const N: &str = "ranking.not_provider";
            members([N, N, N, NOT_FOUND, N])
        },
    ),
    row(
        "evidenceDisputeWithdraw",
        "(input: { disputeId: \"edp_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) { problems { code } }",
        {
            const N: &str = "ranking.not_provider";
            members([N, N, N, NOT_FOUND, N])
        },
    ),
    row(
        "evidenceRecord",
        "(input: { providerId: \"$provider\", ruleCode: \"x\", subject: \"一号\", \
         source: \"测试\", happenedOn: \"2026-11-20\" }) { problems { code } }",
        {
            const N: &str = NOT_FOUND;
            const R: &str = "ranking.rule_unknown";
            [SIGN_IN, N, N, N, N, R, N, R, FORBIDDEN, FORBIDDEN, FORBIDDEN]
        },
    ),
    row(
        "evidenceWithdraw",
        "(input: { evidenceId: \"evd_01ARZ3NDEKTSV4RRFFQ69G5FAV\", note: \"x\" }) \
         { problems { code } }",
        {
            const N: &str = NOT_FOUND;
            [SIGN_IN, N, N, N, N, N, N, N, FORBIDDEN, FORBIDDEN, FORBIDDEN]
        },
    ),
    row(
        "providerRestrict",
        "(input: { organisationId: \"$organisation\", kind: RESTRICTED, reason: \"\", \
         appeal: \"十日内向协会书面申诉\" }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "providerRestrictionLift",
        "(input: { organisationId: \"$organisation\", note: \"\" }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "rankingDiscard",
        "(input: { number: 99, revision: 1 }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "rankingDraft",
        "(input: { title: \"x\", note: \"没有变化\", changes: [] }) { problems { code } }",
        {
            const T: &str = "ranking.title_length";
            moderators(T, T)
        },
    ),
    row(
        "rankingPublish",
        "(input: { number: 99, revision: 1 }) { problems { code } }",
        moderators(NOT_FOUND, NOT_FOUND),
    ),
    row(
        "providerChangeSubmit",
        "(input: { profile: { categories: [], serviceRegions: [], qualifications: [] } }) \
         { problems { code } }",
        {
            const N: &str = "provider_changes.not_provider";
            members([N, N, N, "provider_changes.nothing_changed", N])
        },
    ),
    row(
        "alertJudge",
        "(input: { alertId: \"alr_01ARZ3NDEKTSV4RRFFQ69G5FAV\", verdict: USEFUL }) \
         { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "savedSearchDrop",
        "(input: { savedSearchId: \"sav_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "savedSearchSave",
        "(input: { name: \"空\" }) { problems { code } }",
        members(["alerts.asks_for_nothing"; 5]),
    ),
    row(
        "shareCodeMake",
        "(input: { label: \"\", sections: [FACTS], days: 30 }) { problems { code } }",
        members([FORBIDDEN, FORBIDDEN, FORBIDDEN, "share_codes.label_length", FORBIDDEN]),
    ),
    row("shareCodeOpen", "(input: { code: \"x\" }) { problems { code } }", all(NOT_FOUND)),
    row(
        "shareCodeRevoke",
        "(input: { shareCodeId: \"shc_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "shortlistDelete",
        "(input: { shortlistId: \"shl_01ARZ3NDEKTSV4RRFFQ69G5FAV\", revision: 1 }) \
         { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "shortlistJudge",
        "(input: { shortlistId: \"shl_01ARZ3NDEKTSV4RRFFQ69G5FAV\", providerId: \"$provider\", \
         revision: 1 }) { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "shortlistLock",
        "(input: { shortlistId: \"shl_01ARZ3NDEKTSV4RRFFQ69G5FAV\", revision: 1 }) \
         { problems { code } }",
        members([NOT_FOUND; 5]),
    ),
    row(
        "shortlistSave",
        "(input: { requestKey: \"k\", title: \"\", providerIds: [] }) { problems { code } }",
        {
            const T: &str = "shortlists.title_length";
            members([T, FORBIDDEN, T, T, T])
        },
    ),
    row(
        "providerChangeWithdraw",
        "(input: { providerChangeId: \"pch_01ARZ3NDEKTSV4RRFFQ69G5FAV\" }) { problems { code } }",
        {
            const N: &str = "provider_changes.not_provider";
            members([N, N, N, NOT_FOUND, N])
        },
    ),
    row("noticeAddressRetry", "{ problems { code } }", signed_in(OK)),
    row("noticeMarkRead", "(input: { noticeIds: [] }) { problems { code } }", signed_in(OK)),
    row(
        "noticeSettingsChange",
        "(input: { settings: [{ kind: SECURITY, delivery: NEVER }] }) { problems { code } }",
        signed_in("notices.kind_is_fixed"),
    ),
    row(
        "personalDataCorrect",
        "(input: { displayName: \"\" }) { problems { code } }",
        signed_in("privacy.name_length"),
    ),
    row(
        "sessionActFor",
        "(input: { organisationId: \"$organisation\" }) { problems { code } }",
        all(SIGN_IN),
    ),
    row("sessionRefresh", "{ problems { code } }", all(SIGN_IN)),
    row(
        "sessionSignIn",
        "(input: { email: \"nobody@example.org\", password: \"x\" }) { problems { code } }",
        all("sessions.wrong_credentials"),
    ),
    row("sessionSignOut", "{ problems { code } }", PUBLIC),
    row(
        "totpConfirm",
        "(input: { code: \"123456\" }) { problems { code } }",
        signed_in("factors.not_started"),
    ),
    row(
        "totpRemove",
        "(input: { password: \"x\" }) { problems { code } }",
        signed_in("sessions.wrong_password"),
    ),
    row(
        "totpStart",
        "(input: { password: \"x\" }) { problems { code } }",
        signed_in("sessions.wrong_password"),
    ),
];

/// What is told first to whoever follows.
const SUBSCRIPTIONS: &[Row] =
    &[row("askStream", "(input: { question: \"\" }) { answer { problems { code } } }", PUBLIC)];

/// The root fields of the schema that is served.
fn root_fields(root: &str) -> BTreeSet<String> {
    let sdl = greenbridge::schema::sdl();
    let document = async_graphql::parser::parse_schema(sdl).unwrap();
    let types = document.definitions.into_iter().filter_map(|it| match it {
        TypeSystemDefinition::Type(found) => Some(found.node),
        _ => None,
    });
    let kind = types.into_iter().find(|it| it.name.node == root).map(|it| it.kind);
    let Some(TypeKind::Object(object)) = kind else { panic!("no type {root}") };
    object.fields.iter().map(|it| it.node.name.node.to_string()).collect()
}

#[test]
fn every_root_field_has_one_row() {
    for (root, rows) in
        [("Query", QUERIES), ("Mutation", MUTATIONS), ("Subscription", SUBSCRIPTIONS)]
    {
        let written: BTreeSet<String> = rows.iter().map(|it| it.field.to_owned()).collect();
        assert_eq!(written.len(), rows.len(), "a field stands twice");
        assert_eq!(root_fields(root), written, "{root}");
    }
}

/// What exists when the matrix is asked: by name, as rows refer to it.
struct Scene {
    app: TestApp,
    people: [Actor; 11],
    things: Vec<(&'static str, String)>,
}

async fn scene() -> Scene {
    let app = TestApp::start().await;
    let enterprise = app.enterprise("青浦纸业有限公司").await;
    let viewer = app.colleague(&enterprise, MemberRole::Viewer).await;
    let other = app.enterprise("松江化工有限公司").await;
    let provider = app.provider("绿源环境服务有限公司").await;
    let rival = app.provider("蓝天环保科技有限公司").await;
    let moderator = app.moderator("31").await;
    let published = enterprise.posts_need(&json!({})).await;
    let (judged, revision) = moderator.check_of(&published).await;
    let batch = approve_as_batch(&moderator, &judged, revision).await;
    app.settle().await;
    let bid = rival.bids(&published, &json!({})).await;
    let ask = json!({ "demandId": published, "question": "吨桶由谁提供？", "requestKey": "q" });
    rival.mutate("demandQuestionAsk", "demand { id }", &ask).await.ok();
    let question = app.text("SELECT id FROM demand_questions").await;
    let contract = contract_of(&app, &enterprise, &rival, &moderator).await;
    let waiting = enterprise.posts_need(&json!({ "requestKey": "form-2" })).await;
    let (check, _) = moderator.check_of(&waiting).await;
    let listed = app.visitor().query("{ providers { nodes { id } } }", json!({})).await;
    register(&app).await;
    let registration = app.text("SELECT id FROM registrations").await;
    let decided = "SELECT id FROM appointments WHERE role = 'MODERATOR' LIMIT 1";
    let own = enterprise.query("{ viewer { organisation { id } } }", json!({})).await;
    let things = vec![
        ("$enterprise", own.text("/viewer/organisation/id")),
        ("$organisation", app.text("SELECT organisation_id FROM registrations").await),
        ("$account", app.text("SELECT account_id FROM registrations").await),
        ("$invitation", "inv_01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned()),
        ("$registration", registration),
        ("$decided", app.text(decided).await),
        ("$published", published),
        ("$waiting", waiting),
        ("$check", check),
        ("$judged", judged),
        ("$batch", batch),
        ("$bid", bid),
        ("$question", question),
        ("$contract", contract),
        ("$milestone", app.text("SELECT id FROM contract_milestones").await),
        ("$provider", listed.texts("/providers/nodes", "id").remove(0)),
        ("$code", app.next_credit_code("310118")),
    ];
    let people = [
        app.visitor(),
        enterprise,
        viewer,
        other,
        provider,
        moderator,
        app.moderator("33").await,
        app.regulator("310118").await,
        app.system_administrator().await,
        app.security_administrator().await,
        app.administrator().await,
    ];
    Scene { app, people, things }
}

/// The draft that follows an award.
async fn contract_of(app: &TestApp, buyer: &Actor, seller: &Actor, moderator: &Actor) -> String {
    let deadline = app.db().clock().now() + chrono::Duration::days(4);
    let changes = json!({ "requestKey": "form-3", "deadline": deadline.to_rfc3339() });
    let need = buyer.posts_need(&changes).await;
    moderator.approves(&need).await;
    app.settle().await;
    let bid = seller.bids(&need, &json!({ "requestKey": "bid-3" })).await;
    app.advance(chrono::Duration::days(4)).await;
    buyer.award(&need, &bid).await.ok();
    app.settle().await;
    app.text("SELECT id FROM contracts").await
}

/// A registration of somebody who is none of the people, in Shanghai.
async fn register(app: &TestApp) {
    let input = json!({
        "organisationKind": "ENTERPRISE", "organisationName": "嘉定机械有限公司",
        "creditCode": app.next_credit_code("310114"), "regionCode": "310114",
        "email": "someone@example.org", "password": "Abc-12345-xyz", "displayName": "某人",
    });
    app.visitor().mutate("accountRegister", "sentTo", &input).await.ok();
}

/// Approves a check by an act on many that takes effect at once: the act's id.
async fn approve_as_batch(moderator: &Actor, check: &str, revision: i64) -> String {
    let input = json!({ "act": "APPROVE",
        "items": [{ "changeRequestId": check, "revision": revision }] });
    let text = "mutation($input: ModerationBatchInput!) { moderationBatchStart(input: $input) {
        batch { id } problems { code } } }";
    let started = moderator.query(text, json!({ "input": input })).await.ok();
    let batch = started.text("/moderationBatchStart/batch/id");
    let input = json!({ "batchId": batch });
    moderator.mutate("moderationBatchApply", "batch { id }", &input).await.ok();
    batch
}

/// The answer in one word.
fn told(field: &str, answer: &Answer) -> String {
    if let Some(code) = answer.error() {
        return code.to_owned();
    }
    let found = &answer.body["data"][field];
    match found["problems"].get(0) {
        Some(problem) => problem["code"].as_str().unwrap_or_default().to_owned(),
        None if found.is_null() => NULL.to_owned(),
        None => OK.to_owned(),
    }
}

async fn ask(scene: &Scene, root: &str, row: &Row, who: &Actor) -> Answer {
    let mut ask = row.ask.to_owned();
    for (name, value) in &scene.things {
        ask = ask.replace(name, value);
    }
    let (declared, variables): (_, Value) = if ask.contains("$revise") {
        let waiting = scene.things.iter().find(|it| it.0 == "$waiting").map(|it| it.1.as_str());
        let mut revise = need(&json!({ "title": "短", "demandId": waiting, "revision": 1 }));
        revise.as_object_mut().unwrap().remove("requestKey");
        ("($revise: DemandReviseInput!)", json!({ "revise": revise }))
    } else if ask.contains("$amend") {
        let published = scene.things.iter().find(|it| it.0 == "$published").map(|it| it.1.as_str());
        let changes = json!({ "demandId": published, "revision": 99, "reason": "库存增加" });
        let mut amend = need(&changes);
        amend.as_object_mut().unwrap().remove("requestKey");
        ("($amend: DemandAmendInput!)", json!({ "amend": amend }))
    } else if ask.contains("$need") {
        (
            "($need: DemandPostInput!)",
            json!({ "need": need(&json!({ "title": "短", "requestKey": "k" })) }),
        )
    } else {
        ("", json!({}))
    };
    let text = format!("{root}{declared} {{ {}{ask} }}", row.field);
    if root == "subscription" {
        return who.follow(&text, variables).await;
    }
    who.query(&text, variables).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_is_answered_as_its_row_says() {
    let scene = scene().await;
    let mut wrong = Vec::new();

    for (root, rows) in
        [("query", QUERIES), ("mutation", MUTATIONS), ("subscription", SUBSCRIPTIONS)]
    {
        for row in rows {
            for ((role, who), expected) in ROLES.iter().zip(&scene.people).zip(row.answers) {
                let answer = ask(&scene, root, row, who).await;
                let told = told(row.field, &answer);
                if told != expected {
                    wrong.push(format!("{} by {role}: {told}, not {expected}", row.field));
                }
            }
        }
    }

    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(scene.app.count("SELECT count(*) FROM demands").await, 3, "nothing was changed");
}
