"""How long a test waits for what must come.

As long as it takes on a machine that has everything else to do as well. Whoever waits goes on as soon as it came: this costs time
only where something is broken.
"""

import time

SECONDS = 60


def until(holds, within=SECONDS, why=lambda: "it never came"):
    """Waits for a condition, and for nothing else; gives what it found."""
    deadline = time.monotonic() + within
    while not (found := holds()):
        assert time.monotonic() < deadline, why()
        time.sleep(0.05)
    return found
