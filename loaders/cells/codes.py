"""Credit codes and organisation codes: what is checked of them, and what they hold.

Sources: GB 32100-2015 (unified social credit code), GB 11714-1997 (organisation code); docs/domain.md 7 says what is
refused and what is only warned of.
"""

import re
from typing import Final

from loaders.cells.values import CellError, cell_error, is_blank, narrow

CREDIT_CODE_CHARACTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES: Final = {c: i for i, c in enumerate(CREDIT_CODE_CHARACTERS)}
_CREDIT_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(17))
_ORGANIZATION_VALUES: Final = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_ORGANIZATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)

# Letters that the code never holds, and what a hand or a scanner meant by them.
_SLIPS: Final = str.maketrans("OIZSV", "0125U")

# First two characters that fit a kind (docs/domain.md 7); a kind that is not here is not judged.
CREDIT_CODE_PREFIXES: Final[dict[str, tuple[str, ...]]] = {
    "association": ("51",),
    "social_group": ("51",),
    "non_enterprise": ("52",),
    "foundation": ("53",),
    "firm": ("31", "91", "92", "93"),
    "supervising_unit": ("11", "12", "13", "19", "81"),
}


def credit_check_character(first17: str) -> str:
    """The 18th character that GB 32100-2015 gives to the first 17. KeyError outside the character set."""
    total = sum(_CREDIT_VALUES[c] * w for c, w in zip(first17, _CREDIT_WEIGHTS, strict=True))
    return CREDIT_CODE_CHARACTERS[(31 - total % 31) % 31]


def is_credit_code(code: str) -> bool:
    """Length, character set and 18th character as GB 32100-2015 asks (upper case)."""
    return len(code) == 18 and set(code) <= _CREDIT_VALUES.keys() and credit_check_character(code[:17]) == code[17]


def organization_check_character(first8: str) -> str:
    """The 9th character that GB 11714 gives to the first 8. KeyError outside 0–9, A–Z."""
    total = sum(_ORGANIZATION_VALUES[c] * w for c, w in zip(first8, _ORGANIZATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11] if total % 11 else "0"


def is_organization_code(code: str) -> bool:
    """Nine characters whose last is the check character of GB 11714 (upper case, no hyphen)."""
    return (
        len(code) == 9
        and set(code[:8]) <= _ORGANIZATION_VALUES.keys()
        and organization_check_character(code[:8]) == code[8]
    )


def normalise_credit_code(text: str, kind: str | None = None) -> tuple[str | None, tuple[str, ...]]:
    """(code in upper case, codes of `rejects.WARNINGS`); (None, ()) where blank.

    CellError `credit_code_length`, `_charset`, `_check` or `_scientific`. Where an O, I, Z, S or V was typed for the
    digit that it looks like and putting that right makes the code valid, the remedy names the corrected code; it is
    never taken by itself. Warned of, not refused: lower case, the 9-character check inside, a prefix that does not
    fit `kind`.
    """
    if is_blank(text):
        return None, ()
    if is_placeholder(text):
        return None, ("number_placeholder",)
    bare = narrow(text)
    if is_scientific(bare) or _is_rounded(bare):
        raise cell_error("credit_code_scientific")
    bare = _HYPHENS.sub("", bare)
    code = bare.upper()
    if len(code) != 18:
        raise cell_error("credit_code_length", found=len(code))
    strange = "".join(dict.fromkeys(c for c in code if c not in _CREDIT_VALUES))
    if strange:
        raise _with_suggestion(cell_error("credit_code_charset", characters=strange), code)
    if not is_credit_code(code):
        raise cell_error("credit_code_check")
    warnings = []
    if code != bare:
        warnings.append("credit_code_lower_case")
    if not is_organization_code(organization_code_of(code)):
        warnings.append("organization_code_check")
    if kind in CREDIT_CODE_PREFIXES and not code.startswith(CREDIT_CODE_PREFIXES[kind]):
        warnings.append("credit_code_prefix")
    return code, tuple(warnings)


def is_scientific(text: str) -> bool:
    """Is it what a spreadsheet makes of a long number?"""
    return _SCIENTIFIC.fullmatch(narrow(text)) is not None


def is_placeholder(text: str) -> bool:
    """Does the text stand in place of a number that there is not: 办理中, 0, xxx?"""
    return _PLACEHOLDER.fullmatch(narrow(text)) is not None


# A single 1 is the first of a source's own numbers.
_PLACEHOLDER: Final = re.compile(
    r"(?:正在|尚在|等待|证照?|登记证|证书)*(?:办理|申请|申办|审批|换证|换发|补办|变更|审核|登记|制证|注册)(?:之?中|当中)"
    r"|待(?:定|补|办|发|领|核|查|换|补办|办理|换证|核实|补充|登记)|(?:尚|暂)?未(?:办理?|取得|领取|发放|换证|知|有|登记|注册|申领)"
    r"|(?:暂|尚)?(?:无|没有|缺)(?:证|号|编号|证号|号码|代码)?|同上|0+|[xX*]{2,}|(?P<same>[1-9])(?P=same){4,}|123456(?:7(?:89?)?)?"
)
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,3}")
_HYPHENS: Final = re.compile(r"[-‐‑‒–—−]")


def _is_rounded(code: str) -> bool:
    """Eighteen digits of which a spreadsheet kept fifteen; a sound code may end in 000 too."""
    return len(code) == 18 and code.isdecimal() and code.endswith("000") and not is_credit_code(code)


def _with_suggestion(error: CellError, code: str) -> CellError:
    meant = code.translate(_SLIPS)
    if not is_credit_code(meant):
        return error
    return CellError(
        error.code,
        error.message_zh,
        error.message_en,
        f"疑为{meant}，请与登记证书核对后改正",
        f"probably {meant}; compare it with the certificate and correct it",
    )


def normalise_organization_code(text: str) -> tuple[str | None, tuple[str, ...]]:
    """(nine characters, warnings); (None, ()) where blank. CellError `organization_code_format`; the check warns."""
    if is_blank(text):
        return None, ()
    code = _HYPHENS.sub("", narrow(text)).upper()
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        raise cell_error("organization_code_format")
    return code, () if is_organization_code(code) else ("organization_code_check",)


def organization_code_of(credit_code: str) -> str:
    """The organisation code inside a credit code: characters 9 to 17."""
    return credit_code[8:17]


def authority_code_of(credit_code: str) -> str:
    """The registering authority's six digits: characters 3 to 8. It is never the seat (docs/domain.md 7)."""
    return credit_code[2:8]
