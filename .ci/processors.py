"""Kinds of processor → the environment variables under which this machine computes like one of them."""

from __future__ import annotations

PROCESSORS = {
    "processor-no-avx": {"OPENBLAS_CORETYPE": "Prescott"},
    "processor-no-avx2": {"NPY_DISABLE_CPU_FEATURES": "X86_V3"},
    "processor-no-fma": {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2"},
}
"""Of OpenBLAS, of NumPy and of the C library of GNU. Each has an effect on x86-64 only."""
