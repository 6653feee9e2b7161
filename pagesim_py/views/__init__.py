"""HTML for each panel, as pure functions of the machine's or the recording's state.

Looking changes nothing: no view writes memory, fills the TLB or moves the recording. A view returns ``Html``,
text in which everything that came from outside has been escaped.
"""
