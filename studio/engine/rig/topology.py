"""Which of the 478 face landmarks are what: closed rings and rows, by index.

Left and right are the subject's own; rings go round once, the first point is not repeated.
"""

from typing import Final

from studio.core import face

OVAL: Final = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
"""The outline of the face, from the top of the forehead on, toward the subject's left."""
OUTER_LIPS: Final = (
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
)  # fmt: skip
INNER_LIPS: Final = (
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
)  # fmt: skip
"""From the right corner over the upper lip (index 5 of the ring is its middle) and back below."""
LIP_PAIRS: Final = (
    (191, 95), (80, 88), (81, 178), (82, 87), (13, 14), (312, 317), (311, 402), (310, 318), (415, 324),
)  # fmt: skip
"""Upper and lower inner lip points that meet when the mouth closes, right to left."""
LIP_MIDDLE: Final = [13, 14]
"""Middle of the upper and of the lower inner lip."""
EYE_RIGHT: Final = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
EYE_LEFT: Final = (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249)
"""Lid margins: outer corner, upper lid to the inner corner (index 8), lower lid back."""
IRIS_RIGHT: Final = (468, 469, 470, 471, 472)
IRIS_LEFT: Final = (473, 474, 475, 476, 477)
"""Centre first, then four points on the rim."""
UPPER_LID_RIGHT: Final = (246, 161, 160, 159, 158, 157, 173)
LOWER_LID_RIGHT: Final = (7, 163, 144, 145, 153, 154, 155)
UPPER_LID_LEFT: Final = (466, 388, 387, 386, 385, 384, 398)
LOWER_LID_LEFT: Final = (249, 390, 373, 374, 380, 381, 382)
LID_FOLD_RIGHT: Final = (247, 30, 29, 27, 28, 56, 190)
LID_FOLD_LEFT: Final = (467, 260, 259, 257, 258, 286, 414)
"""The ring of points above each upper lid."""
BROW_BELOW_RIGHT: Final = (46, 53, 52, 65, 55)
BROW_BELOW_LEFT: Final = (276, 283, 282, 295, 285)
"""The lower edge of each brow."""
MOUTH_CORNERS: Final = (78, 308)
CHIN: Final = 152
NOSE_TIP: Final = 4
EYE_OUTER: Final = (33, 263)
LANDMARKS: Final = face.LANDMARKS
