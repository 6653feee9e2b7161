"""The documentation's sources; `generate` makes pages of the reference out of the code."""
