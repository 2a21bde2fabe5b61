"""What a practice needs, without a database."""

from dataclasses import replace

from jointfund.knowledge.drafts import PracticeWords
from jointfund.knowledge.rules import is_second_person, missing_parts
from tests.knowledge.small import WORDS


def test_a_complete_practice_misses_nothing():
    assert missing_parts(WORDS, has_evidence=True) == ()


def test_each_missing_part_is_named_with_what_to_do():
    found = missing_parts(replace(WORDS, steps="  ", failed=""), has_evidence=True)
    assert [part.field for part in found] == ["steps", "failed"]
    assert all(part.message for part in found)


def test_a_title_alone_misses_all_the_rest_and_its_evidence():
    found = [part.field for part in missing_parts(PracticeWords("A title"), has_evidence=False)]
    assert found[-1] == "evidence"
    assert "title" not in found
    assert len(found) == 12


def test_who_wrote_it_is_no_second_person():
    assert not is_second_person("user:1", ["user:1", "user:2"])
    assert is_second_person("user:3", ["user:1", "user:2"])
