"""Checking of items and bodies: types are inferred, and all that rustc would reject is told in its words."""
