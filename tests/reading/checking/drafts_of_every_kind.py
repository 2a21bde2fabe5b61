"""Drafts that between them make the record say all it can say, and a record with gaps beside the first."""

from dataclasses import replace
from decimal import Decimal

from tests.reading.checking.records_of_a_fund import FACTS, FUNDED, LEXICON, MARCH, WAITING, programme

from jointfund.kernel.dates import PartialDate
from jointfund.reading.checking.facts import DatedStatus, Printed
from jointfund.reading.lexicon import StatusWords

READER = replace(
    LEXICON,
    statuses=(
        StatusWords("concept_note_approved", (r"concept note approved",)),
        StatusWords("funded", (r"\bfunded\b",)),
    ),
)
LEFT = DatedStatus(PartialDate.parse("2031-09"), "withdrawn", "Withdrawn", "closed")
SOLICITED = DatedStatus(
    PartialDate.parse("2031-07-01"), "joint_programme_document_solicited", "Document solicited", "pipeline"
)
GAPS = replace(
    FACTS,
    programmes=(
        *FACTS.programmes,
        programme(
            4, "Lanterns of the upper valley and its towns", ("FJI",), budget=None, months=None, statuses=()
        ),
        programme(
            5,
            "Sailing schools for the children of the coast",
            ("NOR", "DNK"),
            statuses=(WAITING, SOLICITED, LEFT),
            budget=Decimal(1_500_000),
            is_budget_rounded=True,
            starts=MARCH,
            ends=PartialDate.parse("2033-03"),
            ends_original=PartialDate.parse("2032-09"),
            printed={
                "duration_months": (Printed("18 months", MARCH, "Booklet of March 2031, line 9"),),
                "title": (Printed("Schools of sail for coastal children", None, "A web page"),),
                "countries": (Printed("Norway, Denmark", MARCH, "Booklet of March 2031"),),
            },
        ),
        programme(6, "Night lamps at every crossing of the land", ("TGO",), statuses=(FUNDED,), area=2),
        programme(
            7,
            "Bread ovens on the road to the north",
            ("PER", "FJI"),
            months=None,
            printed={},
            statuses=(WAITING, SOLICITED),
        ),
    ),
    counts={"thematic areas": 2, "objectives": 23, "guiding principles": 10},
)

