"""Six numbers → an affine transform of the plane that can be joined with another and applied to points."""

from __future__ import annotations

from dataclasses import dataclass

from handout_builder.geometry.arithmetic import hypot


@dataclass(frozen=True, slots=True)
class Matrix:
    """x' = a·x + c·y + e, y' = b·x + d·y + f; the identity when no number is given."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, inner: Matrix) -> Matrix:
        """The transform that applies `inner` first, then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The image of the point (x, y)."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def even_scale(self) -> float | None:
        """The factor by which every length grows; None when it depends on the direction of the length."""
        along, across = hypot(self.a, self.b), hypot(self.c, self.d)
        slant = self.a * self.c + self.b * self.d
        largest = max(along, across)
        even = abs(along - across) <= 1e-6 * largest and abs(slant) <= 1e-6 * largest * largest
        return (along + across) / 2 if even else None
