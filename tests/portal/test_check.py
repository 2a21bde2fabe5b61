"""Check my text and the comparison of editions, as anybody meets them."""

import csv
import io
import re
from html import unescape

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.papers import BOOKLET

from jointfund.documents.models import Document
from jointfund.portal.draft_form import MOST_BYTES, MOST_LETTERS

DRAFT = (
    "The Fund has 20 funded programmes and raised USD 57.5M.\n\n"
    "There are 281 million migrants. Germany contributed USD 19.6 million.\n"
)


@pytest.fixture
def send(client, demo_fund):
    """What a person reads after handing something in."""

    def post(address="/check/", **fields):
        return client.post(address, fields)

    return post


def text_of(response) -> str:
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(body))


def marks_of(response) -> list[tuple[str, str]]:
    """Class and words of each mark in the text."""
    found = re.findall(r'<a class="claim is-(\w+)"[^>]*>([^<]*)<', response.content.decode())
    return [(code, unescape(words)) for code, words in found]


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_form_says_what_is_done_with_the_text(client, demo_fund):
    text = text_of(client.get("/check/"))
    assert "It is not stored" in text
    assert "57.5M does not agree with 57,425,741" in text
    assert "300,000 characters" in text


def test_a_pasted_draft_is_marked_explained_and_corrected(send):
    response = send(text=DRAFT)
    assert marks_of(response) == [
        ("changed_since", "20 funded programmes"),
        ("differs", "USD 57.5M"),
        ("not_in_the_record", "281 million migrants"),
        ("agrees", "USD 19.6 million"),
    ]
    text = text_of(response)
    assert "4 claims found: 1 to correct, 1 changed since." in text
    assert "the record has USD 57,425,741 as of January 2024" in text
    assert "The Fund has 23 funded programmes and raised USD 57.4M." in text
    assert 'href="/contributors/germany/"' in response.content.decode()


def test_every_mark_has_a_word_and_leads_to_its_explanation_and_back(send):
    html = send(text=DRAFT).content.decode()
    for number in range(1, 5):
        assert html.count(f'id="claim-{number}"') == html.count(f'id="text-{number}"') == 1
        assert f'href="#claim-{number}"' in html
        assert f'href="#text-{number}"' in html
    for word in ("agrees", "differs", "changed since", "not in the record"):
        assert word in html


def test_nothing_is_stored(send):
    before = Document.objects.count()
    send(text=DRAFT)
    assert Document.objects.count() == before


def test_the_findings_come_as_csv(send):
    response = send(text=DRAFT, format="csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["mark"] for row in rows] == ["changed_since", "differs", "not_in_the_record", "agrees"]
    assert response.headers["Content-Disposition"].startswith('attachment; filename="MIG00-checked-text-')


def test_a_word_file_is_read(send):
    book = io.BytesIO()
    paper = docx.Document()
    paper.add_paragraph("The Fund has raised USD 57.5M.")
    paper.save(book)
    response = send(file=upload(book.getvalue(), "speech.docx"))
    assert marks_of(response) == [("differs", "USD 57.5M")]
    assert "speech.docx" in text_of(response)


def test_the_record_of_another_day_can_be_asked(send):
    response = send("/check/?as_of=2023-08-01", text="There are 20 funded programmes.")
    assert marks_of(response) == [("agrees", "20 funded programmes")]


def test_markup_of_a_draft_stays_text(send):
    html = send(text="<script>alert(1)</script> raised USD 57.5M").content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "There is no text yet"),
        ({"text": " \n "}, "There is no text yet"),
        ({"text": "a" * (MOST_LETTERS + 1)}, "more than this page reads"),
        ({"text": "1 2 " * 3_000}, "more than 4,000 numbers"),
        ({"file": upload(b"", "empty.txt")}, "is empty"),
        ({"file": upload(b"\x00\x01\x02" * 50, "picture.png")}, "is not text, PDF or Word"),
        ({"file": upload(b"%PDF-1.7 broken", "broken.pdf")}, "damaged PDF"),
        ({"file": upload(b"PK\x03\x04 broken", "broken.docx")}, "broken.docx"),
        ({"file": upload(b"a" * (MOST_BYTES + 1), "long.txt")}, "larger than 10 MB"),
    ],
    ids=["empty", "blank", "long", "numbers", "empty file", "picture", "broken pdf", "broken docx", "large"],
)
def test_what_cannot_be_read_is_refused_in_words_on_the_page(send, fields, words):
    response = send(**fields)
    assert response.status_code == 200
    assert "Please look at this again" in text_of(response)
    assert words in text_of(response)


