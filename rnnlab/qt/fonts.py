"""Letters for Korean and Latin alike.

The system's own Korean face is preferred, because people know it; whether it really has Hangul is read from
its writing systems, not from its name. Where there is none (a bare Linux), Noto Sans KR comes along in a
package.
"""

from PySide6.QtGui import QFontDatabase

__all__ = ["PREFERRED", "families"]

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
