"""The schema: every fact the registry keeps, and the rules that hold wherever it is written."""

from .assets import Asset, AssetDeployment
from .base import Row
from .chains import Chain
from .claims import SourceClaim
from .groups import AssetGroup, AssetGroupMember
from .history import AnsweredRequest, Change, CurrentTransaction, HistoryHead, WaitingEvent
from .identifiers import AssetIdentifier, SymbolIdentifier
from .listings import VenueAsset, VenueSymbol
from .owed import OwedInvalidation
from .quality import QualityFlag
from .relationships import AssetRelationship
from .symbols import SPEC, Symbol
from .uses import CacheUse
from .venues import Venue

__all__ = [
    "SPEC",
    "AnsweredRequest",
    "Asset",
    "AssetDeployment",
    "AssetGroup",
    "AssetGroupMember",
    "AssetIdentifier",
    "AssetRelationship",
    "CacheUse",
    "Chain",
    "Change",
    "CurrentTransaction",
    "HistoryHead",
    "OwedInvalidation",
    "QualityFlag",
    "Row",
    "SourceClaim",
    "Symbol",
    "SymbolIdentifier",
    "Venue",
    "VenueAsset",
    "VenueSymbol",
    "WaitingEvent",
]
