"""A finished file and a password → the same file, encrypted with AES-256 (ISO 32000-2, revision 6)."""

from __future__ import annotations

from io import BytesIO


def locked(data: bytes, password: str) -> bytes:
    """The file that opens with `password` only; printing, and reading aloud by screen readers, stay allowed.

    Its keys are random, so equal inputs give different bytes; an encrypted file is no archival file (PDF/A forbids it).
    """
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        allowed = pikepdf.Permissions(
            accessibility=True, extract=True, modify_annotation=False, modify_assembly=False, modify_form=True,
            modify_other=False, print_highres=True, print_lowres=True,
        )  # fmt: skip
        file.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=6, allow=allowed))
    return out.getvalue()


def opens(data: bytes, password: str = "") -> bool:
    """Whether the file is whole enough to be read without repair, and opens with `password` ("" for an open file)."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data), password=password, attempt_recovery=False) as file:
            return len(file.pages) > 0
    except (pikepdf.PasswordError, pikepdf.PdfError):
        return False
