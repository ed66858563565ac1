"""Docs that run: every Python block of README and docs, page by page; every `liushou` command shown exists."""

import doctest
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from markdown_it import MarkdownIt  # comes with rich

from liushou_core.cli import main
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.serialization.cases import read_cases
from liushou_core.serialization.packs import parse_policy

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "README.zh.md", *(ROOT / "docs").rglob("*.md")])
NOT_RUN = re.compile(r"<!--\s*not run:\s*(?P<reason>\S.*?)\s*-->", re.DOTALL)
SHELL = {"sh", "bash", "console", "shell"}


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, the line it starts on, and why it is not run, if it is not."""

    language: str
    text: str
    line: int
    not_run: str


def blocks(page: Path) -> Iterator[Block]:
    """Yield the page's fenced blocks in order; a comment `<!-- not run: reason -->` excuses the block after it."""
    reason = ""
    for token in MarkdownIt().parse(page.read_text("utf-8")):
        if token.type == "html_block":
            found = NOT_RUN.search(token.content)
            reason = found["reason"] if found else reason
        elif token.type == "fence":
            assert token.map is not None
            yield Block(token.info.partition(" ")[0], token.content, token.map[0] + 2, reason)
            reason = ""


def pages(*languages: str) -> list[object]:
    """Return the pages that hold a block in one of *languages*, as parameters named after their paths."""
    return [
        pytest.param(page, id=str(page.relative_to(ROOT)))
        for page in PAGES
        if any(block.language in languages and not block.not_run for block in blocks(page))
    ]


# README.zh.md shows the very code of README.md (a test below holds them equal), so running it again would show nothing.
TO_RUN = [page for page in pages("python", "pycon") if "README.zh.md" not in str(page)]


@pytest.mark.parametrize("page", TO_RUN)
def test_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page's Python blocks run one after another in one namespace, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {"__name__": "__page__"}
    for block in blocks(page):
        if block.not_run:
            continue
        if block.language == "pycon" or (block.language == "python" and block.text.startswith(">>>")):
            converse(block, namespace, page)
        elif block.language == "python":
            # Blank lines in front keep the page's own line numbers in a traceback.
            exec(compile("\n" * (block.line - 1) + block.text, page, "exec"), namespace)


def fenced(page: Path, language: str) -> str:
    """Return the page's blocks in *language*, joined, without those that are excused."""
    return "\n".join(b.text for b in blocks(page) if b.language == language and not b.not_run)


PACKS = [page for page in PAGES if fenced(page, "toml").startswith('schema = "liushou-policy/1"')]


@pytest.mark.parametrize("page", PACKS, ids=lambda page: page.name)
def test_page_is_a_pack(page: Path) -> None:
    """A page's TOML blocks, joined, are a pack without a doubt, and its JSON lines are cases that come out as they say."""
    policy = parse_policy(fenced(page, "toml"))
    assert policy.warnings == ()
    cases = read_cases(fenced(page, "jsonl"))
    assert [
        (case.name, unmet) for case in cases for unmet in case.answer(policy, MemoryFacts.build()).unmet
    ] == []


def converse(block: Block, namespace: dict[str, object], page: Path) -> None:
    """Run a block written as a conversation and compare what it answers."""
    example = doctest.DocTestParser().get_doctest(block.text, namespace, page.name, str(page), block.line - 1)
    runner = doctest.DebugRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(example, clear_globs=False)
    namespace.update(example.globs)


@pytest.mark.parametrize("page", pages(*SHELL))
def test_commands_exist(page: Path) -> None:
    """Every `liushou …` line of a shell block names a command and options that exist."""
    for block in blocks(page):
        if block.language in SHELL and not block.not_run:
            for words in commands(block.text):
                assert missing(words) == [], f"{page.name}: liushou {shlex.join(words)}"


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words after `liushou` of each command, in lines joined by && or ; or |."""
    for line in text.replace("\\\n", " ").splitlines():
        for part in re.split(r"&&|;|\|", line.removeprefix("$ ")):
            words = shlex.split(part, comments=True)
            if words and Path(words[0]).name == "liushou":
                yield words[1:]


def missing(words: list[str]) -> list[str]:
    """Return the words that the command line does not know: a sub-command, or an option of the one meant."""
    command: click.Command = main
    options: set[str] = {"--help"}
    unknown = []
    for word in words:
        options |= {name for p in command.params for name in (*p.opts, *p.secondary_opts)}
        if word.startswith("-"):
            unknown += [] if word.partition("=")[0] in options else [word]
        elif isinstance(command, click.Group):
            found = command.get_command(click.Context(command), word)
            unknown += [] if found else [word]
            command = found or command
    return unknown


def test_a_missing_command_is_noticed() -> None:
    """The check of commands can fail."""
    assert missing(["no-such-command", "--no-such-option"]) == ["no-such-command", "--no-such-option"]


def test_both_readmes_give_the_same_commands() -> None:
    """README.zh.md shows the same code as README.md; only the words around it differ."""
    shown = [[(b.language, b.text) for b in blocks(ROOT / name)] for name in ("README.md", "README.zh.md")]
    # Comments are words too, so Python blocks are compared without them.
    plain = [[(lang, re.sub(r"\s*#.*", "", text)) for lang, text in one] for one in shown]
    assert plain[0] == plain[1]


def test_links_lead_somewhere() -> None:
    """Every relative link of the READMEs names a file that is there (the builder checks those within docs)."""
    for name in ("README.md", "README.zh.md"):
        targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / name).read_text("utf-8"))
        assert [t for t in targets if not (ROOT / t).exists()] == []
