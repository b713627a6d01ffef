"""What every answer to a made-up GraphQL request is held against, and how its own scalars look.

The checks of the tool itself take every refusal for a fault; ours knows that being refused is
what should happen to nonsense, and that a fault is what must not.
"""

import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

# Codes of `extensions.code` that say we failed, not the caller.
OURS = {"INTERNAL", "TIMEOUT"}
# Texts that no answer shows: inward words, kept secrets.
INWARD = ("$argon2", "panicked at", "sqlx", "sea_orm", "SELECT ", "stack backtrace", "/src/")

schemathesis.graphql.scalar(
    "RegionCode", st.sampled_from(["31", "310118", "3205", "99", "", "31'--"]).map(nodes.String)
)
schemathesis.graphql.scalar(
    "Date", st.sampled_from(["2026-02-29", "2026-12-01", "-1", ""]).map(nodes.String)
)
schemathesis.graphql.scalar(
    "DateTime",
    st.sampled_from(["2026-12-01T01:00:00Z", "+262143-12-31T23:59:59Z", "x"]).map(nodes.String),
)


@schemathesis.check
def refused_but_not_broken(ctx, response, case):
    """Nonsense is refused in our words; nothing breaks and nothing inward is shown."""
    assert response.status_code < 500, f"status {response.status_code}"
    answer = response.json()
    codes = {
        error.get("extensions", {}).get("code", "no code") for error in answer.get("errors") or []
    }
    assert not codes & (OURS | {"no code"}), f"codes {codes}"
    shown = [word for word in INWARD if word in response.text]
    assert not shown, f"shows {shown}"