def test_a_text_beyond_what_the_server_takes_is_refused_on_the_page(send):
    response = send("/check/", text="a" * 3_000_000, format="csv")
    assert response.status_code in (200, 413)
    assert "more than this page reads" in text_of(response)


def test_a_form_that_was_not_ours_is_refused(demo_fund):
    assert Client(enforce_csrf_checks=True).post("/check/", {"text": DRAFT}).status_code == 403


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=300),
    file=st.one_of(st.none(), st.binary(max_size=200)),
    kind=st.sampled_from(["x.txt", "x.pdf", "x.docx", "…"]),
    form=st.sampled_from(["", "csv", "nonsense"]),
)
def test_nothing_handed_in_ends_in_an_error(client, demo_fund, text, file, kind, form):
    fields = {"text": text, "format": form, "name": "a\x00b"}
    if file is not None:
        fields["file"] = upload(file, kind)
    assert client.post("/check/", fields).status_code == 200


def test_two_editions_are_compared_on_their_page(send):
    old = upload(BOOKLET.encode(), "march.txt")
    new = upload(BOOKLET.replace("1,234,567", "1,300,000").encode(), "june.txt")
    text = text_of(send("/data/editions/", old_file=old, new_file=new))
    assert "0 entered, 0 left, 0 moved, 1 changed, 2 unchanged." in text
    assert "The budget rose by USD 65,433, from USD 1,234,567 to USD 1,300,000" in text
    assert "march.txt, lines" in text


def test_a_booklet_is_compared_with_the_record_of_a_day(send):
    response = send("/data/editions/", day="2023-07-31", new_file=upload(BOOKLET.encode(), "next.txt"))
    text = text_of(response)
    assert "the record as of 31 July 2023" in text
    assert re.search(r"\b\d entered, (\d+) left", text)
    assert 'href="/programmes/MIG-0001/"' in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose the file of the later edition"),
        ({"new_file": upload(b"Dear friends", "letter.txt")}, "lists no programme"),
        ({"new_file": upload(BOOKLET.encode(), "b.txt"), "day": "yesterday"}, "Write the day like"),
        ({"new_file": upload(BOOKLET.encode(), "b.txt"), "old_file": upload(b"", "a.txt")}, "is empty"),
    ],
)
def test_editions_that_cannot_be_compared_are_refused_in_words(send, fields, words):
    response = send("/data/editions/", **fields)
    assert response.status_code == 200
    assert words in text_of(response)


def test_what_entered_left_and_changed_comes_as_a_file_of_the_page_shown(send):
    old = upload(BOOKLET.encode(), "march.txt")
    new = upload(BOOKLET.replace("1,234,567", "1,300,000").encode(), "june.txt")
    page = send("/data/editions/", old_file=old, new_file=new).content.decode()
    sealed = re.search(r'name="rows" value="([^"]+)"', page)[1]
    answer = send("/data/editions/", rows=sealed)
    assert answer["Content-Disposition"].startswith('attachment; filename="MIG00-editions-')
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["change"], row["field"]) == ("changed", "budget")
    assert (row["before"], row["after"]) == ("USD 1,234,567", "USD 1,300,000")
    assert row["later_place"].startswith("june.txt, lines")


def test_a_file_of_a_comparison_with_the_record_names_what_left(send):
    page = send("/data/editions/", day="2023-07-31", new_file=upload(BOOKLET.encode(), "next.txt"))
    sealed = re.search(r'name="rows" value="([^"]+)"', page.content.decode())[1]
    rows = list(csv.DictReader(io.StringIO(send("/data/editions/", rows=sealed).content.decode("utf-8-sig"))))
    left = [row for row in rows if row["change"] == "left"]
    assert left
    assert all(row["earlier_place"].startswith("MIG-") and not row["later_place"] for row in left)


def test_rows_that_were_changed_on_the_way_are_refused(send):
    answer = send("/data/editions/", rows="changed:on:theway")
    assert "These rows are not as this page gave them" in text_of(answer)
