"""``asm!``: reading the call and its template, the instruction set as a table, and running it on the simulated CPU.

registers   the registers' names, classes, sizes
operands    the macro's arguments
template    the template strings: pieces of text and placeholders
reader      assembly text to instructions
table       which instructions there are, and the operands that each takes
encoding    how many bytes each has
check       types and registers of the operands; the typed tree
alu         results and flags of arithmetic
execute     instructions on the CPU
"""
