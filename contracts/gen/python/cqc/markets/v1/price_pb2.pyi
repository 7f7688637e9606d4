import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Price(_message.Message):
    __slots__ = ("symbol_id", "value", "timestamp", "venue_id", "venue_symbol", "source", "volume", "bid", "ask", "confidence")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    VOLUME_FIELD_NUMBER: _ClassVar[int]
    BID_FIELD_NUMBER: _ClassVar[int]
    ASK_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    value: float
    timestamp: _timestamp_pb2.Timestamp
    venue_id: str
    venue_symbol: str
    source: str
    volume: float
    bid: float
    ask: float
    confidence: float
    def __init__(self, symbol_id: _Optional[str] = ..., value: _Optional[float] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., source: _Optional[str] = ..., volume: _Optional[float] = ..., bid: _Optional[float] = ..., ask: _Optional[float] = ..., confidence: _Optional[float] = ...) -> None: ...

class VWAP(_message.Message):
    __slots__ = ("symbol_id", "value", "period_start", "period_end", "total_volume", "trade_count", "venue_id", "source", "price_std_dev", "high", "low")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    TOTAL_VOLUME_FIELD_NUMBER: _ClassVar[int]
    TRADE_COUNT_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PRICE_STD_DEV_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    value: float
    period_start: _timestamp_pb2.Timestamp
    period_end: _timestamp_pb2.Timestamp
    total_volume: float
    trade_count: int
    venue_id: str
    source: str
    price_std_dev: float
    high: float
    low: float
    def __init__(self, symbol_id: _Optional[str] = ..., value: _Optional[float] = ..., period_start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., period_end: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., total_volume: _Optional[float] = ..., trade_count: _Optional[int] = ..., venue_id: _Optional[str] = ..., source: _Optional[str] = ..., price_std_dev: _Optional[float] = ..., high: _Optional[float] = ..., low: _Optional[float] = ...) -> None: ...
