"""From a checked program to Python source: layout of types, code and data of the kernel image."""
