"""A finished PDF → its first page as PNG."""

from __future__ import annotations

import io


def page_png(data: bytes, width: int) -> bytes:
    """The first page, `width` pixels wide, without any metadata."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        image = page.render(scale=width / page.get_width()).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    image.convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()
