import datetime

from cqc.markets.v1 import price_pb2 as _price_pb2
from cqc.markets.v1 import symbol_pb2 as _symbol_pb2
from cqc.markets.v1 import symbol_identifier_pb2 as _symbol_identifier_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SymbolCreated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "symbol")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    symbol: _symbol_pb2.Symbol
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., symbol: _Optional[_Union[_symbol_pb2.Symbol, _Mapping]] = ...) -> None: ...

class PriceUpdated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "price", "previous_value", "change_percent", "source", "venue_id", "is_significant", "trigger_threshold")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_VALUE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    IS_SIGNIFICANT_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    price: _price_pb2.Price
    previous_value: float
    change_percent: float
    source: str
    venue_id: str
    is_significant: bool
    trigger_threshold: float
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., price: _Optional[_Union[_price_pb2.Price, _Mapping]] = ..., previous_value: _Optional[float] = ..., change_percent: _Optional[float] = ..., source: _Optional[str] = ..., venue_id: _Optional[str] = ..., is_significant: _Optional[bool] = ..., trigger_threshold: _Optional[float] = ...) -> None: ...

class SymbolUpdated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "symbol", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    symbol: _symbol_pb2.Symbol
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., symbol: _Optional[_Union[_symbol_pb2.Symbol, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class SymbolDeleted(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "symbol", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    symbol: _symbol_pb2.Symbol
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., symbol: _Optional[_Union[_symbol_pb2.Symbol, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class SymbolIdentifierCreated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "identifier", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    identifier: _symbol_identifier_pb2.SymbolIdentifier
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., identifier: _Optional[_Union[_symbol_identifier_pb2.SymbolIdentifier, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class SymbolIdentifierUpdated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "identifier", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    identifier: _symbol_identifier_pb2.SymbolIdentifier
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., identifier: _Optional[_Union[_symbol_identifier_pb2.SymbolIdentifier, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class SymbolIdentifierDeleted(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "identifier", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    identifier: _symbol_identifier_pb2.SymbolIdentifier
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., identifier: _Optional[_Union[_symbol_identifier_pb2.SymbolIdentifier, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...
