"""A contribution with what a person corrected in it."""

from collections.abc import Mapping
from dataclasses import replace

from jointfund.intake.candidates.fields import FieldRefused, whole_amount
from jointfund.kernel.dates import PartialDate
from jointfund.kernel.words import fold
from jointfund.reading.lexicon import Lexicon
from jointfund.reading.records import Contribution

CONTRIBUTION_LABELS = {"contributor": "Contributor", "amount_usd": "Amount", "as_of": "As of"}
CONTRIBUTION_HELP = {
    "amount_usd": "Whole units of the fund's currency.",
    "as_of": "Write 2023, 2023-07 or 2023-07-31.",
}


def corrected_contribution(
    contribution: Contribution, corrections: Mapping[str, str], lexicon: Lexicon
) -> Contribution:
    """The contribution with some fields as typed. Raises FieldRefused."""
    for name, text in corrections.items():
        match name:
            case "contributor":
                contribution = _contributor(contribution, " ".join(text.split()), lexicon)
            case "amount_usd":
                contribution = replace(contribution, amount_usd=whole_amount(name, text))
            case "as_of":
                contribution = replace(contribution, as_of=_date(text.strip()))
    return contribution


def _contributor(contribution: Contribution, name: str, lexicon: Lexicon) -> Contribution:
    if len(name) > 200:
        raise FieldRefused("contributor", "A name has at most 200 letters.")
    for country in lexicon.countries:
        if fold(name) in {fold(known) for known in (country.iso3, country.name, *country.aliases)}:
            return replace(contribution, contributor=name, iso3=country.iso3, member_state=True)
    return replace(contribution, contributor=name, iso3=None, member_state=False)


def _date(text: str) -> str:
    try:
        return PartialDate.parse(text).iso()
    except ValueError:
        raise FieldRefused("as_of", f"“{text[:40]}” is no date. Write 2023, 2023-07 or 2023-07-31.") from None
