"""The measurements fail when a limit is broken; what they measure with is right."""

from bench.figures import Figure, best_of, report

from bench import __main__ as bench
from bench import figures


def test_a_broken_limit_fails_the_run_and_is_named(capsys):
    assert report([Figure("quick enough", 1, 2, "x"), Figure("too slow", 3, 2, "x")]) == 1
    printed = capsys.readouterr().out
    assert "BROKEN  too slow" in printed
    assert "holds   quick enough" in printed
    assert "1 of the limits broken" in printed


def test_a_run_within_its_limits_passes(capsys):
    assert report([Figure("queries", 4, 4)]) == 0
    assert "Every limit holds" in capsys.readouterr().out


def test_the_run_itself_exits_with_what_it_found(monkeypatch):
    from contextlib import nullcontext

    monkeypatch.setattr(bench, "throw_away", nullcontext)
    monkeypatch.setattr("bench.lists.measure_lists", lambda: [Figure("list", 9, 2, "x")])
    monkeypatch.setattr("bench.publications.measure_publications", list)
    monkeypatch.setattr("bench.chain.measure_chain", list)
    monkeypatch.setattr("bench.board.measure_board", list)
    monkeypatch.setattr(bench, "measure_export", list)
    monkeypatch.setattr(bench, "measure_reading", list)
    assert bench.main() == 1


def test_the_best_of_several_runs_counts():
    times = iter([0.0, 5.0, 5.0, 6.0, 6.0, 9.0])
    assert best_of(3, lambda: None, lambda: next(times)) == 1.0


def test_memory_is_that_of_this_process():
    assert 10 < figures.peak_megabytes() < 4_000
