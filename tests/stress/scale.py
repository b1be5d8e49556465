"""How much of it: short and always the same in `make test`; long, and new at each run, by STRESS=full.

STRESS_SEED repeats a long run; each prints its own.
"""

from __future__ import annotations

import os
import random

from hypothesis import HealthCheck, settings

FULL = os.environ.get("STRESS") == "full"
SEED = os.environ.get("STRESS_SEED") or (str(random.randrange(10**9)) if FULL else "0")

settings.register_profile(
    "short", max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "full", max_examples=1_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
PROFILE = settings.get_profile("full" if FULL else "short")


def scaled(short: int, full: int) -> int:
    return full if FULL else short
