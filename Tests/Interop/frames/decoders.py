"""What reads the frames: ours, zbar's own command, and zxing-cpp from PyPI."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time

import cv2
import zxingcpp

from hostile_frames import HEIGHT, WIDTH


def probe():
    """The program that reads frames as the gate does; None where it was not built."""
    folder = os.environ.get("PORTPASS_BIN")
    path = pathlib.Path(folder, "FrameProbe").resolve() if folder else None
    return path if path and path.is_file() else None


def zbarimg():
    return shutil.which("zbarimg")


def ours(frames):
    """For each frame its texts, and the milliseconds that they took."""
    with tempfile.TemporaryFile() as pixels:
        for frame in frames:
            pixels.write(frame.pixels.tobytes())
        pixels.seek(0)
        run = subprocess.run(
            [probe(), str(WIDTH), str(HEIGHT)], stdin=pixels, stdout=subprocess.PIPE, check=True, timeout=1800)
    lines = [line.split("\t") for line in run.stdout.decode().splitlines()]
    assert len(lines) == len(frames)
    return [({text.encode() for text in line[1:]}, float(line[0])) for line in lines]


def zbar(frames, *options):
    """The same of zbar's command; the milliseconds are those of the whole process and say little."""
    answers = []
    with tempfile.TemporaryDirectory() as folder:
        picture = os.path.join(folder, "frame.pgm")
        for frame in frames:
            with open(picture, "wb") as file:
                file.write(b"P5 %d %d 255\n" % (WIDTH, HEIGHT) + frame.pixels.tobytes())
            start = time.perf_counter()
            # Binary, as ours, and only QR codes: zbar's other symbologies read codes into noise.
            run = subprocess.run(
                [zbarimg(), "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", *options, picture],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
            assert run.returncode in (0, 4), f"zbarimg left with {run.returncode}"
            answers.append((set(run.stdout.splitlines()), (time.perf_counter() - start) * 1000))
    return answers


def zxing(frames):
    answers = []
    for frame in frames:
        start = time.perf_counter()
        codes = zxingcpp.read_barcodes(frame.pixels, formats=zxingcpp.BarcodeFormat.QRCode)
        answers.append(({code.text.encode() for code in codes}, (time.perf_counter() - start) * 1000))
    return answers


def count(frames, answers):
    """How many frames were read."""
    return sum(frame.text in texts for frame, (texts, _) in zip(frames, answers, strict=True))


def write_picture(frame, path):
    """For people who want to see what the set is."""
    assert cv2.imwrite(str(path), frame.pixels)
