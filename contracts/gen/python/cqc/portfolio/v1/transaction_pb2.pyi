import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TransactionType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRANSACTION_TYPE_UNSPECIFIED: _ClassVar[TransactionType]
    TRANSACTION_TYPE_BUY: _ClassVar[TransactionType]
    TRANSACTION_TYPE_SELL: _ClassVar[TransactionType]
    TRANSACTION_TYPE_DEPOSIT: _ClassVar[TransactionType]
    TRANSACTION_TYPE_WITHDRAWAL: _ClassVar[TransactionType]
    TRANSACTION_TYPE_TRANSFER_IN: _ClassVar[TransactionType]
    TRANSACTION_TYPE_TRANSFER_OUT: _ClassVar[TransactionType]
    TRANSACTION_TYPE_FEE: _ClassVar[TransactionType]
    TRANSACTION_TYPE_DIVIDEND: _ClassVar[TransactionType]
    TRANSACTION_TYPE_LIQUIDATION: _ClassVar[TransactionType]
    TRANSACTION_TYPE_AIRDROP: _ClassVar[TransactionType]
    TRANSACTION_TYPE_STAKE: _ClassVar[TransactionType]
    TRANSACTION_TYPE_UNSTAKE: _ClassVar[TransactionType]

class TransactionStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRANSACTION_STATUS_UNSPECIFIED: _ClassVar[TransactionStatus]
    TRANSACTION_STATUS_PENDING: _ClassVar[TransactionStatus]
    TRANSACTION_STATUS_CONFIRMED: _ClassVar[TransactionStatus]
    TRANSACTION_STATUS_FAILED: _ClassVar[TransactionStatus]
    TRANSACTION_STATUS_CANCELLED: _ClassVar[TransactionStatus]
    TRANSACTION_STATUS_PROCESSING: _ClassVar[TransactionStatus]
TRANSACTION_TYPE_UNSPECIFIED: TransactionType
TRANSACTION_TYPE_BUY: TransactionType
TRANSACTION_TYPE_SELL: TransactionType
TRANSACTION_TYPE_DEPOSIT: TransactionType
TRANSACTION_TYPE_WITHDRAWAL: TransactionType
TRANSACTION_TYPE_TRANSFER_IN: TransactionType
TRANSACTION_TYPE_TRANSFER_OUT: TransactionType
TRANSACTION_TYPE_FEE: TransactionType
TRANSACTION_TYPE_DIVIDEND: TransactionType
TRANSACTION_TYPE_LIQUIDATION: TransactionType
TRANSACTION_TYPE_AIRDROP: TransactionType
TRANSACTION_TYPE_STAKE: TransactionType
TRANSACTION_TYPE_UNSTAKE: TransactionType
TRANSACTION_STATUS_UNSPECIFIED: TransactionStatus
TRANSACTION_STATUS_PENDING: TransactionStatus
TRANSACTION_STATUS_CONFIRMED: TransactionStatus
TRANSACTION_STATUS_FAILED: TransactionStatus
TRANSACTION_STATUS_CANCELLED: TransactionStatus
TRANSACTION_STATUS_PROCESSING: TransactionStatus

class Transaction(_message.Message):
    __slots__ = ("transaction_id", "portfolio_id", "position_id", "type", "status", "asset_id", "venue_id", "quantity", "price", "quote_asset_id", "value", "fee", "fee_asset_id", "net_value", "timestamp", "confirmed_at", "order_id", "trade_id", "tx_hash", "block_number", "related_transaction_id", "notes", "source", "affects_realized_pnl", "realized_pnl")
    TRANSACTION_ID_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    FEE_FIELD_NUMBER: _ClassVar[int]
    FEE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    NET_VALUE_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_AT_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    TX_HASH_FIELD_NUMBER: _ClassVar[int]
    BLOCK_NUMBER_FIELD_NUMBER: _ClassVar[int]
    RELATED_TRANSACTION_ID_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    AFFECTS_REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    transaction_id: str
    portfolio_id: str
    position_id: str
    type: TransactionType
    status: TransactionStatus
    asset_id: str
    venue_id: str
    quantity: float
    price: float
    quote_asset_id: str
    value: float
    fee: float
    fee_asset_id: str
    net_value: float
    timestamp: _timestamp_pb2.Timestamp
    confirmed_at: _timestamp_pb2.Timestamp
    order_id: str
    trade_id: str
    tx_hash: str
    block_number: int
    related_transaction_id: str
    notes: str
    source: str
    affects_realized_pnl: bool
    realized_pnl: float
    def __init__(self, transaction_id: _Optional[str] = ..., portfolio_id: _Optional[str] = ..., position_id: _Optional[str] = ..., type: _Optional[_Union[TransactionType, str]] = ..., status: _Optional[_Union[TransactionStatus, str]] = ..., asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., quantity: _Optional[float] = ..., price: _Optional[float] = ..., quote_asset_id: _Optional[str] = ..., value: _Optional[float] = ..., fee: _Optional[float] = ..., fee_asset_id: _Optional[str] = ..., net_value: _Optional[float] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., confirmed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., order_id: _Optional[str] = ..., trade_id: _Optional[str] = ..., tx_hash: _Optional[str] = ..., block_number: _Optional[int] = ..., related_transaction_id: _Optional[str] = ..., notes: _Optional[str] = ..., source: _Optional[str] = ..., affects_realized_pnl: _Optional[bool] = ..., realized_pnl: _Optional[float] = ...) -> None: ...

