"""The ties and habits import-linter does not see, looked for in the syntax tree of every file of the package.

Each check is a function from one parsed file to the lines it refuses, and each is shown a bad sample first.
"""

import ast
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src/jointfund"
# Who may see a request; the sites, the pages they share, and the room that wires them.
SITES = {"config", "desk", "portal", "api", "ui"}


def height_of_rooms() -> dict[str, int]:
    """Each room's height in the house, from the import contract in pyproject.toml: 0 is the lowest."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {
        room.strip(" ()"): height
        for height, layer in enumerate(reversed(layers))
        for room in layer.replace(":", "|").split("|")
    }


HEIGHT = height_of_rooms()


@dataclass(frozen=True)
class Source:
    """One file of the package, parsed. `room` is its folder below jointfund, `path` what is shown."""

    path: str
    text: str

    @property
    def room(self) -> str:
        return Path(self.path).parts[0].removesuffix(".py")

    @property
    def is_migration(self) -> bool:
        return "migrations" in Path(self.path).parts

    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(ast.parse(self.text))

    def says(self, node: ast.AST, what: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 0)}: {what}"


def imported_names(source: Source) -> Iterator[tuple[ast.AST, str]]:
    """Every dotted name the file imports, with its node."""
    for node in source.nodes():
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def called_name(node: ast.Call) -> str:
    """The last word of what is called: `connect` of `signals.post_save.connect(…)`."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def requests_below_the_sites(source: Source) -> list[str]:
    """Domain code never sees a request."""
    if source.room in SITES:
        return []
    refused = ("django.http", "django.shortcuts", "django.views", "ninja")
    return [
        source.says(node, f"imports {name}; only {', '.join(sorted(SITES))} see a request")
        for node, name in imported_names(source)
        if name.startswith(refused)
    ]


def signals(source: Source) -> list[str]:
    """No signals between apps: call the function."""
    refused = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.test.signals")
    return [
        source.says(node, f"imports {name}; call the function instead of a signal")
        for node, name in imported_names(source)
        if name.startswith(refused)
    ]


def writes_to_a_status(source: Source) -> list[str]:
    """The public status has one writer, `programmes.services`."""
    if source.path.startswith("programmes/services") or source.room in {"reading", "rendering"}:
        return []
    found = []
    for node in source.nodes():
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        written = any(isinstance(t, ast.Attribute) and t.attr == "status" for t in targets)
        updated = (
            isinstance(node, ast.Call)
            and called_name(node) in {"update", "setattr"}
            and (
                any(keyword.arg == "status" for keyword in node.keywords)
                or any(isinstance(a, ast.Constant) and a.value == "status" for a in node.args)
            )
        )
        if written or updated:
            found.append(source.says(node, "writes a status outside programmes.services"))
    return found


def keys_by_name(source: Source) -> list[str]:
    """A foreign key named by a string does not point to an upper room."""
    if source.is_migration:
        return []
    found = []
    for node in source.nodes():
        if not (
            isinstance(node, ast.Call)
            and called_name(node) in {"ForeignKey", "OneToOneField", "ManyToManyField"}
        ):
            continue
        named = [*node.args[:1], *(k.value for k in node.keywords if k.arg in {"to", "through"})]
        for name in (n.value for n in named if isinstance(n, ast.Constant) and isinstance(n.value, str)):
            room = name.split(".")[0]
            if "." in name and HEIGHT.get(room, -1) >= HEIGHT.get(source.room, 0) and room != source.room:
                found.append(source.says(node, f"points up to {name}"))
    return found


def models_by_name(source: Source) -> list[str]:
    """`apps.get_model` hides a tie; a migration needs it and is judged by its dependencies."""
    if source.is_migration:
        return []
    return [
        source.says(node, "finds a model by name")
        for node in source.nodes()
        if isinstance(node, ast.Call) and called_name(node) == "get_model"
    ]


def generic_relations(source: Source) -> list[str]:
    """A generic relation points anywhere, and so up."""
    return [
        source.says(node, f"imports {name}, a tie to anything")
        for node, name in imported_names(source)
        if name.startswith("django.contrib.contenttypes.fields") or name.endswith(".GenericForeignKey")
    ]


