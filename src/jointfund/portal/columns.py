"""Columns of the lists of this site with their meaning: exports write them, the dictionary prints them.

There is one definition of each column, so the dictionary cannot say anything else than the files hold.
"""

from dataclasses import dataclass

from jointfund.rendering.tables import Column

NOT_PUBLISHED = "empty: no source prints it"


@dataclass(frozen=True)
class Described(Column):
    """A column with what it means, its unit, and how an unknown value reads."""

    meaning: str = ""
    unit: str = ""
    unknown: str = "never empty"


_REFERENCE = Described(
    "programme", "Programme", meaning="the programme's own reference", unknown="never empty"
)

CONTRIBUTORS = (
    Described("contributor_code", "Contributor code", meaning="the contributor's word in addresses"),
    Described("contributor", "Contributor", meaning="who gave, as published; the fund's word for donor"),
    Described(
        "iso3", "ISO 3166-1", meaning="country code of a contributing State", unknown="empty: no State"
    ),
    Described("kind_code", "Kind code", meaning="member_state or other"),
    Described("kind", "Kind", meaning="Member State, or any other contributor"),
    Described("entry_kind", "Kind of entry", meaning="what the amount is in the ledger"),
    Described("amount", "Amount", "money", "the amount exactly as published", "the fund's currency"),
    Described("share", "Share", "percent", "part of all contributions of the same table", "fraction of 1"),
    Described("as_of", "As of", meaning="the date the amount stands for, only as exact as it is printed"),
    Described("commitment", "Commitment", "money", "amount of the signed arrangement", "", NOT_PUBLISHED),
    Described("deposited_on", "Deposit date", "date", "day on which the money came in", "", NOT_PUBLISHED),
    Described("original_currency", "Original currency", "text", "ISO 4217 code", "", NOT_PUBLISHED),
    Described(
        "agent_fee",
        "Agent's fee",
        "money",
        "fee the administrator kept of the deposit",
        "the fund's currency",
        NOT_PUBLISHED,
    ),
    Described("source", "Source", meaning="document and line that print the amount"),
    Described("source_url", "Source address", "url", "page of this site that shows the line"),
)

COUNTRIES = (
    Described("iso3", "ISO 3166-1", meaning="code of the country or territory; XK codes are user-assigned"),
    Described("country", "Country", meaning="short name"),
    Described("region", "Region", meaning="region of UN M49"),
    Described("subregion", "Subregion", meaning="subregion of UN M49"),
    Described("waiting", "Waiting", "integer", "approved programmes that work here and wait", "programmes"),
    Described("funded", "Funded", "integer", "funded programmes that work here", "programmes"),
    Described("left", "Left", "integer", "programmes that would have worked here and left", "programmes"),
    Described(
        "budget_here_alone",
        "Budget here alone",
        "money",
        "budgets of programmes that work in this country and no other; a shared budget is never split",
        "the fund's currency",
    ),
    Described(
        "shared", "Shared", "integer", "programmes here that work in other countries too", "programmes"
    ),
    Described(
        "origin", "Origin", "integer", "programmes confirmed to name it as a country of origin", "programmes"
    ),
    Described(
        "transit", "Transit", "integer", "programmes confirmed to name it as a transit country", "programmes"
    ),
    Described(
        "destination",
        "Destination",
        "integer",
        "programmes confirmed to name it as destination",
        "programmes",
    ),
)

# Suggestions stay out of a file unless its address asks for them with tags=all.
COUNTRIES_SUGGESTED = (
    *COUNTRIES,
    *(
        Described(f"{role}_suggested", f"{role.capitalize()}, suggested", "integer", why, "programmes")
        for role, why in (
            ("origin", "programmes whose words suggest it as a country of origin"),
            ("transit", "programmes whose words suggest it as a transit country"),
            ("destination", "programmes whose words suggest it as destination"),
        )
    ),
)

ORGANISATIONS = (
    Described("organisation_code", "Organisation code", meaning="the organisation's word in addresses"),
    Described("acronym", "Acronym", meaning="its usual short name", unknown="empty: it has none"),
    Described("organisation", "Organisation", meaning="full name"),
    Described("kind_code", "Kind code", meaning="code of the kinds of organisation"),
    Described("kind", "Kind", meaning="what it is"),
    Described("lead", "Lead", "integer", "programmes it leads", "programmes"),
    Described("participating", "Participating", "integer", "programmes it takes part in", "programmes"),
    Described("associated", "Associated", "integer", "programmes it is associated with", "programmes"),
    Described(
        "contribution",
        "Contribution",
        "money",
        "its contribution as published",
        "the fund's currency",
        "empty: no contributor",
    ),
)

