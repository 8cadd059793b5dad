"""Prints how many hostile frames each decoder reads, kind by kind.

    PORTPASS_BIN=$(swift build -c release --show-bin-path) $(scripts/venv) Tests/Interop/frames/measure_frames.py [ROUNDS [DIR]]

Eight grades of each kind in each of ROUNDS (4); with DIR the frames of the first round are written there as PNG.
`zbarimg` is Debian's zbar-tools.
"""

import pathlib
import statistics
import sys

import decoders
import hostile_frames


def main(rounds=4, folder=None):
    frames = list(hostile_frames.frames(rounds))
    if folder:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        for index, frame in enumerate(frames[:len(frames) // rounds]):
            decoders.write_picture(frame, pathlib.Path(folder, f"{index:03} {frame.kind}.png"))
    columns = {
        "ours": decoders.ours(frames), "zbarimg": decoders.zbar(frames), "with inverted": decoders.zbar(frames, "-Stest-inverted"),
        "zxing-cpp": decoders.zxing(frames),
    }
    print(f"{'kind':20}" + "".join(f"{name:>14}" for name in columns) + f"{'of':>6}")
    for kind in hostile_frames.KINDS:
        places = [index for index, frame in enumerate(frames) if frame.kind == kind]
        chosen = [frames[index] for index in places]
        counts = [decoders.count(chosen, [answers[index] for index in places]) for answers in columns.values()]
        print(f"{kind:20}" + "".join(f"{number:14}" for number in counts) + f"{len(places):6}")
    counts = [decoders.count(frames, answers) for answers in columns.values()]
    print(f"{'all':20}" + "".join(f"{number:14}" for number in counts) + f"{len(frames):6}")
    wrong = [sum(bool(texts - {frame.text}) for frame, (texts, _) in zip(frames, answers)) for answers in columns.values()]
    print(f"{'wrong texts':20}" + "".join(f"{number:14}" for number in wrong))
    for name in ("ours", "zxing-cpp"):
        answers = columns[name]
        read = [milliseconds for frame, (texts, milliseconds) in zip(frames, answers) if frame.text in texts]
        every = sorted(milliseconds for _, milliseconds in answers)
        print(f"{name}: median of the frames read {statistics.median(read):.1f} ms, of all {statistics.median(every):.1f} ms, "
              f"95 in 100 of all within {every[len(every) * 95 // 100]:.1f} ms")


if __name__ == "__main__":
    main(*[int(argument) for argument in sys.argv[1:2]], *sys.argv[2:3])
