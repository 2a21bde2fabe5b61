"""What the head of a synthesis says."""

from jointfund.knowledge.models import Statement
from jointfund.portal.knowledge.topic_page import answer


def test_a_project_and_a_session_of_one_number_are_two():
    said = [Statement(project_id=7), Statement(session_id=7), Statement(project_id=7)]
    assert answer(said, None) == "3 texts of 2 projects and sessions."
