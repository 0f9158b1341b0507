"""In which language the commands speak."""

from __future__ import annotations

import os
from collections.abc import Mapping

from rnnlab.bootstrap.words import languages


def choose_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return ``"ko"`` or ``"en"``: ``RNNLAB_LANG`` if it is set, else the system's language.

    Where the system names none (the C locale), English.
    """
    if wished := environment.get("RNNLAB_LANG"):
        return "ko" if wished.lower().startswith("ko") else "en"
    return "ko" if languages(environment) == ("ko",) else "en"
