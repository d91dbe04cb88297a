"""Check characters of the codes that registries print (GB 32100-2015, GB 11714), independent of the loaders."""

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def organisation_code(first8: str) -> str:
    """Eight characters and their check character."""
    rest = 11 - sum(ORGANISATION.index(c) * w for c, w in zip(first8, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return first8 + {10: "X", 11: "0"}.get(rest, str(rest))


def credit_code(prefix: str, authority: str, organisation: str) -> str:
    """Two characters of the kind, six of the registering authority, the organisation code, the check character."""
    first17 = prefix + authority + organisation
    rest = sum(CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(first17)) % 31
    return first17 + CREDIT[(31 - rest) % 31]
