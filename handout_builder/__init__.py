"""Patient handouts: YAML and pictures in, clinic-branded print-ready PDF out."""

__version__ = "0.1.0"
