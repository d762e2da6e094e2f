"""Galatea Studio: a portrait, moved by named facial action units, text or sound."""

__version__ = "0.1.0"