def migrations_that_point_up(source: Source) -> list[str]:
    """A migration depends on its own room and rooms below."""
    if not source.is_migration:
        return []
    return [
        source.says(node, f"depends on {node.elts[0].value}, an upper room")
        for node in source.nodes()
        if isinstance(node, ast.Tuple)
        and len(node.elts) == 2
        and all(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in node.elts)
        and node.elts[1].value[:4].isdecimal()
        and node.elts[0].value != source.room
        and HEIGHT.get(node.elts[0].value, -1) >= HEIGHT.get(source.room, 0)
    ]


def broad_excepts(source: Source) -> list[str]:
    """A fault is named, never swallowed with all others."""
    return [
        source.says(node, "catches everything")
        for node in source.nodes()
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]


BAD = [
    (requests_below_the_sites, "programmes/queries.py", "from django.http import HttpRequest"),
    (requests_below_the_sites, "ledger/services.py", "def f():\n    from django.shortcuts import render"),
    (signals, "audit/models.py", "from django.db.models.signals import post_save"),
    (signals, "people/apps.py", "from django.dispatch import receiver"),
    (writes_to_a_status, "portal/views.py", "programme.status = 'funded'"),
    (writes_to_a_status, "ledger/services.py", "Programme.objects.update(status='funded')"),
    (writes_to_a_status, "intake/services.py", "setattr(programme, 'status', 'funded')"),
    (keys_by_name, "people/models.py", "key = models.ForeignKey('programmes.Programme', models.CASCADE)"),
    (keys_by_name, "documents/models.py", "key = ManyToManyField(to='ledger.Entry')"),
    (models_by_name, "audit/services.py", "apps.get_model('people', 'User')"),
    (
        generic_relations,
        "audit/models.py",
        "from django.contrib.contenttypes.fields import GenericForeignKey",
    ),
    (
        migrations_that_point_up,
        "people/migrations/0002_more.py",
        "class Migration:\n    dependencies = [('programmes', '0001_initial')]",
    ),
    (broad_excepts, "reading/pdf.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (broad_excepts, "reading/pdf.py", "try:\n    f()\nexcept:\n    pass"),
]
CHECKS = list(dict.fromkeys(check for check, _, _ in BAD))
Check = Callable[[Source], list[str]]


@pytest.mark.parametrize(("check", "path", "text"), BAD)
def test_a_bad_sample_is_refused(check: Check, path: str, text: str) -> None:
    assert check(Source(path, text))


GOOD = [
    (requests_below_the_sites, "portal/views.py", "from django.http import HttpRequest"),
    (writes_to_a_status, "programmes/services.py", "programme.status = 'funded'"),
    (keys_by_name, "programmes/models.py", "key = models.ForeignKey('people.Organisation', models.PROTECT)"),
    (keys_by_name, "programmes/models.py", "key = models.ForeignKey('self', models.PROTECT)"),
    (models_by_name, "people/migrations/0002_more.py", "apps.get_model('people', 'User')"),
    (
        migrations_that_point_up,
        "programmes/migrations/0002_more.py",
        "class Migration:\n    dependencies = [('people', '0001_initial'), ('programmes', '0001_initial')]",
    ),
]


@pytest.mark.parametrize(("check", "path", "text"), GOOD)
def test_what_the_house_allows_is_let_through(check: Check, path: str, text: str) -> None:
    assert check(Source(path, text)) == []


@pytest.mark.parametrize("check", CHECKS)
def test_the_package_keeps_to_the_house(check: Check) -> None:
    sources = [
        Source(str(p.relative_to(PACKAGE)), p.read_text(encoding="utf-8")) for p in PACKAGE.rglob("*.py")
    ]
    assert [line for source in sources for line in check(source)] == []


# In pieces, so that this file does not contain what it looks for.
REGISTRY_HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "com"))]


def registry_hosts(text: str) -> list[str]:
    """The names of package registries in a text: each machine is set to its own index."""
    return [host for host in REGISTRY_HOSTS if host in text.lower()]


def files_of_the_project() -> list[Path]:
    """Every file git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("NOT A GIT CLONE: the project's files cannot be listed")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_package_registry() -> None:
    assert registry_hosts(f"index = https://{REGISTRY_HOSTS[0]}/simple")
    found = {
        str(file.relative_to(ROOT)): hosts
        for file in files_of_the_project()
        if (hosts := registry_hosts(file.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


def test_no_file_of_the_package_is_long() -> None:
    long = {
        str(file.relative_to(ROOT)): count
        for file in PACKAGE.rglob("*.py")
        if "migrations" not in file.parts and (count := file.read_text(encoding="utf-8").count("\n")) > 450
    }
    assert long == {}, "past about 400 lines a file becomes a package, by noun"
