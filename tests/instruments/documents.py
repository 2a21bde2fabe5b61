"""Questionnaires the tests write themselves, and answers to them for properties."""

from hypothesis import strategies as st

from jointfund.instruments.answers import Answer, Answers
from jointfund.instruments.questionnaire import QuestionKind


def question(code, *points, kind="scale", **more):
    """A closed question whose answers a, b, c … earn the points given."""
    options = [
        {"code": "abcdefgh"[n], "label": f"Answer {n}", "points": earned, "suggestion": f"Do {code}"}
        for n, earned in enumerate(points)
    ]
    return {"code": code, "kind": kind, "text": f"Question {code}?", "options": options, **more}


def small(**more):
    """Two sections, four questions, one of them asked only after `first` was answered b or c."""
    return {
        "code": "small",
        "title": "A small one",
        "valid_from": "2024-01-01",
        "source": "written for a test",
        "rule": "share_of_points",
        "bands": [
            {"code": "A", "label": "good", "at_least": "75"},
            {"code": "B", "label": "fair", "at_least": 40},
            {"code": "C", "label": "weak", "at_least": 0},
        ],
        "sections": [
            {
                "code": "one",
                "title": "One",
                "questions": [
                    question("first", "0", "1", "2"),
                    question(
                        "second",
                        "0",
                        "4",
                        shown_if=[{"question": "first", "kind": "is", "values": ["b", "c"]}],
                    ),
                ],
            },
            {
                "code": "two",
                "title": "Two",
                "questions": [
                    question("third", "0", "3", None),
                    {"code": "why", "kind": "text", "text": "Why?", "is_required": False},
                ],
            },
        ],
        **more,
    }


@st.composite
def questionnaires(draw, *, with_conditions=True):
    """Documents of questionnaires that hold together, of every rule."""
    sections, earlier = [], []
    for s in range(draw(st.integers(1, 3))):
        rows = []
        for q in range(draw(st.integers(1, 4))):
            code = f"q{s}_{q}"
            points = [str(p) for p in draw(st.lists(st.integers(0, 5), min_size=2, max_size=4))]
            points[-1] = str(max(1, int(points[-1])))
            more = {"weight": draw(st.sampled_from(["0.5", "1", "3"])), "is_required": draw(st.booleans())}
            if with_conditions and earlier and draw(st.booleans()):
                values = draw(st.lists(st.sampled_from("ab"), min_size=1, unique=True))
                more["shown_if"] = [
                    {"question": draw(st.sampled_from(earlier)), "kind": "is", "values": values}
                ]
            rows.append(question(code, *points, **more))
            earlier.append(code)
        weight = draw(st.sampled_from(["1", "2"]))
        sections.append({"code": f"s{s}", "title": f"Section {s}", "weight": weight, "questions": rows})
    rules = ["sum_of_points", "share_of_points", "mean_of_sections", "lowest_section"]
    return small(sections=sections, rule=draw(st.sampled_from(rules)))


@st.composite
def answers_to(draw, questionnaire, *, complete=False):
    """Some answers to a questionnaire, also to questions that are not asked."""
    found = {}
    for one in questionnaire.questions():
        if one.kind is QuestionKind.TEXT or not (complete or draw(st.integers(0, 4))):
            continue
        found[one.code] = Answer(draw(st.sampled_from([option.code for option in one.options])))
    return Answers(found)
