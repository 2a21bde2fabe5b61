import pytest

from jointfund.kernel.words import fold


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("CÔTE  D’IVOIRE", "cote d'ivoire"),
        ("Türkiye", "turkiye"),
        ("İstanbul", "istanbul"),
        ("Sucumbíos\n and  Imbabura", "sucumbios and imbabura"),
    ],
)
def test_words_are_compared_without_case_accents_and_spacing(printed, folded):
    assert fold(printed) == folded
