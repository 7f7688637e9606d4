import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BalanceType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BALANCE_TYPE_UNSPECIFIED: _ClassVar[BalanceType]
    BALANCE_TYPE_SPOT: _ClassVar[BalanceType]
    BALANCE_TYPE_MARGIN: _ClassVar[BalanceType]
    BALANCE_TYPE_FUTURES: _ClassVar[BalanceType]
    BALANCE_TYPE_LENDING: _ClassVar[BalanceType]
    BALANCE_TYPE_BORROWING: _ClassVar[BalanceType]
    BALANCE_TYPE_STAKED: _ClassVar[BalanceType]
    BALANCE_TYPE_LOCKED: _ClassVar[BalanceType]
    BALANCE_TYPE_REWARDS: _ClassVar[BalanceType]

class ExecutionType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EXECUTION_TYPE_UNSPECIFIED: _ClassVar[ExecutionType]
    EXECUTION_TYPE_NEW: _ClassVar[ExecutionType]
    EXECUTION_TYPE_PARTIAL_FILL: _ClassVar[ExecutionType]
    EXECUTION_TYPE_FILL: _ClassVar[ExecutionType]
    EXECUTION_TYPE_CANCELLED: _ClassVar[ExecutionType]
    EXECUTION_TYPE_REPLACED: _ClassVar[ExecutionType]
    EXECUTION_TYPE_REJECTED: _ClassVar[ExecutionType]
    EXECUTION_TYPE_EXPIRED: _ClassVar[ExecutionType]
    EXECUTION_TYPE_TRADE: _ClassVar[ExecutionType]
BALANCE_TYPE_UNSPECIFIED: BalanceType
BALANCE_TYPE_SPOT: BalanceType
BALANCE_TYPE_MARGIN: BalanceType
BALANCE_TYPE_FUTURES: BalanceType
BALANCE_TYPE_LENDING: BalanceType
BALANCE_TYPE_BORROWING: BalanceType
BALANCE_TYPE_STAKED: BalanceType
BALANCE_TYPE_LOCKED: BalanceType
BALANCE_TYPE_REWARDS: BalanceType
EXECUTION_TYPE_UNSPECIFIED: ExecutionType
EXECUTION_TYPE_NEW: ExecutionType
EXECUTION_TYPE_PARTIAL_FILL: ExecutionType
EXECUTION_TYPE_FILL: ExecutionType
EXECUTION_TYPE_CANCELLED: ExecutionType
EXECUTION_TYPE_REPLACED: ExecutionType
EXECUTION_TYPE_REJECTED: ExecutionType
EXECUTION_TYPE_EXPIRED: ExecutionType
EXECUTION_TYPE_TRADE: ExecutionType

class Balance(_message.Message):
    __slots__ = ("balance_id", "account_id", "venue_id", "asset_id", "balance_type", "total", "available", "locked", "reserved", "borrowed", "interest", "usd_value", "timestamp", "updated_at", "wallet_address", "chain_id", "withdrawable", "tradeable", "unlock_time", "apr", "apy")
    BALANCE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    BALANCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_FIELD_NUMBER: _ClassVar[int]
    LOCKED_FIELD_NUMBER: _ClassVar[int]
    RESERVED_FIELD_NUMBER: _ClassVar[int]
    BORROWED_FIELD_NUMBER: _ClassVar[int]
    INTEREST_FIELD_NUMBER: _ClassVar[int]
    USD_VALUE_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    WALLET_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWABLE_FIELD_NUMBER: _ClassVar[int]
    TRADEABLE_FIELD_NUMBER: _ClassVar[int]
    UNLOCK_TIME_FIELD_NUMBER: _ClassVar[int]
    APR_FIELD_NUMBER: _ClassVar[int]
    APY_FIELD_NUMBER: _ClassVar[int]
    balance_id: str
    account_id: str
    venue_id: str
    asset_id: str
    balance_type: BalanceType
    total: float
    available: float
    locked: float
    reserved: float
    borrowed: float
    interest: float
    usd_value: float
    timestamp: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    wallet_address: str
    chain_id: str
    withdrawable: bool
    tradeable: bool
    unlock_time: _timestamp_pb2.Timestamp
    apr: float
    apy: float
    def __init__(self, balance_id: _Optional[str] = ..., account_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., balance_type: _Optional[_Union[BalanceType, str]] = ..., total: _Optional[float] = ..., available: _Optional[float] = ..., locked: _Optional[float] = ..., reserved: _Optional[float] = ..., borrowed: _Optional[float] = ..., interest: _Optional[float] = ..., usd_value: _Optional[float] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., wallet_address: _Optional[str] = ..., chain_id: _Optional[str] = ..., withdrawable: _Optional[bool] = ..., tradeable: _Optional[bool] = ..., unlock_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., apr: _Optional[float] = ..., apy: _Optional[float] = ...) -> None: ...

