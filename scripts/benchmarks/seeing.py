"""The kiosk as the guard meets it: from a picture of the camera to the verdict, and from one verdict to the next."""

import cv2
import numpy

import report
import scene

WIDTH, HEIGHT = 1_280, 720
PASSES = 400
FRAMES = 60
ROUNDS = 60
#: Nobody reads what comes sooner: a budget of ours, no standard's.
GLANCE = 0.2


def frame(world, text):
    """The pass in the middle of a grey picture, as the page sends it."""
    png = world.folder / "code.png"
    world.programs.done("portpass", "render", text, "--out", png)
    picture = numpy.full((HEIGHT, WIDTH), 150, numpy.uint8)
    side, code = 480, cv2.imread(str(png), cv2.IMREAD_GRAYSCALE)
    top, left = (HEIGHT - side) // 2, (WIDTH - side) // 2
    picture[top:top + side, left:left + side] = cv2.resize(code, (side, side), interpolation=cv2.INTER_NEAREST)
    return cv2.GaussianBlur(picture, (3, 3), 0.6)


def seeing():
    with scene.world(passes=PASSES) as world:
        texts = iter(issued["text"] for issued in world.passes)
        frames = [frame(world, next(texts)) for _ in range(FRAMES)]
        empty = numpy.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH), numpy.uint8)
        revoked = next(texts)
        stolen = next(issued for issued in world.passes if issued["text"] == revoked)
        world.programs.done("portpass", "revoke", stolen["id"], "--reason", "stolen", "--data", world.data)
        world.publish()
        world.sync()
        gate = scene.OpenGate(world)
        try:
            page = scene.Page(gate)
            page.scan("warm")
            typed = [page.scan(next(texts))[1] for _ in range(FRAMES)]
            seen, nothing = [], []
            for picture in frames:
                codes, seconds = page.frame(picture)
                assert codes == 1, "a frame was not read"
                seen.append(seconds)
                nothing.append(page.frame(empty)[1])
            report.row(
                f"camera frame {WIDTH}x{HEIGHT} to verdict", f"{report.spread(seen)}, {report.load()}", "p99 <= 200 ms",
                report.percentile(seen, 99) <= GLANCE)
            report.row("  the same texts' kind, typed by a scanner", report.spread(typed))
            report.row("  a frame without a code", report.spread(nothing))
            # Each kind of answer, and how long the next scan then takes.
            for verdict in ("admit", "check", "deny", "misread"):
                times = []
                for round in range(ROUNDS):
                    # Whoever leaves with a pass that is denied is looked at.
                    text, direction = {
                        "admit": lambda: (next(texts), "in"), "check": lambda: (revoked, "out"),
                        "deny": lambda: (revoked, "in"), "misread": lambda: (f"https://example.com/{round}", "in"),
                    }[verdict]()
                    answer, _ = page.scan(text, direction)
                    assert verdict == ("misread" if answer["misread"] else answer["verdict"]), answer
                    times.append(page.scan(f"after {verdict} {round}")[1])
                report.row(f"the next scan after {verdict}", report.spread(times))
        finally:
            gate.stop()
