"""Hides the library module of its name."""
