"""Letters for Korean and Latin alike.

The system's own Korean face is preferred, because people know it; whether it really has Hangul is read from
its writing systems, not from its name. Where there is none (a bare Linux), Noto Sans KR comes along in a
package.
"""

from PySide6.QtGui import QFont, QFontDatabase, QTextLayout

__all__ = ["PREFERRED", "can_be_drawn", "families"]

PREFERRED = (
    "Pretendard",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "Source Han Sans KR",
    "Source Han Sans K",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "NanumGothic",
    "Nanum Gothic",
    "NanumBarunGothic",
    "NanumSquare",
    "Spoqa Han Sans Neo",
    "UnDotum",
    "Baekmuk Dotum",
)
_JOINERS = "\u200d\ufe0e\ufe0f"  # what joins emoji has no picture of its own
_SERIF = ("batang", "myeongjo", "myungjo", "serif", "바탕", "명조", "gungsuh", "궁서")


def families() -> list[str]:
    """Return the family to use first, and those that stand in for it.

    Needs a QApplication. Registers the font that comes along if the system has no Korean one.
    """
    korean = QFontDatabase.WritingSystem.Korean
    here = set(QFontDatabase.families())
    for family in PREFERRED:
        if family in here and korean in QFontDatabase.writingSystems(family):
            return [family]
    others = [
        family
        for family in QFontDatabase.families(korean)
        if not QFontDatabase.isPrivateFamily(family) and not QFontDatabase.isFixedPitch(family)
    ]
    plain = [family for family in others if not any(word in family.casefold() for word in _SERIF)]
    return plain[:1] or _bundled() or others[:1]


def _bundled() -> list[str]:
    try:
        import pylopdf_fonts_ko
    except ImportError:
        return []
    number = QFontDatabase.addApplicationFont(str(pylopdf_fonts_ko.sans_path()))
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []


def can_be_drawn(text: str, font: QFont) -> bool:
    """Return whether a font, or one that stands in for it, has a picture for every letter of a text."""
    seen = "".join(letter for letter in " ".join(text.split()) if letter not in _JOINERS)
    layout = QTextLayout(seen, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(index != 0 for run in layout.glyphRuns() for index in run.glyphIndexes())
