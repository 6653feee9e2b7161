"""Borrows: what is lent, for how long, and what gets in its way ("non-lexical lifetimes", RFC 2094).

The typed tree of each function of the student's becomes a form of basic blocks (``mir``, built by ``build``). Its
statements tie the regions of references to each other (``regions``), where a reference may still be used they are alive
(``liveness``), and while a loan's region is alive nothing else may touch what is lent (``loans``, ``conflicts``).
Lifetimes are not in the types of the checker; ``shapes`` counts those that a type has, ``written`` and ``signatures``
read them off what the program says. Where something is not known no constraint follows: a mistake may be missed, but
nothing that is right is refused.
"""
