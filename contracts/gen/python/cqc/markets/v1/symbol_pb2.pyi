import datetime

from cqc.markets.v1 import market_spec_pb2 as _market_spec_pb2
from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SymbolType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SYMBOL_TYPE_UNSPECIFIED: _ClassVar[SymbolType]
    SYMBOL_TYPE_SPOT: _ClassVar[SymbolType]
    SYMBOL_TYPE_PERPETUAL: _ClassVar[SymbolType]
    SYMBOL_TYPE_FUTURE: _ClassVar[SymbolType]
    SYMBOL_TYPE_OPTION: _ClassVar[SymbolType]
    SYMBOL_TYPE_MARGIN: _ClassVar[SymbolType]

class OptionType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OPTION_TYPE_UNSPECIFIED: _ClassVar[OptionType]
    OPTION_TYPE_CALL: _ClassVar[OptionType]
    OPTION_TYPE_PUT: _ClassVar[OptionType]
SYMBOL_TYPE_UNSPECIFIED: SymbolType
SYMBOL_TYPE_SPOT: SymbolType
SYMBOL_TYPE_PERPETUAL: SymbolType
SYMBOL_TYPE_FUTURE: SymbolType
SYMBOL_TYPE_OPTION: SymbolType
SYMBOL_TYPE_MARGIN: SymbolType
OPTION_TYPE_UNSPECIFIED: OptionType
OPTION_TYPE_CALL: OptionType
OPTION_TYPE_PUT: OptionType

class Symbol(_message.Message):
    __slots__ = ("symbol_id", "symbol", "symbol_type", "base_asset_id", "quote_asset_id", "settlement_asset_id", "tick_size", "lot_size", "min_order_size", "max_order_size", "min_notional", "contract_size", "expiry", "strike_price", "option_type", "is_active", "created_at", "updated_at", "delisted_at", "metadata", "exact", "deleted_at", "version")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_TYPE_FIELD_NUMBER: _ClassVar[int]
    BASE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SETTLEMENT_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    TICK_SIZE_FIELD_NUMBER: _ClassVar[int]
    LOT_SIZE_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MIN_NOTIONAL_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_SIZE_FIELD_NUMBER: _ClassVar[int]
    EXPIRY_FIELD_NUMBER: _ClassVar[int]
    STRIKE_PRICE_FIELD_NUMBER: _ClassVar[int]
    OPTION_TYPE_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    DELISTED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    EXACT_FIELD_NUMBER: _ClassVar[int]
    DELETED_AT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    symbol: str
    symbol_type: SymbolType
    base_asset_id: str
    quote_asset_id: str
    settlement_asset_id: str
    tick_size: float
    lot_size: float
    min_order_size: float
    max_order_size: float
    min_notional: float
    contract_size: float
    expiry: _timestamp_pb2.Timestamp
    strike_price: float
    option_type: OptionType
    is_active: bool
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    delisted_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    exact: _market_spec_pb2.MarketSpec
    deleted_at: _timestamp_pb2.Timestamp
    version: int
    def __init__(self, symbol_id: _Optional[str] = ..., symbol: _Optional[str] = ..., symbol_type: _Optional[_Union[SymbolType, str]] = ..., base_asset_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., settlement_asset_id: _Optional[str] = ..., tick_size: _Optional[float] = ..., lot_size: _Optional[float] = ..., min_order_size: _Optional[float] = ..., max_order_size: _Optional[float] = ..., min_notional: _Optional[float] = ..., contract_size: _Optional[float] = ..., expiry: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., strike_price: _Optional[float] = ..., option_type: _Optional[_Union[OptionType, str]] = ..., is_active: _Optional[bool] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., delisted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., exact: _Optional[_Union[_market_spec_pb2.MarketSpec, _Mapping]] = ..., deleted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., version: _Optional[int] = ...) -> None: ...
