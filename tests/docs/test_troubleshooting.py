"""docs/troubleshooting.md has a row for every message of the program, and no row for a message that is gone."""

from __future__ import annotations

import re
from html import unescape

from tests import REPOSITORY
from tests.docs.messages import messages, pattern
from tests.docs.pages import PAGES


def named() -> list[str]:
    """Every message in the first cells; the first table is about what one sees and names messages of its own."""
    _, _, page = PAGES["troubleshooting"].partition("## Reading a YAML file")
    cells = re.findall(r"^\| ((?:`|<code>).+?) \| ", page, re.MULTILINE)
    return [unescape(one or other) for cell in cells for one, other in re.findall(r"`(.+?)`|<code>(.+?)</code>", cell)]


def test_every_message_is_there_and_no_other() -> None:
    found = messages()
    missing = [f"write a row for  `{text}`  ({found[text]})" for text in sorted(set(found) - set(named()))]
    gone = [f"no code says  `{text}`" for text in sorted(set(named()) - set(found))]
    assert not missing and not gone, "\n".join(["docs/troubleshooting.md:", *missing, *gone])


def test_what_wrong_files_bring_up_is_there() -> None:
    known = [pattern(message) for message in named()]
    printed = {
        re.sub(r"^(?:\S+:)?\d+:\d+: (?:\w+: )?", "", line)
        for path in sorted((REPOSITORY / "tests" / "wrong").glob("*/*.yaml"))
        for line in re.findall(r"^# problem (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(printed) > 100
    assert sorted(line for line in printed if not any(each.match(line) for each in known)) == []
