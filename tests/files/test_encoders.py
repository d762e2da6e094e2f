"""Which encoders there are."""

from studio.files.encoders import available_encoders, h264_encoder


def test_that_only_encoders_which_open_are_offered() -> None:
    assert {"libx264", "aac"} <= set(available_encoders())
    assert h264_encoder(hardware=True).codec in available_encoders()
