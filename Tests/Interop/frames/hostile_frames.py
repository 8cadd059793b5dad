"""Camera frames of a pass as a gate meets them: far, turned, soft, dark, reversed, noisy, under a lamp.

Every frame is 1280 x 720 grey and made from a seed, so that a set is the same on every machine. The harm goes from slight
to more than anybody can read: what a decoder still reads of it is the figure, not whether it reads all.
"""

import dataclasses

import cv2
import numpy
import segno

WIDTH, HEIGHT = 1280, 720
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
KINDS = (
    "plain", "small", "blurred", "shaken", "turned", "tilted", "dim", "low contrast", "inverted", "inverted and soft",
    "noisy", "glare", "shadow", "screen", "compressed",
)


@dataclasses.dataclass
class Frame:
    kind: str
    text: bytes
    pixels: numpy.ndarray


def text_of(random, length=330):
    """The characters and the length of a pass; no decoder looks at what they mean."""
    return "PP1:" + "".join(random.choice(list(ALPHABET), length - 4))


def placed(random, text, level, side, angle=0.0, lean=0.0, paper=225, ink=25, ground=120):
    """The symbol with its quiet zone on a grey ground: `side` pixels a side, turned by `angle` degrees, and with the two far
    corners drawn in by the fraction `lean`."""
    symbol = segno.make_qr(text, error=level, boost_error=False)
    modules = numpy.array([list(row) for row in symbol.matrix_iter(scale=8, border=4)], dtype=numpy.uint8)
    picture = numpy.where(modules > 0, ink, paper).astype(numpy.uint8)
    size = picture.shape[0]
    from_corners = numpy.float32([[0, 0], [size, 0], [size, size], [0, size]])
    half = side / 2
    corners = numpy.float32([[-half, -half], [half, -half], [half, half], [-half, half]])
    if lean:
        corners[0] += numpy.float32([side * lean, side * lean / 2])
        corners[1] += numpy.float32([-side * lean, side * lean / 2])
    turn = numpy.deg2rad(angle)
    rotation = numpy.float32([[numpy.cos(turn), -numpy.sin(turn)], [numpy.sin(turn), numpy.cos(turn)]])
    corners = corners @ rotation.T
    reach = numpy.abs(corners).max(axis=0)
    room = numpy.maximum(numpy.float32([WIDTH / 2, HEIGHT / 2]) - reach - 4, 0)
    middle = numpy.float32([WIDTH / 2, HEIGHT / 2]) + room * random.uniform(-1, 1, 2).astype(numpy.float32)
    transform = cv2.getPerspectiveTransform(from_corners, (corners + middle).astype(numpy.float32))
    # Large pictures shrink by area: what a lens does, and not the stripes of nearest pixels.
    factor = max(1, int(size / side))
    if factor > 1:
        picture = cv2.resize(picture, (size // factor, size // factor), interpolation=cv2.INTER_AREA)
        transform = transform @ numpy.diag([factor, factor, 1.0])
    wall = numpy.full((HEIGHT, WIDTH), ground, numpy.uint8)
    wall = cv2.add(wall, cv2.resize(random.normal(0, 18, (9, 16)), (WIDTH, HEIGHT)).astype(numpy.int8).astype(numpy.float64),
                   dtype=cv2.CV_8U)
    return cv2.warpPerspective(
        picture, transform, (WIDTH, HEIGHT), wall, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)


def noise(random, picture, deviation):
    return numpy.clip(picture + random.normal(0, deviation, picture.shape), 0, 255).astype(numpy.uint8)


def frame(kind, step, seed, steps=8):
    """One frame: `step` of `steps` is how hard it is, 0 the least."""
    random = numpy.random.default_rng([seed, KINDS.index(kind), step])
    hard = step / max(steps - 1, 1)
    text = text_of(random)
    level = "MQ"[int(random.integers(2))]
    small = random.uniform(420, 560)
    upright = random.uniform(-8, 8)

    def grown(low, high):
        return low + (high - low) * hard

    def usual(**changes):
        return placed(random, text, level, **({"side": small, "angle": upright} | changes))

    match kind:
        case "plain":
            picture = usual()
        case "small":
            picture = usual(side=grown(400, 190))
        case "blurred":
            picture = cv2.GaussianBlur(usual(), (0, 0), grown(0.8, 4.0))
        case "shaken":
            length = int(grown(3, 17)) | 1
            kernel = numpy.zeros((length, length), numpy.float32)
            cv2.line(kernel, (0, int(random.integers(length))), (length - 1, int(random.integers(length))), 1)
            picture = cv2.filter2D(usual(), -1, kernel / kernel.sum())
        case "turned":
            picture = usual(angle=grown(10, 45) * random.choice([-1, 1]), side=min(small, 480))
        case "tilted":
            away = 90 * int(random.integers(4))
            picture = usual(lean=grown(0.04, 0.26), angle=away + random.uniform(-20, 20), side=min(small, 480))
        case "dim":
            picture = noise(random, usual() * grown(0.5, 0.06), grown(1, 4))
        case "low contrast":
            spread = grown(60, 8)
            picture = noise(random, usual(paper=int(110 + spread), ink=int(110 - spread), ground=112), 2)
        case "inverted":
            picture = usual(paper=grown(40, 90), ink=grown(230, 160), ground=20)
        case "inverted and soft":
            picture = usual(paper=25, ink=225, ground=20)
            picture = noise(random, cv2.GaussianBlur(picture, (0, 0), grown(0.6, 2.4)), 4)
        case "noisy":
            picture = noise(random, usual(), grown(10, 90))
        case "glare":
            y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
            spot = numpy.exp(-(((x - WIDTH / 2 - random.uniform(-120, 120)) ** 2
                                + (y - HEIGHT / 2 - random.uniform(-90, 90)) ** 2) / (2 * grown(35, 150) ** 2)))
            picture = numpy.clip(usual() + 330 * spot, 0, 255).astype(numpy.uint8)
        case "shadow":
            y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
            edge = 1 / (1 + numpy.exp(-((x - WIDTH / 2) + random.uniform(-1, 1) * (y - HEIGHT / 2)) / 6))
            light = grown(0.6, 0.1)
            picture = noise(random, usual() * (light + (1 - light) * edge), 3)
        case "screen":
            y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
            period = random.uniform(2.6, 5.5)
            bars = numpy.sin(2 * numpy.pi * (x + 0.13 * y) / period) * numpy.sin(2 * numpy.pi * (y - 0.09 * x) / period)
            picture = noise(random, cv2.GaussianBlur(usual(), (0, 0), 0.8) + grown(10, 90) * bars, 3)
        case "compressed":
            good, bytes_ = cv2.imencode(".jpg", usual(side=min(small, 460)), [cv2.IMWRITE_JPEG_QUALITY, int(grown(40, 4))])
            assert good
            picture = cv2.imdecode(bytes_, cv2.IMREAD_GRAYSCALE)
    picture = numpy.ascontiguousarray(picture.astype(numpy.uint8))
    assert picture.shape == (HEIGHT, WIDTH)
    return Frame(kind, text.encode(), picture)


def frames(rounds=4, steps=8, seed=26):
    """All kinds, `steps` grades of each, `rounds` of each grade."""
    for turn in range(rounds):
        for kind in KINDS:
            for step in range(steps):
                yield frame(kind, step, seed + turn, steps)
