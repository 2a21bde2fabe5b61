"""What databases say of a table that is not there."""

import pytest

from jointfund.kernel.database_words import NO_TABLES_SENTENCE, missing_tables_in_words


@pytest.mark.parametrize(
    "said",
    [
        "no such table: funds_fund",
        "table funds_fund has no column named place",
        'relation "funds_fund" does not exist\nLINE 1: SELECT',
        "column funds_fund.place does not exist",
    ],
)
def test_a_table_or_column_that_is_not_there_is_told(said):
    assert missing_tables_in_words(Exception(said)) == NO_TABLES_SENTENCE


@pytest.mark.parametrize("said", ["UNIQUE constraint failed: funds_fund.code", "database is locked", ""])
def test_other_faults_are_left_to_others(said):
    assert missing_tables_in_words(Exception(said)) == ""
