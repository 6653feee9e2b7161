"""From text to a syntax tree: scanner, parser, macros, derives, conditional compilation."""
