"""What all tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Nothing here is judged by the clock: a busy machine must not turn an example into a failure.
settings.register_profile("pagesim", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("pagesim")
