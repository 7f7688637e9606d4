import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OrderBookLevel(_message.Message):
    __slots__ = ("price", "quantity", "order_count")
    PRICE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    price: float
    quantity: float
    order_count: int
    def __init__(self, price: _Optional[float] = ..., quantity: _Optional[float] = ..., order_count: _Optional[int] = ...) -> None: ...

class OrderBook(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "venue_symbol", "timestamp", "sequence", "bids", "asks", "best_bid", "best_ask", "spread", "mid_price")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    BIDS_FIELD_NUMBER: _ClassVar[int]
    ASKS_FIELD_NUMBER: _ClassVar[int]
    BEST_BID_FIELD_NUMBER: _ClassVar[int]
    BEST_ASK_FIELD_NUMBER: _ClassVar[int]
    SPREAD_FIELD_NUMBER: _ClassVar[int]
    MID_PRICE_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    venue_symbol: str
    timestamp: _timestamp_pb2.Timestamp
    sequence: int
    bids: _containers.RepeatedCompositeFieldContainer[OrderBookLevel]
    asks: _containers.RepeatedCompositeFieldContainer[OrderBookLevel]
    best_bid: float
    best_ask: float
    spread: float
    mid_price: float
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., sequence: _Optional[int] = ..., bids: _Optional[_Iterable[_Union[OrderBookLevel, _Mapping]]] = ..., asks: _Optional[_Iterable[_Union[OrderBookLevel, _Mapping]]] = ..., best_bid: _Optional[float] = ..., best_ask: _Optional[float] = ..., spread: _Optional[float] = ..., mid_price: _Optional[float] = ...) -> None: ...

class MarketDepth(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "venue_symbol", "timestamp", "mid_price", "bid_depth_1pct", "ask_depth_1pct", "bid_depth_5pct", "ask_depth_5pct", "bid_depth_10pct", "ask_depth_10pct", "total_bid_volume", "total_ask_volume", "bid_level_count", "ask_level_count", "imbalance_ratio")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    MID_PRICE_FIELD_NUMBER: _ClassVar[int]
    BID_DEPTH_1PCT_FIELD_NUMBER: _ClassVar[int]
    ASK_DEPTH_1PCT_FIELD_NUMBER: _ClassVar[int]
    BID_DEPTH_5PCT_FIELD_NUMBER: _ClassVar[int]
    ASK_DEPTH_5PCT_FIELD_NUMBER: _ClassVar[int]
    BID_DEPTH_10PCT_FIELD_NUMBER: _ClassVar[int]
    ASK_DEPTH_10PCT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_BID_VOLUME_FIELD_NUMBER: _ClassVar[int]
    TOTAL_ASK_VOLUME_FIELD_NUMBER: _ClassVar[int]
    BID_LEVEL_COUNT_FIELD_NUMBER: _ClassVar[int]
    ASK_LEVEL_COUNT_FIELD_NUMBER: _ClassVar[int]
    IMBALANCE_RATIO_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    venue_symbol: str
    timestamp: _timestamp_pb2.Timestamp
    mid_price: float
    bid_depth_1pct: float
    ask_depth_1pct: float
    bid_depth_5pct: float
    ask_depth_5pct: float
    bid_depth_10pct: float
    ask_depth_10pct: float
    total_bid_volume: float
    total_ask_volume: float
    bid_level_count: int
    ask_level_count: int
    imbalance_ratio: float
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., mid_price: _Optional[float] = ..., bid_depth_1pct: _Optional[float] = ..., ask_depth_1pct: _Optional[float] = ..., bid_depth_5pct: _Optional[float] = ..., ask_depth_5pct: _Optional[float] = ..., bid_depth_10pct: _Optional[float] = ..., ask_depth_10pct: _Optional[float] = ..., total_bid_volume: _Optional[float] = ..., total_ask_volume: _Optional[float] = ..., bid_level_count: _Optional[int] = ..., ask_level_count: _Optional[int] = ..., imbalance_ratio: _Optional[float] = ...) -> None: ...
