"""Camera frames through the gate's own reader, beside zbar's command. The long form is measure_frames.py."""

import pytest

import decoders
import hostile_frames


@pytest.fixture(scope="module")
def frames():
    return list(hostile_frames.frames(rounds=1, steps=4))


@pytest.fixture(scope="module")
def ours(frames):
    if not decoders.probe():
        pytest.skip("PORTPASS_BIN does not name the folder of FrameProbe")
    return decoders.ours(frames)


def test_the_set_is_the_same_each_time(frames):
    again = hostile_frames.frame("noisy", 3, 26, 4)
    same = [frame for frame in frames if frame.kind == "noisy"][3]
    assert again.text == same.text and (again.pixels == same.pixels).all()


def test_no_frame_is_read_wrongly(frames, ours):
    for frame, (texts, _) in zip(frames, ours, strict=True):
        assert texts <= {frame.text}, frame.kind


@pytest.mark.parametrize("kind", hostile_frames.KINDS)
def test_the_slightest_harm_of_each_kind_is_no_harm(frames, ours, kind):
    first = next(index for index, frame in enumerate(frames) if frame.kind == kind)
    assert ours[first][0] == {frames[first].text}


def test_a_code_that_leans_is_read_as_well_as_an_upright_one():
    if not decoders.probe():
        pytest.skip("PORTPASS_BIN does not name the folder of FrameProbe")
    # Up to a far side half as wide as the near one, at any quarter turn and 20 degrees more.
    leaning = [hostile_frames.frame("tilted", step, seed) for seed in (26, 27) for step in range(8)]
    assert decoders.count(leaning, decoders.ours(leaning)) >= 15


@pytest.mark.parametrize("options", [(), ("-Stest-inverted",)])
def test_at_least_as_much_is_read_as_by_the_command_of_zbar(frames, ours, options):
    if not decoders.zbarimg():
        pytest.skip("zbarimg (zbar-tools) is not installed")
    theirs = decoders.zbar(frames, *options)
    assert decoders.count(frames, theirs) > len(frames) // 3, "zbarimg was not asked rightly"
    assert decoders.count(frames, ours) >= decoders.count(frames, theirs)
