"""What a fund's file may say, part by part: the keys of each table. Pure."""

from collections.abc import Mapping

from jointfund.kernel.data_rows import Json

FORMAT = 1
RESTS_ON = frozenset({"source", "confidence", "note", "valid_from", "as_of"})
# The keys of each kind of table; `RESTS_ON` may stand in every part of the first level.
KEYS: Mapping[str, frozenset[str]] = {
    "file": frozenset(
        {
            "format",
            "fund",
            "areas",
            "statuses",
            "way",
            "forms",
            "calls",
            "bodies",
            "letters",
            "fees",
            "markers",
        }
    ),
    "fund": frozenset(
        {
            "code",
            "reference_prefix",
            "name",
            "short_name",
            "currency",
            "description",
            "launched",
            "target",
            "names_note",
            "maps_note",
            "programme_word",
            "programmes_word",
            "deciding_body",
            "data_licence",
        }
    ),
    "target": frozenset({"amount", "by", "source"}),
    "areas": frozenset({"terms"}),
    "area": frozenset({"number", "title", "short"}),
    "statuses": frozenset({"terms"}),
    "status": frozenset({"code", "label", "section", "patterns", "confidence", "position"}),
    "way": frozenset({"states", "moves"}),
    "state": frozenset({"code", "label", "kind", "public_label", "status", "is_editable", "stage"}),
    "move": frozenset(
        {
            "name",
            "label",
            "sources",
            "target",
            "permission",
            "checks",
            "effects",
            "needs_note",
            "conditions",
        }
    ),
    "form": frozenset({"code", "title", "stages", "note", "sections"}) | RESTS_ON,
    "section": frozenset({"code", "title", "owner", "help", "fields"}),
    "field": frozenset(
        {
            "code",
            "label",
            "kind",
            "help",
            "word_limit",
            "choices",
            "columns",
            "budget",
            "subgrants",
            "required_at",
            "condition",
            "carried_from",
            "least_rows",
        }
    ),
    "column": frozenset({"code", "label", "kind", "choices", "refers_to", "is_required"}),
    "bodies": frozenset({"bodies"}),
    "letters": frozenset({"letters"}),
    "fees": frozenset({"agent", "indirect"}),
    "markers": frozenset({"required"}),
}
# What a document says where its file says nothing.
_UNSAID: tuple[Json, ...] = ("", [], False, None)


def said(value: Json) -> Json:
    """A document without what reading it fills in anyway, so that two ways to write the same are equal."""
    if isinstance(value, list):
        return [said(one) for one in value]
    if not isinstance(value, dict):
        return value
    parts = {key: said(one) for key, one in value.items()}
    filled = (("kind", "open"), ("least_rows", 1))
    return {key: one for key, one in parts.items() if one not in _UNSAID and (key, one) not in filled}