class PnL(_message.Message):
    __slots__ = ("pnl_id", "portfolio_id", "position_id", "asset_id", "period_start", "period_end", "quote_asset_id", "starting_value", "ending_value", "net_deposits", "net_withdrawals", "realized_pnl", "unrealized_pnl", "total_pnl", "return_percent", "time_weighted_return", "money_weighted_return", "total_fees", "transaction_count", "winning_trades", "losing_trades", "avg_win", "avg_loss", "win_rate", "profit_factor", "max_drawdown", "sharpe_ratio", "volatility", "benchmark_return", "alpha", "beta")
    PNL_ID_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    PERIOD_START_FIELD_NUMBER: _ClassVar[int]
    PERIOD_END_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    STARTING_VALUE_FIELD_NUMBER: _ClassVar[int]
    ENDING_VALUE_FIELD_NUMBER: _ClassVar[int]
    NET_DEPOSITS_FIELD_NUMBER: _ClassVar[int]
    NET_WITHDRAWALS_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    UNREALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PNL_FIELD_NUMBER: _ClassVar[int]
    RETURN_PERCENT_FIELD_NUMBER: _ClassVar[int]
    TIME_WEIGHTED_RETURN_FIELD_NUMBER: _ClassVar[int]
    MONEY_WEIGHTED_RETURN_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FEES_FIELD_NUMBER: _ClassVar[int]
    TRANSACTION_COUNT_FIELD_NUMBER: _ClassVar[int]
    WINNING_TRADES_FIELD_NUMBER: _ClassVar[int]
    LOSING_TRADES_FIELD_NUMBER: _ClassVar[int]
    AVG_WIN_FIELD_NUMBER: _ClassVar[int]
    AVG_LOSS_FIELD_NUMBER: _ClassVar[int]
    WIN_RATE_FIELD_NUMBER: _ClassVar[int]
    PROFIT_FACTOR_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    SHARPE_RATIO_FIELD_NUMBER: _ClassVar[int]
    VOLATILITY_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_RETURN_FIELD_NUMBER: _ClassVar[int]
    ALPHA_FIELD_NUMBER: _ClassVar[int]
    BETA_FIELD_NUMBER: _ClassVar[int]
    pnl_id: str
    portfolio_id: str
    position_id: str
    asset_id: str
    period_start: _timestamp_pb2.Timestamp
    period_end: _timestamp_pb2.Timestamp
    quote_asset_id: str
    starting_value: float
    ending_value: float
    net_deposits: float
    net_withdrawals: float
    realized_pnl: float
    unrealized_pnl: float
    total_pnl: float
    return_percent: float
    time_weighted_return: float
    money_weighted_return: float
    total_fees: float
    transaction_count: int
    winning_trades: int
    losing_trades: int
    avg_win: float
    avg_loss: float
    win_rate: float
    profit_factor: float
    max_drawdown: float
    sharpe_ratio: float
    volatility: float
    benchmark_return: float
    alpha: float
    beta: float
    def __init__(self, pnl_id: _Optional[str] = ..., portfolio_id: _Optional[str] = ..., position_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., period_start: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., period_end: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., quote_asset_id: _Optional[str] = ..., starting_value: _Optional[float] = ..., ending_value: _Optional[float] = ..., net_deposits: _Optional[float] = ..., net_withdrawals: _Optional[float] = ..., realized_pnl: _Optional[float] = ..., unrealized_pnl: _Optional[float] = ..., total_pnl: _Optional[float] = ..., return_percent: _Optional[float] = ..., time_weighted_return: _Optional[float] = ..., money_weighted_return: _Optional[float] = ..., total_fees: _Optional[float] = ..., transaction_count: _Optional[int] = ..., winning_trades: _Optional[int] = ..., losing_trades: _Optional[int] = ..., avg_win: _Optional[float] = ..., avg_loss: _Optional[float] = ..., win_rate: _Optional[float] = ..., profit_factor: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., sharpe_ratio: _Optional[float] = ..., volatility: _Optional[float] = ..., benchmark_return: _Optional[float] = ..., alpha: _Optional[float] = ..., beta: _Optional[float] = ...) -> None: ...
