//! The pages there are. A page is one folder of `frontend/site`.

/// One page: its template, and the document that fills it.
#[derive(Debug)]
pub(super) struct Page {
    /// The folder, and the key of the page in templates.
    pub(super) name: &'static str,
    /// The template's path below `frontend/site`.
    pub(super) template: &'static str,
    /// The text of `page.graphql`; empty for pages of words only.
    pub(super) document: &'static str,
    /// The path of the hall it belongs to, empty for none.
    pub(super) hall: &'static str,
    /// The field of the answer without which there is nothing to show; null means not found.
    pub(super) root: Option<&'static str>,
}

macro_rules! asks {
    ($name:literal, $hall:literal, $root:expr) => {
        Page {
            name: $name,
            template: concat!($name, "/page.html"),
            document: include_str!(concat!("../../../frontend/site/", $name, "/page.graphql")),
            hall: $hall,
            root: $root,
        }
    };
}

macro_rules! says {
    ($name:literal, $hall:literal) => {
        Page {
            name: $name,
            template: concat!($name, "/page.html"),
            document: "",
            hall: $hall,
            root: None,
        }
    };
}

pub(super) static HOME: Page = asks!("home", "", None);
pub(super) static SEARCH: Page = asks!("search", "", None);
pub(super) static PROVIDERS: Page = asks!("providers", "/providers", None);
pub(super) static WASTE: Page = asks!("providers/waste", "/providers", None);
pub(super) static PROVIDERS_MAP: Page = asks!("providers/map", "/providers", None);
pub(super) static LABS: Page = asks!("providers/labs", "/providers", None);
pub(super) static COMPARE: Page = asks!("providers/compare", "/providers", None);
pub(super) static PROVIDER: Page = asks!("provider", "/providers", Some("provider"));
pub(super) static RANKING: Page = asks!("ranking", "/providers", Some("rankingVersion"));
pub(super) static DEMANDS: Page = asks!("demands", "/demands", None);
pub(super) static DEMANDS_MAP: Page = asks!("demands/map", "/demands", None);
pub(super) static DEMAND: Page = asks!("demand", "/demands", Some("demand"));
pub(super) static PRACTICE: Page = asks!("practice", "/demands", None);
pub(super) static NOTICES: Page = asks!("notices", "/demands", None);
pub(super) static NOTICE: Page = asks!("notice", "/demands", Some("officialProject"));
pub(super) static POLICIES: Page = asks!("policies", "/policies", None);
pub(super) static LAW: Page = asks!("law", "/policies", Some("law"));
pub(super) static ARTICLE: Page = asks!("article", "/policies", Some("article"));
pub(super) static LAW_COMPARE: Page = asks!("policies/compare", "/policies", None);
pub(super) static SUCCESSION: Page = asks!("policies/succession", "/policies", Some("law"));
pub(super) static LIMITS: Page = asks!("policies/limits", "/policies", None);
pub(super) static DUTIES: Page = asks!("policies/duties", "/policies", None);
pub(super) static REGIONS: Page = asks!("policies/compare-regions", "/policies", None);
pub(super) static APPS: Page = asks!("apps", "", None);
pub(super) static OPEN_DATA: Page = asks!("open-data", "", None);
pub(super) static OCDS: Page = asks!("open-data/ocds", "", None);
pub(super) static REPORT: Page = asks!("report", "/providers", Some("provider"));
pub(super) static REPORTS: Page = asks!("reports", "", None);
pub(super) static QUALITY: Page = asks!("quality", "", None);
pub(super) static SHARED: Page = says!("shared", "");
pub(super) static CLASSROOM: Page = says!("classroom", "/classroom");
pub(super) static ASK: Page = asks!("ask", "/ask", None);
pub(super) static ASK_TOPICS: Page = asks!("ask/topics", "/ask", None);
pub(super) static EXPERT: Page = asks!("ask/expert", "/ask", None);
pub(super) static ASK_CODE: Page = asks!("ask/code", "/ask", Some("consultation"));
pub(super) static GUIDE: Page = asks!("ask/guide", "/ask", Some("guide"));
pub(super) static ABOUT: Page = asks!("about", "", None);
pub(super) static PRIVACY: Page = says!("privacy", "");
pub(super) static ACCESSIBILITY: Page = says!("accessibility", "");
pub(super) static ERROR: Page = says!("error", "");

/// The document of the addresses in the site map.
pub(super) static DEMAND_FEED: &str = include_str!("../../../frontend/site/demands/feed.graphql");
pub(super) static SITEMAP: &str = include_str!("../../../frontend/site/sitemap/page.graphql");

/// The document of what happened to texts.
pub(super) static LAW_FEED: &str = include_str!("../../../frontend/site/policies/feed.graphql");
/// The document of what somebody follows.
pub(super) static LAW_FOLLOW_FEED: &str =
    include_str!("../../../frontend/site/policies/follow.graphql");
/// The document of the addresses of all laws.
pub(super) static LAW_SITEMAP: &str = include_str!("../../../frontend/site/sitemap/laws.graphql");
/// The document of a whole text, for files.
pub(super) static LAW_TEXT: &str = include_str!("../../../frontend/site/law/text.graphql");

/// The document of the rows of the directory as a table.
pub(super) static PROVIDERS_TABLE: &str =
    include_str!("../../../frontend/site/providers/table.graphql");

/// Every page.
pub(super) static ALL: [&Page; 40] = [
    &HOME,
    &SEARCH,
    &PROVIDERS,
    &WASTE,
    &PROVIDERS_MAP,
    &LABS,
    &COMPARE,
    &PROVIDER,
    &RANKING,
    &DEMANDS,
    &DEMANDS_MAP,
    &DEMAND,
    &PRACTICE,
    &NOTICES,
    &NOTICE,
    &POLICIES,
    &LAW,
    &ARTICLE,
    &LAW_COMPARE,
    &SUCCESSION,
    &LIMITS,
    &DUTIES,
    &REGIONS,
    &APPS,
    &OPEN_DATA,
    &OCDS,
    &REPORT,
    &REPORTS,
    &QUALITY,
    &SHARED,
    &CLASSROOM,
    &ASK,
    &ASK_TOPICS,
    &GUIDE,
    &EXPERT,
    &ASK_CODE,
    &ABOUT,
    &PRIVACY,
    &ACCESSIBILITY,
    &ERROR,
];

/// The documents that pages run, by page, for whoever wants to parse them all at the start.
pub fn documents() -> impl Iterator<Item = (&'static str, &'static str)> {
    ALL.iter()
        .map(|page| (page.name, page.document))
        .chain([
            ("sitemap", SITEMAP),
            ("providers/table", PROVIDERS_TABLE),
            ("demands/feed", DEMAND_FEED),
            ("policies/feed", LAW_FEED),
            ("policies/follow", LAW_FOLLOW_FEED),
            ("sitemap/laws", LAW_SITEMAP),
            ("law/text", LAW_TEXT),
        ])
        .filter(|(_, document)| !document.is_empty())
}
