"""An exercise or a handout as its author wrote it → where its language or its words for a side would mislead.

The words of a text are judged by the language that the text is written in, whatever sheet prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from handout_builder.errors import Problem, did_you_mean
from handout_builder.model.exercise import Exercise
from handout_builder.model.language_code import best_of, written_alike
from handout_builder.model.side import FORMS_OF, Side
from handout_builder.practice.file_content import WRITTEN, FileContent, WrittenText, forms_in, value_of


def language_problems(content: FileContent) -> Iterator[Problem]:
    """Texts in another language than the fixed words around them, or in one that no file has the words of."""
    code, sheet = content.code, content.sheet
    if content.kind not in WRITTEN or code is None:
        return
    written = value_of(content.node, "language")
    place = written.place if written else content.node.place
    names = content.library.language_names
    if content.kind is Exercise and best_of(code, names) is None:
        yield Problem(place, f'there is no language "{code}"', did_you_mean(code, names))
    elif sheet and not written_alike(code, sheet.name):
        what = "exercise" if content.kind is Exercise else "handout"
        yield Problem(
            place,
            f'the {what} is written in "{code}", and the fixed words of the sheet are in "{sheet.name}"',
            f'print it with fixed words in "{code}", or translate it and write "language: {sheet.name}" in it',
        )


def form_problems(content: FileContent) -> Iterator[Problem]:
    """Forms of a text that no sheet would print."""
    if content.kind not in WRITTEN:
        return
    sides = content.sides if content.kind is Exercise else "none"
    printed = next((forms for name, forms in FORMS_OF.items() if name == sides), None)
    for place, form in forms_in(content.node):
        known_by_its_words = content.kind is Exercise and sides == "none" and form == "sided"
        if printed is None or form in printed or known_by_its_words:
            continue
        if content.kind is not Exercise:
            wrong, remedy = f'"{form}" is never printed, because a handout has no side', "write one text for all sheets"
        elif sides == "both":
            wrong = f'"{form}" is never printed, because the exercise says "sides: both"'
            remedy = 'write all in one text, such as "Lift one knee, then the other", or "sides: one"'
        else:
            wrong = f'"{form}" is never printed, because the exercise says "sides: {sides}"'
            remedy = 'write "sides: both", or another form' if form == "both" else 'write "sides: one", or one text'
        yield Problem(place, wrong, remedy)
    if content.kind is Exercise and sides in ("both", "none"):
        yield from _pictures_of_sides(content)


def _pictures_of_sides(content: FileContent) -> Iterator[Problem]:
    """A picture for each side where no sheet has a side."""
    for each in content.texts:
        if each.key == "alt" and each.form in ("left", "right"):
            yield Problem(
                each.place,
                f'a picture for the {each.form} side is in an exercise that says "sides: {content.sides}"',
                'write one picture, or "sides: one"',
            )


def bare_side_problems(content: FileContent) -> Iterator[Problem]:
    """Sides in words that a sheet for the other side would print too."""
    if content.sides == "none":
        for each in content.texts:
            if each.text.names_side:
                said = 'the text names a side, but the exercise says "sides: none"'
                yield Problem(each.place, said, 'write "sides: one", or drop the side')
    elif content.words:
        named = {each: list(content.words.bare_sides.named_in(each.text.words)) for each in content.texts}
        judged = _one_side_only(named) if content.sides == "both" else _wrong_on_a_sheet(named)
        yield from judged


Named = dict[WrittenText, list[tuple[Side, str]]]
"""The sides that each text names in words, in reading order."""


def _one_side_only(named: Named) -> Iterator[Problem]:
    """Words for one side throughout, in an exercise that is done on both."""
    both = {side for each, sides in named.items() if each.key != "alt" for side, _ in sides} >= {Side.LEFT, Side.RIGHT}
    for each, sides in named.items() if not both else ():
        if sides and len({side for side, _ in sides}) == 1:
            yield Problem(
                each.place,
                f'the text names the {sides[0][0]} side ("{sides[0][1]}"), and the exercise is done on both',
                "name both sides, one after the other, or say it without the word",
            )


def _wrong_on_a_sheet(named: Named) -> Iterator[Problem]:
    for each, sides in named.items():
        own = Side(each.form) if each.form in ("left", "right") else None
        if own is None:
            for word in dict.fromkeys(word for _, word in sides):
                yield Problem(
                    each.place,
                    f'the bare word "{word}" is in a sided exercise and would be wrong on the other side\'s sheet',
                    'write {side} or {other_side} in a "sided:" text, or whole texts as "left:" and "right:", '
                    "or say it without the word",
                )
        elif sides and own not in {side for side, _ in sides}:
            wrong = f'the text for the {own} side says "{sides[0][1]}", which is the other side'
            yield Problem(each.place, wrong, "name the side itself, or say it without the word")
    for _, forms in groupby(sorted(named, key=lambda each: each.group), key=lambda each: each.group):
        yield from _unlike(named, {each.form: each for each in forms})


def _unlike(named: Named, forms: dict[str | None, WrittenText]) -> Iterator[Problem]:
    """Texts for left and right that do not name the sides in turn: a word of one of them was not exchanged."""
    left, right = forms.get("left"), forms.get("right")
    if left is None or right is None:
        return
    for_left, for_right = ([side for side, _ in named[each]] for each in (left, right))
    if Side.LEFT in for_left and Side.RIGHT in for_right and for_left != [side.other for side in for_right]:
        yield Problem(
            right.place,
            'the text does not name the opposite of each side that the "left" text names',
            "write both texts alike, with left and right exchanged",
        )
