"""The home page of the demonstration: the published figure, dated, and what later reports tell."""


def test_the_published_figure_stands_with_its_month_and_what_is_known_since(demo_fund, client):
    page = client.get("/").content.decode()
    assert "31 approved programmes wait for money" in page
    assert "USD 75.9 million" in page
    assert "As of 31 July 2023" in page
    assert "28 still wait as far as later reports tell" in page


def test_a_day_asked_for_shows_that_day_alone(demo_fund, client):
    page = client.get("/?as_of=2024-04-30").content.decode()
    assert "30 approved programmes wait for money" in page
    assert "later reports" not in page


def test_the_numbers_lead_to_the_same_day(demo_fund, client):
    page = client.get("/").content.decode()
    assert 'href="/pipeline/?as_of=2023-07-31"' in page
