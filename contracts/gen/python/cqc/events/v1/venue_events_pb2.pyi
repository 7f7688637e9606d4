import datetime

from cqc.venues.v1 import venue_pb2 as _venue_pb2
from cqc.venues.v1 import venue_asset_pb2 as _venue_asset_pb2
from cqc.venues.v1 import venue_symbol_pb2 as _venue_symbol_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class VenueAssetListed(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "venue_asset", "is_new_listing")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ASSET_FIELD_NUMBER: _ClassVar[int]
    IS_NEW_LISTING_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    venue_asset: _venue_asset_pb2.VenueAsset
    is_new_listing: bool
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., venue_asset: _Optional[_Union[_venue_asset_pb2.VenueAsset, _Mapping]] = ..., is_new_listing: _Optional[bool] = ...) -> None: ...

class VenueAssetDelisted(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "venue_id", "asset_id", "reason", "venue_asset")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VENUE_ASSET_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    venue_id: str
    asset_id: str
    reason: str
    venue_asset: _venue_asset_pb2.VenueAsset
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., reason: _Optional[str] = ..., venue_asset: _Optional[_Union[_venue_asset_pb2.VenueAsset, _Mapping]] = ...) -> None: ...

class VenueSymbolListed(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "venue_symbol", "is_new_listing")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    IS_NEW_LISTING_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    venue_symbol: _venue_symbol_pb2.VenueSymbol
    is_new_listing: bool
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., venue_symbol: _Optional[_Union[_venue_symbol_pb2.VenueSymbol, _Mapping]] = ..., is_new_listing: _Optional[bool] = ...) -> None: ...

class VenueSymbolDelisted(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "venue_id", "symbol_id", "reason", "venue_symbol")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    venue_id: str
    symbol_id: str
    reason: str
    venue_symbol: _venue_symbol_pb2.VenueSymbol
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., symbol_id: _Optional[str] = ..., reason: _Optional[str] = ..., venue_symbol: _Optional[_Union[_venue_symbol_pb2.VenueSymbol, _Mapping]] = ...) -> None: ...

class VenueCreated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "venue", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    venue: _venue_pb2.Venue
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., venue: _Optional[_Union[_venue_pb2.Venue, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class VenueUpdated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "venue", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    venue: _venue_pb2.Venue
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., venue: _Optional[_Union[_venue_pb2.Venue, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class VenueAssetUpdated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "venue_asset", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ASSET_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    venue_asset: _venue_asset_pb2.VenueAsset
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., venue_asset: _Optional[_Union[_venue_asset_pb2.VenueAsset, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class VenueSymbolUpdated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "venue_symbol", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    venue_symbol: _venue_symbol_pb2.VenueSymbol
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., venue_symbol: _Optional[_Union[_venue_symbol_pb2.VenueSymbol, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...
