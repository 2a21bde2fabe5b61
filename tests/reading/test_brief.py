"""The brief and its table of contributors."""

from tests.reading.papers import BRIEF, read_text

from jointfund.reading.records import Programme


def _programmes() -> tuple[Programme, ...]:
    return read_text(BRIEF).programmes


def test_the_brief_is_known_by_its_parts_and_dated_by_its_table() -> None:
    (document,) = read_text(BRIEF).documents
    assert (document.kind, document.date) == ("brief", "2031-05")


def test_every_programme_has_its_part_area_amount_and_title() -> None:
    assert [(p.section, p.thematic_area, p.budget_usd, p.title) for p in _programmes()] == [
        ("funded", 1, 1_700_000, "Counting the 'lamps left behind' of the hills"),
        ("funded", 2, None, "A safe walk home for those who walk in the dark"),
        ("funded", 3, 2_100_000, "Gates by day, lamps by night, and a hand at the door"),
        ("pipeline", 2, 2_850_000, "Lighting the ferries together"),
        ("pipeline", 2, 3_400_000, "A golden lamp for every street"),
    ]


def test_a_description_on_the_line_of_the_title_is_told_from_it() -> None:
    assert _programmes()[0].summary_text == (
        "The programme counts the lamps nobody counted before, in every hill village."
    )


def test_a_label_glued_to_the_end_of_a_paragraph_belongs_to_the_next_programme() -> None:
    _, walk, gates, *_ = _programmes()
    assert walk.summary_text == "Nobody should walk home in the dark. The programme walks with them."
    assert gates.thematic_area == 3
    assert gates.places["thematic_area"] == walk.places["summary_text"]


def test_a_lost_heading_leaves_countries_and_amount_unknown_and_in_doubt() -> None:
    walk = _programmes()[1]
    assert (walk.heading, walk.countries, walk.budget_usd) == (None, (), None)
    assert {"heading", "countries", "budget_usd"} <= {doubt.field for doubt in walk.doubts}


def test_logos_turned_into_words_are_organisations_not_titles() -> None:
    gates, ferries = _programmes()[2:4]
    assert [o.acronym for o in gates.participating_organisations] == ["UNQ", "WXO"]
    assert [o.acronym for o in ferries.participating_organisations] == ["UNQ"]
    assert any("damaged" in d.reason for d in ferries.doubts if d.field == "participating_organisations")


def test_a_list_of_countries_that_breaks_off_is_doubted() -> None:
    ferries = _programmes()[3]
    assert [country.iso3 for country in ferries.countries] == ["BOR", "SYL"]
    assert any(doubt.field == "countries" for doubt in ferries.doubts)


def test_an_amount_below_its_place_belongs_to_it() -> None:
    gold = _programmes()[4]
    assert (gold.heading, gold.budget_usd, gold.budget_precision) == ("EL DORADO", 3_400_000, "exact")


def test_notes_and_the_end_of_a_part_close_a_description() -> None:
    texts = [p.summary_text or "" for p in _programmes()]
    assert not any("illustration" in text or "needed has been found" in text for text in texts)


def test_contributors_are_read_to_the_dollar_past_flags_and_strays() -> None:
    rows = read_text(BRIEF).contributions
    assert [(row.contributor, row.iso3, row.member_state, row.amount_usd) for row in rows] == [
        ("FREEDONIA", "FRE", True, 19_569_912),
        ("RURITANIA", "RUR", True, 10_000_000),
        ("SYLDAVIA", "SYL", True, 938_159),
        ("UNITED LAMPLIGHTERS OF THE WORLD", None, False, 150_000),
        ("LAMP TRUST GMBH", None, False, 63_121),
        ("CÔTE D'ZUBROWKA", "ZUB", True, 20_000),
    ]
    assert {row.as_of for row in rows} == {"2031-05"}


def test_strays_before_a_name_are_dropped_without_tabs_too() -> None:
    rows = ("- SYLDAVIA 938,159 USD", "rb LAMP TRUST GMBH 63,121 USD", "0 4 GUILD OF LAMPS 9,000 USD")
    text = "\n".join(["DONORS AS OF MAY 2031", "", *rows])
    assert [row.contributor for row in read_text(text).contributions] == [
        "SYLDAVIA",
        "LAMP TRUST GMBH",
        "GUILD OF LAMPS",
    ]


def test_a_title_broken_over_lines_or_without_its_closing_mark_is_a_title() -> None:
    text = (
        "WHAT WE DO\n\nTHEMATIC AREA 1\n\n"
        'ARCADIA USD 1M\n\n"A title that is broken\nover two lines"\n\nIts text is here.\n\n'
        'BORDURIA USD 2M\n\n"A title whose closing mark was lost somewhere\n\nIts text is there.\n'
    )
    assert [(p.title, p.summary_text) for p in read_text(text).programmes] == [
        ("A title that is broken over two lines", "Its text is here."),
        ("A title whose closing mark was lost somewhere", "Its text is there."),
    ]


def test_a_contributor_broken_over_lines_is_put_together_and_a_total_is_none() -> None:
    text = (
        "CONTRIBUTORS AS OF MAY 2031\n\nFREEDONIA 5,000 USD\nUNITED LAMPLIGHTERS\nOF THE WORLD\n150,000 USD\n"
        "LAMP TRUST 63,121 USD\nGMBH\nRURITANIA USD 20,000\nTOTAL 238,121 USD\n"
    )
    rows = read_text(text).contributions
    assert [(row.contributor, row.amount_usd) for row in rows] == [
        ("FREEDONIA", 5_000),
        ("UNITED LAMPLIGHTERS OF THE WORLD", 150_000),
        ("LAMP TRUST GMBH", 63_121),
        ("RURITANIA", 20_000),
    ]
