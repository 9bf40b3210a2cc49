"""SVG source text of pictures that no plain shapes can say, by what is special about them."""

from __future__ import annotations

SQUARE = "<rect x='10' y='10' width='80' height='80' {}/>"
CLIPPED = "<clipPath id='c'>{}</clipPath><rect width='90' height='90' fill='teal' clip-path='url(#c)'/>"
STOPS = (
    "<stop offset='0' stop-color='#c00'/><stop offset='.4' stop-color='#fc0'/><stop offset='100%' stop-color='navy'/>"
)
LINEAR = f"<linearGradient id='g'>{STOPS}</linearGradient>"
FADING = (
    "<linearGradient id='w'><stop stop-color='white'/><stop offset='1' stop-color='white' stop-opacity='0'/>"
    "</linearGradient>"
)
DRAWN = {
    "from left to right": LINEAR + SQUARE.format("fill='url(#g)'"),
    "aslant, measured in the drawing": "<linearGradient id='g' gradientUnits='userSpaceOnUse' x1='20' y1='80'"
    f" x2='70' y2='30'>{STOPS}</linearGradient>" + SQUARE.format("fill='url(#g)'"),
    "transformed": "<linearGradient id='g' gradientTransform='rotate(60 .5 .5) scale(.7)'>"
    f"{STOPS}</linearGradient>" + SQUARE.format("fill='url(#g)'"),
    "round": f"<radialGradient id='g'>{STOPS}</radialGradient>" + SQUARE.format("fill='url(#g)'"),
    "round with a focus": f"<radialGradient id='g' r='60%' fx='.3' fy='.35'>{STOPS}</radialGradient>"
    + SQUARE.format("fill='url(#g)'"),
    "colours of another gradient": f"{LINEAR}<radialGradient id='r' cx='.3' xlink:href='#g'/>"
    + SQUARE.format("fill='url(#r)'"),
    "fading out": FADING.replace("white", "purple") + SQUARE.format("fill='url(#w)'"),
    "a hard edge": "<linearGradient id='g'><stop offset='.5' stop-color='red'/><stop offset='.5' stop-color='blue'/>"
    "</linearGradient>" + SQUARE.format("fill='url(#g)'"),
    "on a line": LINEAR + SQUARE.format("fill='none' stroke='url(#g)' stroke-width='12'"),
    "in a style sheet": "<style>.s{stop-color:#0a0} .t{fill:url(#g);opacity:.6}</style><linearGradient id='g'>"
    "<stop class='s'/><stop offset='1' style='stop-color:#00f'/></linearGradient>" + SQUARE.format("class='t'"),
    "in currentColor": "<g color='#808'><linearGradient id='g'><stop stop-color='currentColor'/>"
    "<stop offset='1' stop-color='gold'/></linearGradient></g>" + SQUARE.format("fill='url(#g)'"),
    "shown twice": LINEAR + "<defs><g id='a'><circle cx='25' cy='50' r='20' fill='url(#g)'/></g></defs>"
    "<use href='#a'/><use href='#a' x='50' opacity='.5'/>",
    "a mask by brightness": f"{FADING}<mask id='m'><rect width='100' height='100' fill='url(#w)'/></mask>"
    "<g mask='url(#m)'>" + SQUARE.format("fill='green'") + "</g>",
    "a mask by opacity": "<mask id='m' style='mask-type:alpha'><circle cx='50' cy='50' r='30' fill='#f00'"
    " opacity='.7'/></mask><g mask='url(#m)'>" + SQUARE.format("fill='green'") + "</g>",
    "a mask that uses a shape": "<defs><circle id='a' cx='50' cy='50' r='35'/></defs><mask id='m' fill='white'>"
    "<use href='#a'/></mask><g mask='url(#m)'><path d='M0 0h100v60h-100z' fill='#a50'/></g>",
    "layers that overlap": "<g opacity='.5'><rect width='60' height='60'/><rect x='30' y='30' width='60' height='60'"
    " fill='red'/></g>",
    "a fill and its line in one layer": SQUARE.format("stroke='red' stroke-width='14' opacity='.5'"),
    "many layers": "<g opacity='.5'>"
    + "".join(f"<path d='M{x % 12 * 8} {x // 12 * 8}h9v9z'/>" for x in range(120))
    + "</g>",
    "a clip of overlapping shapes": CLIPPED.format("<path d='M0 0h60v60z'/><path d='M10 10h70v70z'/>"),
    "a clip of two rules": CLIPPED.format(
        "<path d='M0 0h40v40h-40zM10 10h20v20h-20z' clip-rule='evenodd'/><path d='M50 50h40v40h-40zM60 60h20v20h-20z'/>"
    ),
    "a clip in parts of what it clips": CLIPPED.replace("'c'", "'c' clipPathUnits='objectBoundingBox'").format(
        "<circle cx='.5' cy='.5' r='.4'/>"
    ),
    "a stretched line": "<path d='M10 10h30v15' fill='none' stroke='red' stroke-width='6' transform='scale(2 3)'/>",
    "shifted dashes": "<path d='M5 50h90' stroke='red' stroke-width='9' stroke-dasharray='12 8'"
    " stroke-dashoffset='7'/>",
    "sharp corners": "<path d='M10 30L80 38L10 46L10 38Z' fill='none' stroke='red' stroke-width='3'"
    " stroke-miterlimit='20'/>",
    "a line under its fill": SQUARE.format("fill='gold' stroke='red' stroke-width='16' paint-order='stroke'"),
    "a mask in a mask": FADING + "<mask id='n'><circle cx='50' cy='50' r='40' fill='white'/></mask><mask id='m'>"
    "<g mask='url(#n)'><rect width='100' height='100' fill='url(#w)'/></g></mask><g mask='url(#m)'>"
    + SQUARE.format("fill='green'")
    + "</g>",
    "a mask in parts of what it masks": FADING
    + "<mask id='m' x='.25' width='50%' maskContentUnits='objectBoundingBox'>"
    "<circle cx='.5' cy='.5' r='.4' fill='url(#w)'/></mask>" + SQUARE.format("fill='green' mask='url(#m)'"),
    "a mask with a style from around it": "<g display='none' fill='#999' stroke='white' stroke-width='9'><mask id='m'>"
    "<circle cx='50' cy='50' r='30'/></mask></g>" + SQUARE.format("fill='green' mask='url(#m)'"),
    "a mask, a clip and a layer": FADING + "<mask id='m'><rect width='100' height='100' fill='url(#w)'/></mask>"
    "<clipPath id='c'><circle cx='50' cy='50' r='40'/></clipPath><g mask='url(#m)' clip-path='url(#c)' opacity='.6'>"
    + SQUARE.format("fill='green' stroke='red' stroke-width='20'")
    + "</g>",
    "a clip with a clip": "<clipPath id='d'><rect width='60' height='60'/></clipPath><clipPath id='c'"
    " clip-path='url(#d)'><circle cx='50' cy='50' r='40'/><rect width='30' height='30'/></clipPath>"
    "<g clip-path='url(#c)'>" + SQUARE.format("fill='teal'") + "</g>",
    "layers in a layer": "<g opacity='.5'><rect width='60' height='60'/><g opacity='.5'><rect x='20' y='20' width='60'"
    " height='60' fill='red'/><rect x='40' y='40' width='50' height='50' fill='blue'/></g></g>",
    "fading in a layer": f"<g opacity='.5'>{FADING.replace('white', 'navy')}<rect width='70' height='70'"
    " fill='url(#w)'/><circle cx='60' cy='60' r='35' fill='url(#w)'/></g>",
    "turned over": f"{LINEAR}<g transform='matrix(-1 0 0 1 100 0)'>" + SQUARE.format("fill='url(#g)'") + "</g>",
    "a stretched circle of colours": "<radialGradient id='g' gradientUnits='userSpaceOnUse' cx='0' cy='0' r='40'"
    f" gradientTransform='matrix(1 .5 -.3 .8 50 40)'>{STOPS}</radialGradient>" + SQUARE.format("fill='url(#g)'"),
    "a fill from the group": f"{LINEAR}<g fill='url(#g)'><rect width='40' height='90'/>"
    "<circle cx='70' cy='50' r='25'/></g>",
    "a see-through fill, and styles named inherit": LINEAR
    + "<g fill='rgba(200, 0, 0, .5)' stroke='url(#g)' stroke-width='9'><circle cx='30' cy='30' r='20' stroke='none'/>"
    + SQUARE.format("fill='inherit' stroke='inherit'")
    + "</g>",
    "a mask with a gradient from around it": f"{FADING}<g display='none' fill='url(#w)'><mask id='m'>"
    "<rect width='100' height='100'/></mask></g>" + SQUARE.format("fill='green' mask='url(#m)'"),
}
