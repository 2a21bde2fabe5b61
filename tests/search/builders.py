"""Records of our own making."""

from hypothesis import strategies as st

from jointfund.search.records import Passage, Place, SearchRecord


def record(reference, title, *texts, kind="programme", countries=(), is_public=True, **facets):
    """A record with its texts on lines of their own in a paper of the same name."""
    passages = [Passage("title", title, Place("paper", 1, 1))]
    passages += [Passage("summary", text, Place("paper", n, n)) for n, text in enumerate(texts, start=2)]
    return SearchRecord(
        kind, reference, title, tuple(passages), tuple(countries), facets, Place("paper", 1, 9), is_public
    )


SHELTERS = record(
    "SEA-0001",
    "Safe houses for survivors",
    "Three shelters receive victims of trafficking and a telephone line answers at night.",
    "Police officers learn how to refer people.",
    countries=("TGO",),
    theme=("protection",),
)
WELLS = record(
    "SEA-0002",
    "Wells and gardens",
    "Young people dig wells and water vegetable gardens, so that fewer leave their village.",
    countries=("NPL",),
    theme=("livelihoods",),
)
DIPLOMAS = record(
    "SEA-0003",
    "Diplomas across borders",
    "Two ministries agree on mutual recognition of the diplomas of nurses and masons.",
    countries=("PER", "CHL"),
    theme=("skills",),
)
ALL = (SHELTERS, WELLS, DIPLOMAS)

SIGNS = [*"\"'()*^:-+&|!<>\\\0~%_;", "OR", "AND NOT", "NEAR(", "shelter", "ع", "迁", "é", "\u202e"]
# What somebody may type: words, operators and quotes in any order, other scripts, nothing, 10,000 characters.
ANYTHING = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(SIGNS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(SIGNS), max_size=40).map("".join),
    st.text(min_size=1, max_size=12).map(lambda text: (text * 10_000)[:10_000]),
)
