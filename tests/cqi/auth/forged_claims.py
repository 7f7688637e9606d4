"""Tokens that are truly signed and say what must not be believed, by the reason for which they are refused."""

from .forging import Make, claim_text, claims, now
from .issuer import ABSENT, AUDIENCE, ISSUER, SUBJECT

DAY = 24 * 60 * 60

MOMENTS: dict[str, Make] = {
    f"{name} {value!r:.20}": claims(**{name: value})
    for name in ("exp", "iat", "nbf")
    for value in ("9999999999", "", "soon", True, False, 9999999999.5, None, [9999999999], {}, -1)
} | {
    "exp absent": claims(exp=ABSENT),
    "iat absent": claims(iat=ABSENT),
    "exp 1e308": claim_text("exp", "1e308"),
    "exp 1e999": claim_text("exp", "1e999"),
    "exp -1e308": claim_text("exp", "-1e308"),
    "exp a whole number with a point": claims(exp=lambda: float(now() + 600)),
    "exp in words of a date": claims(exp="2099-01-01T00:00:00Z"),
    "iat 1e308": claim_text("iat", "1e308"),
    "nbf 1e308": claim_text("nbf", "1e308"),
    "nbf -1e308": claim_text("nbf", "-1e308"),
}

TIMES: dict[str, tuple[str, Make]] = {
    "exp now": ("EXPIRED", claims(exp=now)),
    "exp a second ago": ("EXPIRED", claims(exp=lambda: now() - 1)),
    "exp 0": ("EXPIRED", claims(exp=0)),
    "exp before iat": ("EXPIRED", claims(exp=lambda: now() - 10, iat=now)),
    "exp in a year": ("LIFETIME", claims(exp=lambda: now() + 365 * DAY)),
    "exp a second past a day": ("LIFETIME", claims(exp=lambda: now() + DAY + 1)),
    "exp in milliseconds": ("LIFETIME", claims(exp=lambda: (now() + 600) * 1000)),
    "exp of 400 digits": ("LIFETIME", claims(exp=10**400)),
    "iat 0": ("LIFETIME", claims(iat=0)),
    "iat yesterday, exp in a minute": ("LIFETIME", claims(iat=lambda: now() - DAY, exp=lambda: now() + 60)),
    "iat in a minute": ("NOT_YET_VALID", claims(iat=lambda: now() + 60)),
    "iat in a year": ("NOT_YET_VALID", claims(iat=lambda: now() + 365 * DAY, exp=lambda: now() + 366 * DAY)),
    "iat in milliseconds": (
        "NOT_YET_VALID",
        claims(iat=lambda: now() * 1000, exp=lambda: (now() + 600) * 1000),
    ),
    "nbf in a minute": ("NOT_YET_VALID", claims(nbf=lambda: now() + 60)),
    "nbf past exp": ("NOT_YET_VALID", claims(nbf=lambda: now() + 900)),
}

ISSUERS: dict[str, Make] = {
    "iss absent": claims(iss=ABSENT),
    **{
        f"iss {value!r:.60}": claims(iss=value)
        for value in (
            None,
            "",
            "https://forger.example",
            ISSUER[:-1],
            ISSUER[8:],
            f"{ISSUER}/",
            f"{ISSUER}/other",
            f"{ISSUER}.forger.example",
            f"{ISSUER} ",
            f"{ISSUER}\0",
            f"{ISSUER}?",
            ISSUER.upper(),
            ISSUER.replace("https", "http"),
            ISSUER.replace("issuer.example", "issuer.example@forger.example"),
            ISSUER.replace("e", "\N{CYRILLIC SMALL LETTER IE}"),
            [ISSUER],
            {ISSUER: ISSUER},
            0,
        )
    },
}

AUDIENCES: dict[str, Make] = {
    "aud absent": claims(aud=ABSENT),
    **{
        f"aud {value!r:.60}": claims(aud=value)
        for value in (
            None,
            "",
            "other",
            AUDIENCE[:-1],
            f"{AUDIENCE}-test",
            f"{AUDIENCE} ",
            f"{AUDIENCE} other",
            f"{AUDIENCE},other",
            AUDIENCE.upper(),
            "*",
            True,
            [],
            [""],
            ["other"],
            [f"{AUDIENCE}-test", "other"],
            [[AUDIENCE]],
            [AUDIENCE, 1],
            [AUDIENCE, None],
            {AUDIENCE: AUDIENCE},
            list(AUDIENCE),
        )
    },
}

SUBJECTS: dict[str, Make] = {
    "sub absent": claims(sub=ABSENT),
    "sub of 256 letters": claims(sub="s" * 256),
    "sub with a bidirectional override": claims(sub=f"{SUBJECT}\N{RIGHT-TO-LEFT OVERRIDE}"),
    "sub with a zero-width space": claims(sub="trading\N{ZERO WIDTH SPACE}-service"),
    "sub with half a pair of UTF-16": claim_text("sub", '"trading-service\\ud800"'),
    **{
        f"sub {value!r}": claims(sub=value)
        for value in (
            None,
            "",
            " ",
            f" {SUBJECT}",
            f"{SUBJECT} ",
            f"{SUBJECT}\n",
            f"{SUBJECT}\r\nlevel=info",
            f"{SUBJECT}\0",
            f"{SUBJECT}\x1b[2J",
            f"{SUBJECT}\x7f",
            [SUBJECT],
            {"sub": SUBJECT},
            7,
            True,
        )
    },
}
