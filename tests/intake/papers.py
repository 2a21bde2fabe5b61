"""A small booklet and a brief in the layout of the family, about programmes nobody has."""

BOOKLET = """
Pipeline of Joint Programmes

March 2031

TABLE OF CONTENT

THEMATIC AREA 1

TOGO\t4
PERU\t6

ANNEX: FUNDED JOINT PROGRAMMES

CHAD\t10

Promoting fact-based and data-driven migration discourse, policy and planning

TOGO

Joint Programme

Counting those who leave and those who come home

PARTICIPATING UN ORGANIZATIONS

KEY PARTNERS

Ministry of Plans; Togolese Bureau of Numbers; Chamber of Carpenters

BUDGET (USD)

1,234,567

DURATION (MONTHS)

24

MOST RELEVANT SDG GOALS

SUMMARY

The Joint Programme teaches two districts to count departures and returns every month.

STATUS

Concept note approved by Steering Committee.

PERU

PARTICIPATING UN ORGANIZATIONS

KEY PARTNERS

Ministry of Rivers; municipal government of Puerto Claro

BUDGET (USD)

2,000,000

DURATION (MONTHS)

30

MOST RELEVANT SDG GOALS

STATUS

Joint Programme document submitted.

SUMMARY

The Joint Programme draws maps of river ports with the people who live there.

ANNEX: Funded Joint Programmes

CHAD

PARTICIPATING UN ORGANIZATIONS

KEY PARTNERS

Ministry of Wells

BUDGET (USD)

1,500,000

DURATION (MONTHS)

18

MOST RELEVANT SDG GOALS

STATUS

Joint Programme funded.

SUMMARY

The Joint Programme digs wells along a herders' road.
"""

BRIEF = """
Migration Multi-Partner Trust Fund

COUNTING WELL

WHAT WE DO

THEMATIC AREA 1

CHAD USD 1.5M

"Wells along the way"

The Joint Programme digs wells along a herders' road.

WHAT WE ARE READY TO DO

THEMATIC AREA 1

PERU USD 2M

"River ports on the map"

The Joint Programme draws maps of river ports.

SUPPORT THE FUND

CONTRIBUTORS AS OF MAY 2031

\tFRANCE\t1,000,000 USD
\tGUILD OF CARPENTERS\t2,500 USD
"""
