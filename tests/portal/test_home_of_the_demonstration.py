"""The home page of the demonstration: the published figure, dated, and what later reports tell."""


def test_the_published_figure_stands_with_its_month_and_what_is_known_since(demo_fund, client):
    page = client.get("/").content.decode()
    assert "31 approved programmes wait for money" in page
    assert "USD\u00a075.9M" in page
    assert "As of 31 July 2023" in page
    assert "28 still wait as far as later reports tell" in page


def test_a_day_asked_for_shows_that_day_alone(demo_fund, client):
    page = client.get("/?as_of=2024-04-30").content.decode()
    assert "30 approved programmes wait for money" in page
    assert "later reports" not in page


def test_the_numbers_lead_to_the_same_day(demo_fund, client):
    page = client.get("/").content.decode()
    assert 'href="/pipeline/?as_of=2023-07-31"' in page


def test_the_pipeline_leads_to_what_was_last_published(demo_fund, client):
    page = client.get("/pipeline/").content.decode()
    assert (
        'href="/pipeline/?as_of=2023-07-31">As last published, July 2023: 31 programmes, USD\u00a075,855,166<'
        in page
    )
    assert "As last published" not in client.get("/pipeline/?as_of=2023-07-31").content.decode()


def test_no_page_of_sources_shows_the_name_of_a_field(demo_fund, client):
    for address in (
        "/programmes/MIG-0022/sources/",
        "/documents/booklet-2023-07/",
        "/documents/fao-india-resilience/",
    ):
        page = client.get(address).content.decode()
        for name in ("budget_usd", "budget usd", "summary_text", "summary text", "key partners text"):
            assert name not in page


def test_every_place_of_a_document_says_what_rests_on_it(demo_fund, client):
    for document in client.get("/api/v1/documents").json()["results"]:
        page = client.get(f"/documents/{document['key']}/").content.decode()
        assert page.count('class="source-entry"') == page.count('class="plain-list small"'), document["key"]
