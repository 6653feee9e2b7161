"""What holds for all tests: a property is wrong or right, however long one example takes on a busy machine."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