class ExecutionReport(_message.Message):
    __slots__ = ("execution_id", "order_id", "venue_order_id", "client_order_id", "account_id", "venue_id", "venue_symbol", "asset_id", "quote_asset_id", "execution_type", "order_status", "side", "order_type", "timestamp", "price", "quantity", "cumulative_quantity", "remaining_quantity", "fee", "fee_asset_id", "commission_rate", "trade_id", "is_maker", "tx_hash", "block_number", "liquidity", "venue_execution_id", "value", "average_fill_price", "rejection_reason", "order_updated_at")
    EXECUTION_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    EXECUTION_TYPE_FIELD_NUMBER: _ClassVar[int]
    ORDER_STATUS_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    ORDER_TYPE_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    CUMULATIVE_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REMAINING_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    FEE_FIELD_NUMBER: _ClassVar[int]
    FEE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    COMMISSION_RATE_FIELD_NUMBER: _ClassVar[int]
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    IS_MAKER_FIELD_NUMBER: _ClassVar[int]
    TX_HASH_FIELD_NUMBER: _ClassVar[int]
    BLOCK_NUMBER_FIELD_NUMBER: _ClassVar[int]
    LIQUIDITY_FIELD_NUMBER: _ClassVar[int]
    VENUE_EXECUTION_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_FILL_PRICE_FIELD_NUMBER: _ClassVar[int]
    REJECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    ORDER_UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    execution_id: str
    order_id: str
    venue_order_id: str
    client_order_id: str
    account_id: str
    venue_id: str
    venue_symbol: str
    asset_id: str
    quote_asset_id: str
    execution_type: ExecutionType
    order_status: str
    side: str
    order_type: str
    timestamp: _timestamp_pb2.Timestamp
    price: float
    quantity: float
    cumulative_quantity: float
    remaining_quantity: float
    fee: float
    fee_asset_id: str
    commission_rate: float
    trade_id: str
    is_maker: bool
    tx_hash: str
    block_number: int
    liquidity: str
    venue_execution_id: str
    value: float
    average_fill_price: float
    rejection_reason: str
    order_updated_at: _timestamp_pb2.Timestamp
    def __init__(self, execution_id: _Optional[str] = ..., order_id: _Optional[str] = ..., venue_order_id: _Optional[str] = ..., client_order_id: _Optional[str] = ..., account_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., asset_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., execution_type: _Optional[_Union[ExecutionType, str]] = ..., order_status: _Optional[str] = ..., side: _Optional[str] = ..., order_type: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., price: _Optional[float] = ..., quantity: _Optional[float] = ..., cumulative_quantity: _Optional[float] = ..., remaining_quantity: _Optional[float] = ..., fee: _Optional[float] = ..., fee_asset_id: _Optional[str] = ..., commission_rate: _Optional[float] = ..., trade_id: _Optional[str] = ..., is_maker: _Optional[bool] = ..., tx_hash: _Optional[str] = ..., block_number: _Optional[int] = ..., liquidity: _Optional[str] = ..., venue_execution_id: _Optional[str] = ..., value: _Optional[float] = ..., average_fill_price: _Optional[float] = ..., rejection_reason: _Optional[str] = ..., order_updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
