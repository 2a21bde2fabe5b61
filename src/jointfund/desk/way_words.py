"""The table of moves in words: who may, what is checked, what follows."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jointfund.people.models import Role
from jointfund.people.permissions import GRANTS, Permission
from jointfund.proposals.moves import MoveTable, StateKind
from jointfund.proposals.workflow import CHECKS, EFFECTS
from jointfund.rendering.svg import Svg
from jointfund.rendering.ways import WayMove, WayState, way_chart

CHECK_WORDS = {
    "has_two_organisations": gettext_lazy("Two organisations or more take part"),
    "complete": gettext_lazy("Every required part of the form is there"),
    "endorsed": gettext_lazy("Each country and organisation has signed the text"),
    "call_open": gettext_lazy("The call it answers is open"),
    "decided": gettext_lazy("A decision is on record"),
    "recipients_cleared": gettext_lazy("Who receives money was held against the list of sanctions"),
}
EFFECT_WORDS = {
    "give_number": gettext_lazy("The proposal gets its reference"),
    "keep_version": gettext_lazy("The text is kept as a version, for good"),
    "open_form": gettext_lazy("The form of the next stage is opened"),
    "screen_recipients": gettext_lazy("Who receives money is held against the list of sanctions"),
}
KIND_WORDS = {
    StateKind.START: gettext_lazy("Every proposal begins here"),
    StateKind.OPEN: gettext_lazy("On the way"),
    StateKind.CLOSED: gettext_lazy("An end: nothing leads on"),
}
WHAT_WORDS = {
    str(Permission.PROPOSAL_SUBMIT): gettext_lazy("of the lead only, as who submits"),
    str(Permission.PROPOSAL_WITHDRAW): gettext_lazy("of the lead only, as who withdraws"),
    str(Permission.PROPOSAL_WRITE): gettext_lazy("as who writes"),
    str(Permission.PROPOSAL_ENDORSE): gettext_lazy("as who signs"),
}
type Choice = tuple[str, str]


def word(words: Mapping[str, object], name: str) -> str:
    """The words of a check or an effect."""
    return str(words.get(name, name.replace("_", " ")))


def check_choices() -> Sequence[Choice]:
    """Every check a table can name."""
    return [(name, word(CHECK_WORDS, name)) for name in CHECKS]


def effect_choices() -> Sequence[Choice]:
    """Every effect a table can name."""
    return [(name, word(EFFECT_WORDS, name)) for name in EFFECTS]


def permission_choices() -> Sequence[Choice]:
    """Who may make a move: the permissions of proposals that act, each as the roles that hold it."""
    wanted = [one for one in Permission if one.startswith("proposal:") and one != Permission.PROPOSAL_READ]
    return [(str(one), who_may(str(one))) for one in wanted]


def who_may(permission: str) -> str:
    """The roles that hold a permission, with what tells it from others they hold."""
    roles = [str(role.label) for role in Role if permission in GRANTS[role]]
    named = ", ".join(roles) or permission
    what = WHAT_WORDS.get(permission)
    return f"{named} ({what})" if what else named


def drawn_way(table: MoveTable) -> Svg:
    """The table of moves as a picture."""
    states = [
        WayState(one.code, one.label, _below(one.kind, one.public_label), one.kind is StateKind.CLOSED,
                 f"#state-{one.code}")
        for one in table.states
    ]  # fmt: skip
    moves = [WayMove(one.label, one.sources, one.target) for one in table.moves]
    counts = {"states": len(states), "moves": len(moves)}
    told = _("%(states)s states and %(moves)s moves. The tables on this page say the same in words.") % counts
    return way_chart(states, moves, title=_("The way of a proposal"), description=told)


def _below(kind: StateKind, public: str) -> str:
    if public:
        return _("Public: %(word)s") % {"word": public}
    return str(KIND_WORDS[kind]) if kind is StateKind.START else _("Not shown to the public")
