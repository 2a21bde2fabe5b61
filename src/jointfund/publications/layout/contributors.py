"""The contributor table as blocks and as a sheet; shared by the brief and the paper of its own."""

from jointfund.publications.content.contributors import ContributorTable
from jointfund.publications.labels import Labels
from jointfund.rendering.paper import Block, Figure, Figures, Head, Heading, Prose, Table
from jointfund.rendering.tables import Column, Sheet


def target_blocks(table: ContributorTable, labels: Labels, currency: str) -> tuple[Block, ...]:
    """How far the contributions go towards the target; nothing where either is unknown."""
    if not table.target or table.gap is None or table.reached is None:
        return ()
    return (
        Figures(
            (
                Figure(labels.in_prose(table.total, currency), labels("contributed")),
                Figure(labels.percent(table.reached), labels("of_target", by=table.target_by)),
                Figure(labels.in_prose(table.gap, currency), labels("to_target")),
            )
        ),
    )


def contributor_blocks(
    table: ContributorTable, labels: Labels, currency: str, *, level: int = 2
) -> tuple[Block, ...]:
    """Under its date every contributor to the dollar, with the total."""
    if table.as_of is None:
        return (Heading(labels("contributors"), level), Prose(labels("no_contributions")))
    date = labels.day_within(table.as_of, table.precision)
    blocks: list[Block] = [Heading(labels("contributors_as_of", date=date), level)]
    heads = (
        Head(labels("contributor")),
        Head(labels("amount", currency=currency), is_number=True),
        Head(labels("share"), is_number=True),
    )
    rows = tuple(
        (
            labels.country(line.iso2, line.name) if line.is_member_state else line.name,
            labels.number(line.amount),
            labels.percent(line.share) if line.share is not None else "",
        )
        for line in table.lines
    )
    blocks.append(Table(heads, rows, (labels("total"), labels.number(table.total), "")))
    states = labels.number(len(table.member_states))
    amount = labels.money(table.total_of_member_states, currency) or ""
    blocks.append(Prose(labels("member_states_note", count=states, amount=amount), is_quiet=True))
    blocks.append(Prose(labels("rounding_note"), is_quiet=True))
    return tuple(blocks)


def contributor_sheet(table: ContributorTable, labels: Labels, currency: str) -> Sheet:
    """Every contributor with its exact amount and its share as a fraction."""
    columns = (
        Column("contributor", labels("contributor")),
        Column("country", labels("country_code")),
        Column("amount", labels("amount", currency=currency), "money"),
        Column("share", labels("share"), "percent"),
        Column("as_of", labels("date"), "date"),
    )
    rows = [
        {
            "contributor": line.name,
            "country": line.iso2,
            "amount": line.amount,
            "share": line.share,
            "as_of": table.as_of,
        }
        for line in table.lines
    ]
    return Sheet(labels("contributors_tab"), columns, rows)
