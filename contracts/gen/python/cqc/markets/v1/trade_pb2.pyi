import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TradeSide(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRADE_SIDE_UNSPECIFIED: _ClassVar[TradeSide]
    TRADE_SIDE_BUY: _ClassVar[TradeSide]
    TRADE_SIDE_SELL: _ClassVar[TradeSide]

class CandleInterval(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CANDLE_INTERVAL_UNSPECIFIED: _ClassVar[CandleInterval]
    CANDLE_INTERVAL_1MIN: _ClassVar[CandleInterval]
    CANDLE_INTERVAL_5MIN: _ClassVar[CandleInterval]
    CANDLE_INTERVAL_15MIN: _ClassVar[CandleInterval]
    CANDLE_INTERVAL_30MIN: _ClassVar[CandleInterval]
    CANDLE_INTERVAL_1HOUR: _ClassVar[CandleInterval]
    CANDLE_INTERVAL_4HOUR: _ClassVar[CandleInterval]
    CANDLE_INTERVAL_1DAY: _ClassVar[CandleInterval]
    CANDLE_INTERVAL_1WEEK: _ClassVar[CandleInterval]
    CANDLE_INTERVAL_1MONTH: _ClassVar[CandleInterval]
TRADE_SIDE_UNSPECIFIED: TradeSide
TRADE_SIDE_BUY: TradeSide
TRADE_SIDE_SELL: TradeSide
CANDLE_INTERVAL_UNSPECIFIED: CandleInterval
CANDLE_INTERVAL_1MIN: CandleInterval
CANDLE_INTERVAL_5MIN: CandleInterval
CANDLE_INTERVAL_15MIN: CandleInterval
CANDLE_INTERVAL_30MIN: CandleInterval
CANDLE_INTERVAL_1HOUR: CandleInterval
CANDLE_INTERVAL_4HOUR: CandleInterval
CANDLE_INTERVAL_1DAY: CandleInterval
CANDLE_INTERVAL_1WEEK: CandleInterval
CANDLE_INTERVAL_1MONTH: CandleInterval

class Trade(_message.Message):
    __slots__ = ("trade_id", "symbol_id", "venue_id", "venue_symbol", "timestamp", "price", "quantity", "side", "value", "tx_hash", "block_number", "is_liquidation", "maker_order_id", "taker_order_id")
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    TX_HASH_FIELD_NUMBER: _ClassVar[int]
    BLOCK_NUMBER_FIELD_NUMBER: _ClassVar[int]
    IS_LIQUIDATION_FIELD_NUMBER: _ClassVar[int]
    MAKER_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    TAKER_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    trade_id: str
    symbol_id: str
    venue_id: str
    venue_symbol: str
    timestamp: _timestamp_pb2.Timestamp
    price: float
    quantity: float
    side: TradeSide
    value: float
    tx_hash: str
    block_number: int
    is_liquidation: bool
    maker_order_id: str
    taker_order_id: str
    def __init__(self, trade_id: _Optional[str] = ..., symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., price: _Optional[float] = ..., quantity: _Optional[float] = ..., side: _Optional[_Union[TradeSide, str]] = ..., value: _Optional[float] = ..., tx_hash: _Optional[str] = ..., block_number: _Optional[int] = ..., is_liquidation: _Optional[bool] = ..., maker_order_id: _Optional[str] = ..., taker_order_id: _Optional[str] = ...) -> None: ...

class Candle(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "venue_symbol", "timestamp", "interval", "open", "high", "low", "close", "volume", "quote_volume", "trade_count", "vwap", "is_closed", "buy_volume", "sell_volume")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    CLOSE_FIELD_NUMBER: _ClassVar[int]
    VOLUME_FIELD_NUMBER: _ClassVar[int]
    QUOTE_VOLUME_FIELD_NUMBER: _ClassVar[int]
    TRADE_COUNT_FIELD_NUMBER: _ClassVar[int]
    VWAP_FIELD_NUMBER: _ClassVar[int]
    IS_CLOSED_FIELD_NUMBER: _ClassVar[int]
    BUY_VOLUME_FIELD_NUMBER: _ClassVar[int]
    SELL_VOLUME_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    venue_symbol: str
    timestamp: _timestamp_pb2.Timestamp
    interval: CandleInterval
    open: float
    high: float
    low: float
    close: float
    volume: float
    quote_volume: float
    trade_count: int
    vwap: float
    is_closed: bool
    buy_volume: float
    sell_volume: float
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., interval: _Optional[_Union[CandleInterval, str]] = ..., open: _Optional[float] = ..., high: _Optional[float] = ..., low: _Optional[float] = ..., close: _Optional[float] = ..., volume: _Optional[float] = ..., quote_volume: _Optional[float] = ..., trade_count: _Optional[int] = ..., vwap: _Optional[float] = ..., is_closed: _Optional[bool] = ..., buy_volume: _Optional[float] = ..., sell_volume: _Optional[float] = ...) -> None: ...
