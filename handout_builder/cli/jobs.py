"""Names and options of a command line → jobs, or every unknown name at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from handout_builder.cli.settings import Paper
from handout_builder.errors import CommandError
from handout_builder.pipeline.handout import Job
from handout_builder.practice.library import Library, known


def jobs_for(
    library: Library,
    names: Sequence[str],
    brand: str | None = None,
    edition: str = "standard",
    paper: Paper | None = None,
    language: str | None = None,
) -> tuple[Job, ...]:
    """One job for each of `names`, for every handout when there are none. Raises CommandError for unknown names."""
    names = [_bare(name) for name in names]
    _know(
        *((name, library.handout_names, "handout") for name in names),
        *([(brand, library.brand_names, "brand")] if brand is not None else []),
        (edition, library.edition_names, "edition"),
        *([(language, library.language_names, "language")] if language is not None else []),
    )
    if not library.handout_names:
        raise CommandError(
            f"there is no handout in {library.root / 'handouts'}; write one there, such as back_pain.yaml"
        )
    wanted = dict.fromkeys(names or library.handout_names)
    return tuple(Job(name, brand, edition, paper.value if paper else None, language) for name in wanted)


def _bare(name: str) -> str:
    """The name of a handout from its name or the path of its file, which terminals complete."""
    path = Path(name)
    return path.stem if path.suffix == ".yaml" and path.parent.name in ("", "handouts") else name


def _know(*asked: tuple[str, Iterable[str], str]) -> None:
    unknown = []
    for name, names, kind in asked:
        try:
            known(name, names, kind)
        except CommandError as error:
            unknown.append(str(error))
    if unknown:
        raise CommandError("\n       ".join(unknown))