SENTENCES = (
    "There are two funded programmes.",
    "There is work for 1,234 months.",
    "The Fund supports three programmes on the ground.",
    "There are 2 programmes in the pipeline.",
    "There are 9 programmes in the pipeline.",
    "The Fund has 40 programmes.",
    "In March 2031, 2 programmes were in the pipeline.",
    "In March 2031, 7 programmes were in the pipeline.",
    "There are 281 million migrants in the world.",
    "Launched in 2029, the Fund pools money.",
    "The Fund was launched in 2027.",
    "The target of the Fund is USD 20 million.",
    "The target of the Fund is USD 25 million, to be reached by 2037.",
    "So far 37% of the target has been raised. Norway gave 73% of all contributions.",
    "Norway gave 12% of all contributions.",
    "Contributors have given USD 7.4M.",
    "USD 7.5M came from 2 Member States who contributed.",
    "USD 7.3M came from 2 Member States who contributed.",
    "As of March 2031 contributors had given USD 4M.",
    "USD 4M has been mobilized.",
    "Norway contributed USD 4 million, Fiji contributed USD 4 million.",
    "Fiji contributed USD 4 million.",
    "Two Member States have contributed, among three contributors.",
    "The target is for the years by the Global Roads Forum (2036), or until the Global Roads Forum (2037).",
    "The Fund works in 40 countries with funded programmes.",
    "The Fund works in 9 countries with programmes in the pipeline.",
    "USD 7.38M came from 2 Member States who contributed.",
    "Status as of 20 May 2031",
    "The gap to reach it is USD 12.6M, or USD 3M.",
    "The pipeline is worth USD 2.8M.",
    "The funded programmes in thematic area 2 are worth USD 9M.",
    "There are seven programmes in the pipeline in thematic area 1 in Togo.",
    "The programme in Peru has a budget of USD 2.7 million.",
    "ABC-0004 has a budget of USD 2 million and takes 24 months.",
    "ABC-0005 has a budget of USD 2 million and is a three-year programme.",
    "ABC-0005 is a 18-month programme.",
    "ABC-0001 is a two-year programme.",
    "ABC-0009 is new. The programme in Fiji is new. The Togo programme is new.",
    "The programme in Gabon and Togo is new.",
    "The programmes in thematic area 2 are present in 3 countries.",
    "The Fund is active in 40 countries with its programmes.",
    "ABC-0003 works in all four countries.",
    "ABC-0003 works in Togo and Gabon.",
    "ABC-0005 works in Norway, Denmark and Peru.",
    "ABC-0005 works in Norway, Denmark and Fiji, not in Togo.",
    "ABC-0003 works in Peru and Fiji. People met in Gabon, Fiji and Peru.",
    "Nobody named it: Gabon and Togo.",
    "Norway and Denmark contributed. Norway, Togo and Peru contributed.",
    "ABC-0002 is still in the pipeline. ABC-0002 is now funded.",
    "ABC-0001 is already funded. ABC-0004 is now funded. ABC-0005 is now funded.",
    "ABC-0005 is still in the pipeline.",
    "ABC-0002 started on 20 May 2031. ABC-0002 started in June 2031.",
    "ABC-0005 started in March 2031 and ends in September 2032.",
    "ABC-0005 ends in March 2033. ABC-0005 ends in July 2040.",
    "The status of ABC-0005 was solicited in July 2031.",
    "The Fund was launched in March 2029. It was adopted in June 2030².",
    "The contributions are given as of June 2031.",
    "Pipeline as of March 2031",
    "Thematic Area 2 keeps roads lit. Thematic Area 7 is not there.",
    "Thematic Area 1: Keeping every traveller safe along lit roads.",
    "It serves objective 8 (fair and ethical recruitment, decent work).",
    "It serves objective 6 (fair and ethical recruitment, decent work).",
    "The Compact has objective 6, objective 40 and objectives 6, 8 and 41.",
    "It has objective 6 and objectives 6, 8 and 41.",
    "It has three parts: 1) roads, 2) lamps and 3) maps.",
    "It has four parts: 1) roads, 2) lamps and 3) maps.",
    "The three contributors (Norway and Denmark) have given.",
    "All three thematic areas count. The GCM has 24 objectives and ten guiding principles.",
    "The programme “River ports on the maps for everybody” is good.",
    "It is called River Ports on the Map of Everybody.",
    "They call it Schools of sail for coastal children.",
    "One is “Lanterns of the lower valley and its towns”.",
)
LAYOUT = """
WHAT WE DO

THEMATIC AREA 2

GABON, TOGO USD 2M

"Lamps for two coasts"

It lights the roads.

FIJI USD 3M

"Lanterns of the upper valley and its towns"

It lights the valley.

NORWAY, DENMARK USD 1.5M

"Sailing schools for the children of the coast"

It sails.

PERU USD 2.8M

"A bridge nobody has thought of yet at all"

It carries.

WHAT WE ARE READY TO DO

THEMATIC AREA 1

TOGO USD 2.9M

"Counting those who leave and those who come home"

It counts.

PERU USD 2.8M

"River ports on the map of everybody"

It maps.
"""


def _entry(heading: str, title: str, status: str, budget: str, months: str) -> str:
    return f"""
{heading}

Joint Programme

{title}

PARTICIPATING UN ORGANIZATIONS

KEY PARTNERS

Ministry of Plans; Bureau of Numbers; Chamber of Carpenters

BUDGET (USD)

{budget}

DURATION (MONTHS)

{months}

MOST RELEVANT SDG GOALS

SUMMARY

The Joint Programme counts with two partners: the Ministry, the Bureau and the Chamber.

STATUS

{status}
"""


APPROVED = "Concept note approved by Steering Committee."
BOOKLET = f"""
Pipeline of Joint Programmes

March 2031

TABLE OF CONTENT

THEMATIC AREA 1

TOGO\t4
PERU\t6

THEMATIC AREA 1

Promoting fact-based and data-driven migration discourse, policy and planning
{_entry("TOGO", "Counting those who leave and those who come home", APPROVED, "2,786,280", "24")}
{_entry("PERU", "River ports on the map of everybody", APPROVED, "2,786,281", "30")}
{_entry("FIJI", "Lanterns of the upper valley and its towns", APPROVED, "1,000,000", "12")}
{_entry("NORWAY", "Sailing schools for the children of the coast", APPROVED, "1,500,000", "18")}
{_entry("PERU, FIJI", "Bread ovens on the road to the north", "Joint Programme funded.", "2,000,000", "30")}
{_entry("TOGO", "Night lamps at every crossing of the land", "Joint Programme funded.", "2,786,280", "24")}
{_entry("GABON", "Bridges of rope across the narrowest gorge", APPROVED, "9,000,000", "36")}
"""
