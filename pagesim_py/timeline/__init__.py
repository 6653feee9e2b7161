"""The recording of a run: where the program was, what the machine did, and seeking to any moment of it."""

from pagesim_py.timeline.deliveries import Delivery
from pagesim_py.timeline.kept import Kept, again
from pagesim_py.timeline.recording import Change, Moment, Stops, Timeline
from pagesim_py.timeline.selection import Selection
from pagesim_py.timeline.stacks import Frame

__all__ = ["Change", "Delivery", "Frame", "Kept", "Moment", "Selection", "Stops", "Timeline", "again"]
