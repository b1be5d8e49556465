"""The upload path under stress: a short form in `make test`, the long one by `make stress` (STRESS=full)."""
