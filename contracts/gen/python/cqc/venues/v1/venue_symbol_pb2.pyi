import datetime

from cqc.markets.v1 import market_spec_pb2 as _market_spec_pb2
from cqc.markets.v1 import symbol_pb2 as _symbol_pb2
from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class VenueSymbol(_message.Message):
    __slots__ = ("venue_id", "symbol_id", "venue_symbol", "is_active", "maker_fee", "taker_fee", "min_order_value", "max_order_value", "min_notional", "max_leverage", "listed_at", "delisted_at", "metadata", "venue_symbol_id", "symbol", "spec", "maker_fee_exact", "taker_fee_exact", "version", "created_at", "updated_at", "min_order_value_exact", "max_order_value_exact", "max_leverage_exact")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    MAKER_FEE_FIELD_NUMBER: _ClassVar[int]
    TAKER_FEE_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    MIN_NOTIONAL_FIELD_NUMBER: _ClassVar[int]
    MAX_LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    LISTED_AT_FIELD_NUMBER: _ClassVar[int]
    DELISTED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    MAKER_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    TAKER_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_VALUE_EXACT_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_VALUE_EXACT_FIELD_NUMBER: _ClassVar[int]
    MAX_LEVERAGE_EXACT_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    symbol_id: str
    venue_symbol: str
    is_active: bool
    maker_fee: float
    taker_fee: float
    min_order_value: float
    max_order_value: float
    min_notional: float
    max_leverage: float
    listed_at: _timestamp_pb2.Timestamp
    delisted_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    venue_symbol_id: str
    symbol: _symbol_pb2.Symbol
    spec: _market_spec_pb2.MarketSpec
    maker_fee_exact: str
    taker_fee_exact: str
    version: int
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    min_order_value_exact: str
    max_order_value_exact: str
    max_leverage_exact: str
    def __init__(self, venue_id: _Optional[str] = ..., symbol_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., is_active: _Optional[bool] = ..., maker_fee: _Optional[float] = ..., taker_fee: _Optional[float] = ..., min_order_value: _Optional[float] = ..., max_order_value: _Optional[float] = ..., min_notional: _Optional[float] = ..., max_leverage: _Optional[float] = ..., listed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., delisted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., venue_symbol_id: _Optional[str] = ..., symbol: _Optional[_Union[_symbol_pb2.Symbol, _Mapping]] = ..., spec: _Optional[_Union[_market_spec_pb2.MarketSpec, _Mapping]] = ..., maker_fee_exact: _Optional[str] = ..., taker_fee_exact: _Optional[str] = ..., version: _Optional[int] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., min_order_value_exact: _Optional[str] = ..., max_order_value_exact: _Optional[str] = ..., max_leverage_exact: _Optional[str] = ...) -> None: ...