PRINCIPLES = (
    Described("principle_code", "Principle code", meaning="code of the guiding principle"),
    Described("principle", "Principle", meaning="name in the Global Compact"),
    Described(
        "confirmed", "Confirmed", "integer", "programmes that print it or were confirmed", "programmes"
    ),
    Described("source", "Source", meaning="where the vocabulary comes from"),
)

PRINCIPLES_SUGGESTED = (
    *PRINCIPLES,
    Described("suggested", "Suggested", "integer", "programmes whose words suggest it", "programmes"),
)

TAGS = (
    _REFERENCE,
    Described("title", "Title", meaning="title, or what the programme is called while its title is unknown"),
    Described("standing", "Standing", meaning="confirmed or suggested"),
    Described("words", "Words", meaning="words of the text that suggest it", unknown="empty: confirmed"),
    Described("source", "Source", meaning="document and lines", unknown="empty: no line is known"),
)

PARTIES = (
    _REFERENCE,
    Described("title", "Title", meaning="title, or what the programme is called while its title is unknown"),
    Described("role_code", "Role code", meaning="lead, participating or associated"),
    Described("role", "Role", meaning="what the organisation is to the programme"),
    Described("confidence", "Confidence", meaning="of the source", unknown="empty: printed plainly"),
    Described("source", "Source", meaning="document and lines", unknown="empty: no line is known"),
)

ROLES = (
    _REFERENCE,
    Described("title", "Title", meaning="title, or what the programme is called while its title is unknown"),
    Described("role", "Role", meaning="implementing, origin, transit or destination"),
    Described("standing", "Standing", meaning="confirmed or suggested"),
    Described("words", "Words", meaning="words of the text that suggest it", unknown="empty: confirmed"),
    Described("stage_code", "Stage code", meaning="pipeline, funded or left"),
    Described("status", "Status", meaning="the fund's own words"),
    Described("budget", "Budget", "money", "whole budget, not split", "the fund's currency", NOT_PUBLISHED),
)

DISCREPANCIES = (
    Described("number", "Number", "integer", "running number within the fund"),
    Described("kind_code", "Kind code", meaning="code of the reader"),
    Described("kind", "Kind", meaning="in what the places disagree"),
    Described("severity_code", "Severity code", meaning="high, medium or low"),
    Described("severity", "Severity", meaning="how much a reader would be misled"),
    Described("subject", "Subject", meaning="what it is about"),
    Described(
        "explanation", "Explanation", meaning="what a person should know", unknown="empty: none written"
    ),
    Described("quotes", "Quotes", "list", "the words of each place"),
    Described("places", "Places", "list", "document and lines of each quote"),
)

SELECTION = (
    _REFERENCE,
    Described("title", "Title", meaning="title, or what the programme is called while its title is unknown"),
    Described("answer_code", "Answer code", meaning="released, waits or budget_unknown"),
    Described("answer", "Answer", meaning="what the amount would do for it"),
    Described("area_code", "Area code", "integer", "number of the thematic area", "", "empty: not known"),
    Described("area", "Area", meaning="short name of the thematic area", unknown="empty: not known"),
    Described("region", "Region", meaning="region it works in", unknown="empty: no country is known"),
    Described("budget", "Budget", "money", "its whole budget", "the fund's currency", NOT_PUBLISHED),
)

VOCABULARIES = (
    Described("scheme", "Vocabulary", meaning="code of the vocabulary"),
    Described("code", "Code", meaning="code of the term"),
    Described("label", "Label", meaning="the term in words"),
    Described("parent", "Broader term", meaning="code of the broader term", unknown="empty: none"),
    Described("source", "Source", meaning="where the term comes from"),
    Described("as_of", "As of", meaning="date of the source"),
)

PUBLICATIONS = (
    Described("release", "Release", meaning="the release's own reference"),
    Described("kind_code", "Kind code", meaning="what it is, as a code"),
    Described("kind", "Kind", meaning="what it is, in words"),
    Described("title", "Title", meaning="its title as printed"),
    Described("language", "Language", meaning="language of its words, ISO 639-1"),
    Described("as_of", "Stands for", "date", "the day its figures stand for"),
    Described("released_on", "Released", "date", "day of its release"),
    Described("withdrawn_on", "Withdrawn", "date", "day it was taken back", "", "empty: it was not"),
    Described("withdrawal_reason", "Reason", "text", "why it was taken back", "", "empty: it was not"),
    Described("files", "Files", "list", "forms it can be had in", "", "empty: withdrawn, or being made"),
    Described("sha256", "SHA-256", "list", "hash of each file, in the same order", "", "empty: as the files"),
    Described("url", "Address", "url", "its page on this site"),
)
