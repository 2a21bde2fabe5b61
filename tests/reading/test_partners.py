"""Key partners taken apart."""

import pytest

from jointfund.reading.partners import split_partners
from jointfund.reading.words import Words
from jointfund.vocabularies.lexicon import load_lexicon

WORDS = Words(load_lexicon())


def _names(*paragraphs: str) -> list[str]:
    return [partner.name for partner in split_partners(list(enumerate(paragraphs, start=1)), WORDS)]


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Ministry of Lamps; Bureau of Roads.", ["Ministry of Lamps", "Bureau of Roads"]),
        ("Ministry of Roads, Bridges and Lamps", ["Ministry of Roads, Bridges and Lamps"]),
        ("Ministry of Lamps, National Lamp Bureau", ["Ministry of Lamps", "National Lamp Bureau"]),
        ("Institute (of lamps; and roads); Media", ["Institute (of lamps; and roads)", "Media"]),
        ("Private sector and civil society organizations", ["Private sector", "civil society organizations"]),
        ("Bodies in charge of lamps; roads and dams", ["Bodies in charge of lamps; roads and dams"]),
        ("Employers; and workers' associations", ["Employers", "workers' associations"]),
    ],
)
def test_bodies_are_told_apart(printed: str, names: list[str]) -> None:
    assert _names(printed) == names


def test_labels_and_scopes_group_what_follows() -> None:
    text = "Government: (Togo) Ministry of Lamps, Ministry of Roads; (Local) Mayors Civil Society: Lamp Net"
    found = split_partners([(1, text)], WORDS)
    assert [(p.name, p.group, p.kind) for p in found] == [
        ("Ministry of Lamps", "Government (Togo)", "government"),
        ("Ministry of Roads", "Government (Togo)", "government"),
        ("Mayors", "Government (Local)", "government"),
        ("Lamp Net", "Civil Society", "civil_society"),
    ]


def test_a_country_may_be_a_label() -> None:
    assert [p.group for p in split_partners([(7, "Chile: Municipality of Lamps")], WORDS)] == ["Chile"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministry of Lamps", "government"),
        ("Municipality of Lamps", "local_government"),
        ("University of Lamps", "academia"),
        ("Chamber of Commerce", "private"),
        ("Lamp Workers' Association", "civil_society"),
        ("African Union", "regional_body"),
        ("UN Network on Lamps", "un"),
        ("Media", "other"),
        ("Legal Clinics of Lamps", "civil_society"),
        ("Lamp Employment Administration", "government"),
        ("Lamp Research in Action", "academia"),
        ("Central de Trabajadores", "civil_society"),
        ("Ministerio de Industria y Comercio", "government"),
        ("Confederación de la Producción", "private"),
        ("Legal Aid Commission", "government"),
        ("Consortium of Lamp Municipalities", "local_government"),
        ("Lamp Trust Fund", None),
        ("Local lamp stakeholders", "other"),
        ("Zzyzx", None),
    ],
)
def test_a_name_tells_its_kind(name: str, kind: str | None) -> None:
    assert [p.kind for p in split_partners([(1, name)], WORDS)] == [kind]


def test_every_part_of_a_name_stands_in_the_text() -> None:
    text = "Ministry of Lamps; Bureau of Roads, and the Union of Lighters (UL); Radio; Academia"
    assert all(name in text for name in _names(text))
