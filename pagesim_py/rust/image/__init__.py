"""What is kept from one process to the next, so that the command need not do it again.

- `crates`: our own crates as they are after being parsed, resolved, checked and lowered, in small pieces that come back
  when they are first needed (`graph`). Reading them takes most of the time that a small kernel takes to compile.
- `kernels`: whole kernels that were compiled, for when the same text is run again.
- `keeper`: both together, for one run of the command.
- `files`, `key`: where it lies, and what it depends on: the content of the crates, the compiler's own code and the
  version of Python. Whoever changes one of these begins anew.
"""
