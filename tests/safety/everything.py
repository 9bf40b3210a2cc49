"""A practice whose one handout has every kind of section, picture and part of an exercise → its folder."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from handout_builder.practice.library import Library
from tests.pictures.raster.samples import noise, scene
from tests.safety.generated import Content, written

LONG = "Keep your whole back long and your head in one line with it, and breathe out slowly"
BLACK = "photocopy"
"""The edition of the practice that prints only black."""


def picture(file: str, **more: str) -> Content:
    return {"file": file, "alt": f"A person bends one knee, in the way called {file}.", "side": "none", **more}


EXERCISE: Content = {
    "name": "Knee hold",
    "purpose": "Loosens the back of your hip.",
    "equipment": "a firm chair",
    "position": "Sit tall on the chair.",
    "sides": "both",
    "precautions": {"head": "Ask us first", "text": "if your hip was replaced."},
    "safety": [{"level": "danger", "avoid": "Stop when a leg goes numb.", "hazard": "A nerve may be pressed."}],
    "steps": [
        {"do": "Bend one knee.", "figure": picture("clear", caption="One knee bent", credit="Drawing by A. Person")},
        {"do": "Hold it.", "detail": LONG + ".", "figure": picture("photo")},
        {
            "do": "Let it go.",
            "figure": picture("few_colours"),
            "safety": [{"level": "notice", "avoid": "Go slow.", "hazard": "Muscles pull back."}],
        },
        {"do": "Rest.", "figure": picture("grey")},
    ],
    "should_feel": "a stretch in your hip",
    "should_not_feel": "pain in your knee",
    "easier": "Hold it for less time.",
    "harder": "Pull it closer.",
    "muscles": ["buttock", "back of the hip"],
    "dosage": {"sets": "2", "repetitions": "5", "hold": "10 s", "frequency": "2 a day", "weeks": "4"},
    "video": "https://example.org/knee-hold",
    "review": {"status": "draft", "written": "2025-11-03"},
}
HANDOUT: Content = {
    "title": "Everything in one handout",
    "lead": "Each part is here once.",
    "series": {"name": "Hips", "part": 1, "next": "the other hip"},
    "brand": "acorn",
    "sections": [
        {"type": "text", "heading": "Words", "body": ["One.", "Two with **bold** words."]},
        {"type": "list", "heading": "A list", "intro": "These help:", "items": ["warmth", "rest"]},
        {
            "type": "ticks",
            "heading": "What fits",
            "hint": "Tick it.",
            "columns": [{"heading": "Where", "items": ["Hip", "Back"]}, {"heading": "When", "items": ["At night"]}],
        },
        {
            "type": "figure",
            "heading": "A photograph",
            "body": ["It shows a hip."],
            "figure": picture("photo", caption="A hip", credit="Photo by B. Person"),
        },
        {"type": "overview"},
    ],
    "safety": [{"level": "warning", "avoid": "Do not push on.", "hazard": "Pain is a sign."}],
    "exercises": [f"long_name_{number}" for number in range(5)],
    "closing": [
        {
            "type": "callout",
            "heading": "Build strength",
            "body": ["Ask us how."],
            "checks": [LONG, "Hips level", LONG + " each time that you go down or come up", "Tailbone tucked"],
            "closing": "Then go on.",
            "figure": picture("clear"),
        },
    ],
    "stop": {"emergency": ["cannot feel your foot"], "clinic": ["the hip swells"]},
    "review": {"status": "draft", "written": "2025-11-03"},
}


def everything(folder: Path) -> Library:
    """The practice, with a logo and pictures of pixels, and an edition that prints only black."""
    exercises = {
        name: EXERCISE | {"name": f"Slow holds of one knee on a firm chair, number {number}"}
        for number, name in enumerate(HANDOUT["exercises"])
    }
    library = written(folder, HANDOUT, exercises)
    images = folder / "images"
    clear = scene((400, 300)).convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    clear.save(images / "clear.png")
    noise((800, 600)).save(images / "photo.jpg", quality=90)
    scene((400, 300)).quantize(6).save(images / "few_colours.png")
    noise((400, 300)).convert("L").save(images / "grey.jpg")
    scene((300, 120)).save(folder / "layouts" / "brands" / "acorn" / "acorn.png")
    brand = folder / "layouts" / "brands" / "acorn" / "brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8").replace("acorn.svg", "acorn.png"), encoding="utf-8")
    standard = library.edition("standard").path.read_text(encoding="utf-8")
    black = folder / "layouts" / "editions" / f"{BLACK}.yaml"
    black.parent.mkdir(exist_ok=True)
    black.write_text(standard.replace("colours: brand", "colours: black"), encoding="utf-8")
    return Library(folder)
