"""The service of the demo, and those of its staff who are needed, for tests that go from the desk to the reader."""

import contextlib

from office import staff
from processes import demo_world
from test_serve import serving


@contextlib.contextmanager
def demo_service(programs, folder):
    world = demo_world(programs, folder)
    with serving(world) as service:
        service.world = world
        yield service


@contextlib.contextmanager
def team(chromium, service, **people):
    """By name, each in a browser of their own: `clerk=("zh-Hant", "clerk")` is their language and their role."""
    with contextlib.ExitStack() as stack:
        found = {}
        for name, (language, role) in people.items():
            found[name] = stack.enter_context(staff(chromium, service.url, language))
            found[name].join(service.world, name, role)
        yield found
