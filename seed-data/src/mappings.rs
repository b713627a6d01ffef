//! The mapping files for foreign sheets that we know, by name.

const MAPPINGS: [(&str, &str); 7] = [
    ("ccgp-notices", include_str!("../mappings/ccgp-notices.toml")),
    ("cma-accredited-items", include_str!("../mappings/cma-accredited-items.toml")),
    ("credit-china-licences", include_str!("../mappings/credit-china-licences.toml")),
    ("credit-china-penalties", include_str!("../mappings/credit-china-penalties.toml")),
    ("shanghai-2020-enterprises", include_str!("../mappings/shanghai-2020-enterprises.toml")),
    (
        "shanghai-2020-hazardous-waste-permits",
        include_str!("../mappings/shanghai-2020-hazardous-waste-permits.toml"),
    ),
    ("shanghai-2020-waste-handlers", include_str!("../mappings/shanghai-2020-waste-handlers.toml")),
];

/// The TOML text of a mapping file by its name without the ending; None when we have none.
#[must_use]
pub fn mapping(name: &str) -> Option<&'static str> {
    MAPPINGS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The names [`mapping`] knows.
pub fn mapping_names() -> impl Iterator<Item = &'static str> {
    MAPPINGS.iter().map(|(name, _)| *name)
}
