"""An encoder of meaning, where an installation names one: a small one of these tests, by letters alone."""

from string import ascii_lowercase

import pytest
from django.core.exceptions import ImproperlyConfigured
from tests.search.builders import ALL, record

from jointfund.search import meaning
from jointfund.search.corpus import Corpus
from jointfund.search.ranking.scores import Scored

LIKE_LETTERS = f"{__name__}.LikeLetters"
NO_MAKER = "not a function"
made = []


class LikeLetters:
    """Texts of like letters are alike."""

    def __init__(self):
        made.append(self)
        self.asked = []

    def encode(self, texts):
        self.asked.append(list(texts))
        return [[text.lower().count(letter) for letter in ascii_lowercase] for text in texts]


@pytest.fixture(autouse=True)
def named(settings):
    """The setting, which is read anew in each test."""
    made.clear()
    meaning.configured_encoder.cache_clear()
    yield settings
    meaning.configured_encoder.cache_clear()


def test_none_is_needed(named):
    assert named.SEARCH_ENCODER == ""
    assert meaning.configured_encoder() is None
    meaning.check_setting()


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("nowhere.at.all", "cannot be imported"),
        ("nothing", "cannot be imported"),
        (f"{__name__}.NotHere", "cannot be imported"),
        (f"{__name__}.NO_MAKER", "cannot be called"),
    ],
)
def test_what_names_no_encoder_is_refused_with_its_name(named, path, why):
    named.SEARCH_ENCODER = path
    with pytest.raises(ImproperlyConfigured, match=why) as refusal:
        meaning.check_setting()
    assert path in str(refusal.value)
    assert "JOINTFUND_SEARCH_ENCODER" in str(refusal.value)


def test_it_is_made_once_and_only_when_something_is_asked(named):
    named.SEARCH_ENCODER = LIKE_LETTERS
    meaning.check_setting()
    assert made == []
    corpus = Corpus(ALL)
    corpus.search("shelters for women")
    corpus.search("wells")
    assert len(made) == 1


def test_it_reads_title_and_passage_and_the_scores_still_fall(named):
    records = [record("SEA-1", "Masons", "masons build"), record("SEA-2", "Houses", "masons build houses")]
    plain = Corpus(records).search("masons")
    named.SEARCH_ENCODER = LIKE_LETTERS
    meaning.configured_encoder.cache_clear()
    hits = Corpus(records).search("masons")
    assert [hit.score for hit in hits] == [hit.score for hit in plain]
    question, *texts = made[0].asked[0]
    assert question == "masons"
    assert "Houses\nmasons build houses" in texts


def test_what_both_orders_put_in_front_comes_first():
    scored = [Scored(n, 10.0 - n, 0) for n in range(3)]
    texts = ["zzz", "aaa", "aab"]  # by meaning: 1, 2, 0
    order = meaning.ordered_again(
        "aaa", scored, lambda some: [texts[one.index] for one in some], LikeLetters()
    )
    assert [one.index for one in order] == [1, 0, 2]


def test_both_orders_count_alike():
    scored = [Scored(n, 10.0 - n, 0) for n in range(3)]
    texts = ["zzz", "aab", "aaa"]  # by meaning: 2, 1, 0
    order = meaning.ordered_again(
        "aaa", scored, lambda some: [texts[one.index] for one in some], LikeLetters()
    )
    assert [one.index for one in order] == [0, 2, 1]  # 0 and 2 share the sum of a first and a last place
    assert [one.score for one in order] == [10.0, 9.0, 8.0]


def test_only_the_first_thirty_are_ordered_again():
    scored = [Scored(n, 100.0 - n, 0) for n in range(40)]
    encoder = LikeLetters()
    order = meaning.ordered_again("a", scored, lambda some: ["a"] * len(some), encoder)
    assert len(encoder.asked[0]) == 31
    assert order == scored


def test_it_reads_nothing_its_reader_may_not_see(named, fund, shelf, ask):
    named.SEARCH_ENCODER = LIKE_LETTERS
    shelf.hidden.add(ALL[0].reference)
    assert ask(" ".join(one.title for one in ALL)).hits
    read = " ".join(made[0].asked[0][1:])
    assert ALL[0].title not in read
    assert ALL[1].title in read
