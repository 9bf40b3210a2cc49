"""The printed words of the handout and its exercises: each fact of the article is there, here as fact and pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from handout_builder.model.author_text import author_text
from handout_builder.model.rich_text import words
from handout_builder.source.parse import Mapping, Node, Scalar, Sequence, load
from tests import REPOSITORY

HANDOUTS = REPOSITORY / "handouts"
NOT_PRINTED = frozenset(
    {"file", "video", "side", "sides", "mirror", "level", "source", "review", "dosage", "type", "alt"}
)
VALUES = {"side": "S", "other_side": "O", "clinic": "clinic", "clinician": "clinician", "emergency": "0", "phone": "0"}

FACTS = {
    "iliopsoas": [
        ("rubbing the low back helps some", r"Rubbing the low back helps some people"),
        ("others see no change, or pain returns", r"Others feel no change, or the pain comes back"),
        ("two deep muscles are overlooked", r"Two deep belly muscles are often missed"),
        ("the quadratus lumborum lies deepest", r"quadratus lumborum, the deepest one"),
        ("it joins low back, lowest ribs and hips", r"joins your low back to your lowest ribs and hips"),
        ("tight spots feel like sciatica", r"Tight spots in both can feel like sciatica"),
        ("they send pain to groin, hip, buttock, leg", r"The groin, hip, buttock or leg may hurt"),
        ("part 2 is about the quadratus lumborum", r"quadratus lumborum.* Part 2 is about it"),
        ("the biggest hip flexor", r"iliopsoas .* is your biggest hip bender"),
        ("the only muscle from spine to leg", r"No other muscle ties your spine to your legs"),
        ("three parts", r"three parts\. Psoas major and psoas minor .* iliacus"),
        ("both psoas from the sides of the vertebrae", r"start at the sides of your low-back bones"),
        ("iliacus inside the hip bone", r"iliacus lines the inside of your hip bone"),
        ("joined, they end inside the thigh bone", r"All join, and end at a small knob inside the top of your thigh"),
        ("they bend hip and spine", r"bends your hip and spine"),
        ("they tip the pelvis", r"tips your pelvis forward"),
        ("they help bend to the side", r"helps your low back bend to the side"),
        ("what makes it strong", r"moves that bend your hip and work your low belly make this muscle strong"),
        ("form isolates the deep low belly", r"The better your form, the more your deep low belly works"),
        ("strong: back", r"^Back straight$"),
        ("strong: pelvis", r"^Tailbone tucked$"),
        ("strong: hips", r"^Hips level and straight$"),
        ("low back pain is the most common sign", r"^Low back \(most common\)$"),
        *((f"pain: {area}", f"^{area}$") for area in ("Low belly", "Groin", "Buttock", "Down the leg", "Hip")),
        *((f"pain: {area}", f"^{area}$") for area in ("Back of the pelvis", "Top of the hip bone")),
        *((f"when: {moment}", f"^{moment}$") for moment in ("After you sit for long", "After a long walk")),
        *((f"when: {moment}", f"^{moment}$") for moment in ("Rising from a seat or bend", "When you squat")),
        *((f"when: {moment}", f"^{moment}$") for moment in ("When you climb stairs", "When you do belly moves")),
        *((f"posture: {sign}", f"^{sign}$") for sign in ("Deep curve in low back", "Pelvis tips forward")),
        ("posture: hunched", r"^Low back is hunched$"),
    ],
    "exercises/lunge_stretch": [
        ("feet hip-wide", r"feet as wide as your hips"),
        ("only as low as is comfortable", r"Sink only as low as feels OK"),
        ("hips straight ahead", r"^Point both hips ahead"),
        ("tuck as far as possible", r"Tuck as far as you can"),
        ("first felt at hip and upper thigh", r"pull starts at the front of your S hip and upper thigh"),
        ("the arm opposite the back leg", r"^Reach up with your O arm"),
        ("both arms are fine", r"both arms if that feels better or steadier"),
        ("the stretch moves up to the belly", r"pull moves up to your belly"),
        ("lean to the other side", r"^Lean a little to the O"),
        ("gently, away from the back leg", r"Lean gently away from your S leg"),
        ("the lean reaches the iliacus", r"hip opens, and the pull reaches the inside of your hip bone"),
        ("never lean back", r"^Do not lean back"),
        ("leaning back strains", r"Leaning back strains your low back"),
        ("leaning back aggravates", r"can make the pain worse"),
        ("not felt: tuck, hips ahead, lower, wider", r"tuck more\. Point both hips ahead\. Sink lower or step wider"),
        ("knee on the ground for balance", r"for balance, .* rest your back knee on the ground"),
    ],
    "exercises/bed_edge_stretch": [
        ("gentler, for knee problems", r"softer stretch\. Good if your knees hurt"),
        ("bed or table", r"bed or table"),
        ("sacrum at the edge", r"end of your spine on the edge"),
        ("buttocks past the edge", r"buttocks hang just past it"),
        ("the low back can arch a lot", r"low back can arch a lot"),
        ("tuck", r"^Tuck your tailbone under"),
        ("the low belly holds the back", r"Draw in your low belly to hold up your low back"),
        ("tucking aims the stretch", r"stretch then goes to the deep hip muscle"),
        ("knee to the chest, hands around it", r"Clasp it with both hands\. Pull it to your chest"),
        ("less arch", r"flattens your back"),
        ("more stretch in the hanging leg", r"helps stretch the other leg"),
        ("gravity opens gently", r"Gravity does the work\. It gently opens"),
        ("both sides", r"Do both sides"),
        ("roll and push up", r"roll gently to one side\. Push up with your arms"),
        ("not felt: tuck or move to the edge", r"tuck more, or scoot closer to the edge, so the leg drops lower"),
        ("milder than the lunge", r"The lunge may feel stronger"),
    ],
    "exercises/ball_massage": [
        ("about one inch out, one inch down", r"about 1 inch out to the side\. Then go 1 inch down"),
        ("from the belly button", r"Start at your belly button"),
        ("face down", r"^Lie face down on the ball"),
        ("weight slowly, as is comfortable", r"weight sink in bit by bit\. Stop where it still feels OK"),
        ("try sizes", r"try other ball sizes to find what feels best"),
        ("a small melon", r"size of a small melon"),
        ("smaller for the iliacus", r"smaller ball\. It reaches inside your hip bone \(the iliacus\)"),
        ("roll slowly", r"^Roll slowly"),
        ("stay on a tender spot", r"Stop on a tender spot\. Stay there until it eases"),
        ("lift the leg of the ball's side", r"Use the leg on the side of the ball"),
        ("one inch", r"^Lift your S leg 1 inch"),
        ("straight", r"Keep your S leg straight"),
        ("slowly, with the breath", r"Breathe in and lift slowly\. Breathe out and lower"),
        ("small is enough", r"Even a small lift works"),
        ("a pulse: move at once, gently", r"Feel a beat under the ball\? Gently move it at once"),
        ("the pulse is a large blood vessel", r"large, deep blood vessel"),
    ],
}
CHECKLIST = [
    pytest.param(name, pattern, id=f"{name}: {fact}") for name, facts in FACTS.items() for fact, pattern in facts
]


def texts(node: Node) -> Iterator[str]:
    """Everything of a file that is printed, as written."""
    if isinstance(node, Scalar):
        yield node.text or ""
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from texts(item)
    elif isinstance(node, Mapping):
        for key, (_, value) in node.entries.items():
            if key not in NOT_PRINTED:
                yield from texts(value)


@pytest.fixture(scope="module")
def printed() -> dict[str, list[str]]:
    return {
        name: [words(author_text(text).fill(VALUES, metric=False)) for text in texts(load(HANDOUTS / f"{name}.yaml"))]
        for name in FACTS
    }


@pytest.mark.parametrize(("name", "pattern"), CHECKLIST)
def test_each_fact_of_the_article_is_told(name: str, pattern: str, printed: dict[str, list[str]]) -> None:
    assert any(re.search(pattern, text) for text in printed[name])
