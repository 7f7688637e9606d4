"""Why an importer does not write something: the words that a report counts by."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """A word for each kind of refusal and conflict; which field or code it is about is said beside it."""

    # What a source says cannot be kept.
    MALFORMED = "malformed"
    INVALID = "invalid"
    FIGURES = "figures"
    UNIDENTIFIED = "unidentified"
    NO_CAIP2 = "no CAIP-2 name"
    LOCAL_NETWORK = "local network"
    KNOWN_ERROR = "known error"
    CYCLE = "cycle"
    SAME_ASSET = "same asset"
    BASE_IS_QUOTE = "base is quote"
    NO_PAIR = "no pair"
    NO_SETTLEMENT = "no settlement"
    NO_CHAIN = "no chain"
    NOT_PARSED = "not parsed"
    SAID_TWICE = "said twice"

    # What it speaks of is not there.
    UNKNOWN_CHAIN = "unknown chain"
    UNKNOWN_ASSET = "unknown asset"
    UNKNOWN_VENUE = "unknown venue"
    UNMAPPED_CODE = "unmapped code"
    DELETED = "deleted"

    # It is kept in another form than the source's.
    TRIMMED = "trimmed"

    # It contradicts what is stored, which stays.
    CONTRADICTION = "contradiction"
    TAKEN = "taken"
    CHAIN_ID_TWICE = "chain id twice"
    NO_LONGER_LISTED = "no longer listed"


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a record, or a part of it, was not written."""

    record: str
    reason: Reason
    detail: str
    about: str = ""
    """The field or the code that the reason is about, where it has one."""
    candidate: str = ""
    """The candidate that it is a finding about: of several findings about one, the report counts one."""

    @property
    def title(self) -> str:
        """What a report counts by."""
        return f"{self.reason} {self.about}".strip()
