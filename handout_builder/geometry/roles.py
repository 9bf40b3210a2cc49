"""The colour roles of figures; a palette (the brand's, low-ink or grey) gives each one a colour.

| role | what it paints |
|---|---|
| `figink` | outlines, facial features, folds |
| `skin`, `skin_far` | skin of the near parts; of limbs on the far side of the body |
| `shirt`, `shirt_far` | top and sleeves |
| `shorts`, `shorts_far` | shorts, trousers or leggings |
| `hair` | hair, brows |
| `shoe` | shoes |
| `prop`, `prop_fill` | edges and faces of furniture, mats, floor, balls and bands |
| `prop_soft` | pillows and towels, a tone darker than the mat under them |
| `shade` | soft shade on bodies, props and the ground, always translucent; none in a low-ink palette |
| `accent` | arrows, guides, edges of highlighted areas |
| `zone`, `hatch` | the fill and the hatch of a highlighted area; only such an area has a hatch |
| `ghost` | outline of a pale earlier position (its fill is `paper`) |
| `muscle`, `bone` | anatomy plates |
| `text`, `muted`, `paper` | words, quiet words and leaders, the background |

A colour-blind or black-and-white reader loses nothing: zones are hatched and outlined, far limbs have thinner lines.
"""

from __future__ import annotations

ROLES: tuple[str, ...] = (
    "figink", "skin", "skin_far", "shirt", "shirt_far", "shorts", "shorts_far", "hair", "shoe", "prop", "prop_fill",
    "prop_soft", "shade", "accent", "zone", "hatch", "ghost", "muscle", "bone", "text", "muted", "paper",
)  # fmt: skip

SAMPLE_PALETTE: dict[str, str] = {
    "figink": "#16303A", "skin": "#FCF3EA", "skin_far": "#E3E7E9", "shirt": "#B5E3E7", "shirt_far": "#9CCBD1",
    "shorts": "#17727A", "shorts_far": "#0F5058", "hair": "#27363C", "shoe": "#FFFFFF", "prop": "#6B787E",
    "prop_fill": "#F2F5F6", "prop_soft": "#D3DADD", "shade": "#16303A", "accent": "#B3135F", "zone": "#FBDCE8",
    "hatch": "#B3135F",
    "ghost": "#9AA5AE", "muscle": "#C0392B", "bone": "#F4EDDC", "text": "#16303A", "muted": "#5B6B72",
    "paper": "#FFFFFF",
}  # fmt: skip
"""Colours for looking at a figure without a brand."""
