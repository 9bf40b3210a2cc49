"""The plans of a batch, one after the other → how often each was there before, in memory that does not grow."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

from handout_builder.pipeline.plan_text import plan_text
from handout_builder.plans.plan import Plan


class Copies:
    """Counts equal plans in a temporary database, which holds hashes only. Close it at the end."""

    def __init__(self) -> None:
        self._counts = sqlite3.connect("")  # on disk, without a name, deleted by the system
        self._counts.execute("CREATE TABLE plans (hash BLOB PRIMARY KEY, copies INTEGER) WITHOUT ROWID")

    def close(self) -> None:
        """Give the database back to the system."""
        self._counts.close()

    def next(self, plan: Plan) -> int:
        """1 for a plan that was not there before, 2 for its second row, and so on."""
        key = sha256(plan_text(plan).encode("utf-8")).digest()[:16]
        adding = "INSERT INTO plans VALUES (?, 1) ON CONFLICT (hash) DO UPDATE SET copies = copies + 1"
        self._counts.execute(adding, (key,))
        (count,) = self._counts.execute("SELECT copies FROM plans WHERE hash = ?", (key,)).fetchone()
        return int(count)
