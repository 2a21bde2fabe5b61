from jointfund.reading.enumerations import OPEN_LIST, marked_items, named_items, spoken_items


def test_marks_of_one_kind_make_a_list() -> None:
    assert [item.ordinal for item in marked_items("via: 1) roads; 2) wells; and 3) schools")] == [1, 2, 3]
    assert len(marked_items("(i) roads; (ii) wells")) == 2
    assert len(marked_items("a) roads; b) wells (see 1) below)")) == 2


def test_a_list_that_starts_again_is_another_list() -> None:
    assert len(marked_items("1) roads 2) wells. Then 1) schools 2) clinics 3) homes")) == 2


def test_names_may_contain_and() -> None:
    assert named_items("Albania, Bosnia and Herzegovina, and Serbia") == (
        "Albania",
        "Bosnia and Herzegovina",
        "Serbia",
    )
    assert named_items("Ana, Beni y Cobija") == ("Ana", "Beni", "Cobija")
    assert named_items("Post One and Post Two (near A); Post Three") == ("Post One", "Post Two", "Post Three")


def test_clauses_are_no_names() -> None:
    assert named_items("build roads, dig wells and teach") == ()


def test_parts_may_be_told_apart_by_words() -> None:
    assert spoken_items("First, it digs. Second, it builds. Lastly, it teaches.") == 3


def test_an_open_list_says_so() -> None:
    assert OPEN_LIST.search("partners such as")
    assert OPEN_LIST.search("a non-exhaustive list")
    assert not OPEN_LIST.search("the three partners")
