"""`jointfund publications verify`: every kept file against its hash; what differs is named, exit 1."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jointfund.publications.models import Release, ReleaseFile
from jointfund.publications.services import render_release


@pytest.fixture
def kept(demo_fund) -> Path:
    """Where the workbook of the second release is kept."""
    render_release(Release.objects.get(fund=demo_fund, number=2).pk)
    return Path(ReleaseFile.objects.get(release__number=2, form="xlsx").content.path)


def test_files_that_are_what_they_were_are_counted(kept, capsys):
    call_command("publications", "verify")
    assert "3 kept files agree with their hashes." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-1] + b"!"), "has the hash"),
        (lambda path: path.write_bytes(b""), "has 0 bytes instead of"),
        (lambda path: path.unlink(), "cannot be read"),
    ],
)
def test_a_file_that_is_not_is_named_and_the_command_fails(kept, capsys, damage, said):
    content = kept.read_bytes()
    try:
        damage(kept)
        with pytest.raises(CommandError, match="1 of 3 kept files") as failure:
            call_command("publications", "verify", "--fund", "mig00")
        assert failure.value.returncode == 1
        told = capsys.readouterr().err
        assert "MIG-P-0002 xlsx" in told
        assert said in told
    finally:
        kept.write_bytes(content)


def test_an_unknown_fund_is_refused(demo_fund):
    with pytest.raises(CommandError, match="No fund NONE") as refusal:
        call_command("publications", "verify", "--fund", "NONE")
    assert refusal.value.returncode == 2
