import datetime

from cqc.portfolio.v1 import portfolio_pb2 as _portfolio_pb2
from cqc.portfolio.v1 import position_pb2 as _position_pb2
from cqc.portfolio.v1 import transaction_pb2 as _transaction_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreatePortfolioRequest(_message.Message):
    __slots__ = ("name", "description", "owner_id", "quote_asset_id", "initial_value", "strategy", "risk_tolerance")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    INITIAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    RISK_TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    name: str
    description: str
    owner_id: str
    quote_asset_id: str
    initial_value: float
    strategy: str
    risk_tolerance: str
    def __init__(self, name: _Optional[str] = ..., description: _Optional[str] = ..., owner_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., initial_value: _Optional[float] = ..., strategy: _Optional[str] = ..., risk_tolerance: _Optional[str] = ...) -> None: ...

class CreatePortfolioResponse(_message.Message):
    __slots__ = ("portfolio",)
    PORTFOLIO_FIELD_NUMBER: _ClassVar[int]
    portfolio: _portfolio_pb2.Portfolio
    def __init__(self, portfolio: _Optional[_Union[_portfolio_pb2.Portfolio, _Mapping]] = ...) -> None: ...

class GetPortfolioRequest(_message.Message):
    __slots__ = ("portfolio_id",)
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    def __init__(self, portfolio_id: _Optional[str] = ...) -> None: ...

class GetPortfolioResponse(_message.Message):
    __slots__ = ("portfolio",)
    PORTFOLIO_FIELD_NUMBER: _ClassVar[int]
    portfolio: _portfolio_pb2.Portfolio
    def __init__(self, portfolio: _Optional[_Union[_portfolio_pb2.Portfolio, _Mapping]] = ...) -> None: ...

class UpdatePortfolioRequest(_message.Message):
    __slots__ = ("portfolio_id", "name", "description", "status", "strategy", "risk_tolerance", "benchmark_id")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    RISK_TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    name: str
    description: str
    status: _portfolio_pb2.PortfolioStatus
    strategy: str
    risk_tolerance: str
    benchmark_id: str
    def __init__(self, portfolio_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., status: _Optional[_Union[_portfolio_pb2.PortfolioStatus, str]] = ..., strategy: _Optional[str] = ..., risk_tolerance: _Optional[str] = ..., benchmark_id: _Optional[str] = ...) -> None: ...

class UpdatePortfolioResponse(_message.Message):
    __slots__ = ("portfolio",)
    PORTFOLIO_FIELD_NUMBER: _ClassVar[int]
    portfolio: _portfolio_pb2.Portfolio
    def __init__(self, portfolio: _Optional[_Union[_portfolio_pb2.Portfolio, _Mapping]] = ...) -> None: ...

class DeletePortfolioRequest(_message.Message):
    __slots__ = ("portfolio_id",)
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    def __init__(self, portfolio_id: _Optional[str] = ...) -> None: ...

class DeletePortfolioResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class ListPortfoliosRequest(_message.Message):
    __slots__ = ("owner_id", "status", "page_size", "page_token")
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    owner_id: str
    status: _portfolio_pb2.PortfolioStatus
    page_size: int
    page_token: str
    def __init__(self, owner_id: _Optional[str] = ..., status: _Optional[_Union[_portfolio_pb2.PortfolioStatus, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPortfoliosResponse(_message.Message):
    __slots__ = ("portfolios", "next_page_token")
    PORTFOLIOS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    portfolios: _containers.RepeatedCompositeFieldContainer[_portfolio_pb2.Portfolio]
    next_page_token: str
    def __init__(self, portfolios: _Optional[_Iterable[_Union[_portfolio_pb2.Portfolio, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetPortfolioSummaryRequest(_message.Message):
    __slots__ = ("portfolio_id",)
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    def __init__(self, portfolio_id: _Optional[str] = ...) -> None: ...

class GetPortfolioSummaryResponse(_message.Message):
    __slots__ = ("portfolio", "positions", "exposure", "allocation", "pnl")
    PORTFOLIO_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    ALLOCATION_FIELD_NUMBER: _ClassVar[int]
    PNL_FIELD_NUMBER: _ClassVar[int]
    portfolio: _portfolio_pb2.Portfolio
    positions: _containers.RepeatedCompositeFieldContainer[_position_pb2.Position]
    exposure: _position_pb2.Exposure
    allocation: _portfolio_pb2.Allocation
    pnl: _transaction_pb2.PnL
    def __init__(self, portfolio: _Optional[_Union[_portfolio_pb2.Portfolio, _Mapping]] = ..., positions: _Optional[_Iterable[_Union[_position_pb2.Position, _Mapping]]] = ..., exposure: _Optional[_Union[_position_pb2.Exposure, _Mapping]] = ..., allocation: _Optional[_Union[_portfolio_pb2.Allocation, _Mapping]] = ..., pnl: _Optional[_Union[_transaction_pb2.PnL, _Mapping]] = ...) -> None: ...

class CreatePositionRequest(_message.Message):
    __slots__ = ("portfolio_id", "asset_id", "venue_id", "quantity", "entry_price", "quote_asset_id")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    asset_id: str
    venue_id: str
    quantity: float
    entry_price: float
    quote_asset_id: str
    def __init__(self, portfolio_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., quantity: _Optional[float] = ..., entry_price: _Optional[float] = ..., quote_asset_id: _Optional[str] = ...) -> None: ...

class CreatePositionResponse(_message.Message):
    __slots__ = ("position",)
    POSITION_FIELD_NUMBER: _ClassVar[int]
    position: _position_pb2.Position
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ...) -> None: ...

class GetPositionRequest(_message.Message):
    __slots__ = ("position_id",)
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    position_id: str
    def __init__(self, position_id: _Optional[str] = ...) -> None: ...

class GetPositionResponse(_message.Message):
    __slots__ = ("position",)
    POSITION_FIELD_NUMBER: _ClassVar[int]
    position: _position_pb2.Position
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ...) -> None: ...

class UpdatePositionRequest(_message.Message):
    __slots__ = ("position_id", "quantity", "available_quantity", "locked_quantity", "entry_price", "current_price")
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    LOCKED_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    CURRENT_PRICE_FIELD_NUMBER: _ClassVar[int]
    position_id: str
    quantity: float
    available_quantity: float
    locked_quantity: float
    entry_price: float
    current_price: float
    def __init__(self, position_id: _Optional[str] = ..., quantity: _Optional[float] = ..., available_quantity: _Optional[float] = ..., locked_quantity: _Optional[float] = ..., entry_price: _Optional[float] = ..., current_price: _Optional[float] = ...) -> None: ...

class UpdatePositionResponse(_message.Message):
    __slots__ = ("position",)
    POSITION_FIELD_NUMBER: _ClassVar[int]
    position: _position_pb2.Position
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ...) -> None: ...

class ClosePositionRequest(_message.Message):
    __slots__ = ("position_id", "exit_price", "reason")
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    EXIT_PRICE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    position_id: str
    exit_price: float
    reason: str
    def __init__(self, position_id: _Optional[str] = ..., exit_price: _Optional[float] = ..., reason: _Optional[str] = ...) -> None: ...

class ClosePositionResponse(_message.Message):
    __slots__ = ("position", "transaction")
    POSITION_FIELD_NUMBER: _ClassVar[int]
    TRANSACTION_FIELD_NUMBER: _ClassVar[int]
    position: _position_pb2.Position
    transaction: _transaction_pb2.Transaction
    def __init__(self, position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ..., transaction: _Optional[_Union[_transaction_pb2.Transaction, _Mapping]] = ...) -> None: ...

class ListPositionsRequest(_message.Message):
    __slots__ = ("portfolio_id", "asset_id", "venue_id", "only_open")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    ONLY_OPEN_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    asset_id: str
    venue_id: str
    only_open: bool
    def __init__(self, portfolio_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., only_open: _Optional[bool] = ...) -> None: ...

class ListPositionsResponse(_message.Message):
    __slots__ = ("positions",)
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    positions: _containers.RepeatedCompositeFieldContainer[_position_pb2.Position]
    def __init__(self, positions: _Optional[_Iterable[_Union[_position_pb2.Position, _Mapping]]] = ...) -> None: ...

class GetExposureRequest(_message.Message):
    __slots__ = ("portfolio_id", "asset_id")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    asset_id: str
    def __init__(self, portfolio_id: _Optional[str] = ..., asset_id: _Optional[str] = ...) -> None: ...

class GetExposureResponse(_message.Message):
    __slots__ = ("exposure",)
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    exposure: _position_pb2.Exposure
    def __init__(self, exposure: _Optional[_Union[_position_pb2.Exposure, _Mapping]] = ...) -> None: ...

class CreateTransactionRequest(_message.Message):
    __slots__ = ("portfolio_id", "position_id", "type", "asset_id", "venue_id", "quantity", "price", "quote_asset_id", "fee", "fee_asset_id", "order_id", "trade_id", "tx_hash")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    FEE_FIELD_NUMBER: _ClassVar[int]
    FEE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    TX_HASH_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    position_id: str
    type: _transaction_pb2.TransactionType
    asset_id: str
    venue_id: str
    quantity: float
    price: float
    quote_asset_id: str
    fee: float
    fee_asset_id: str
    order_id: str
    trade_id: str
    tx_hash: str
    def __init__(self, portfolio_id: _Optional[str] = ..., position_id: _Optional[str] = ..., type: _Optional[_Union[_transaction_pb2.TransactionType, str]] = ..., asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., quantity: _Optional[float] = ..., price: _Optional[float] = ..., quote_asset_id: _Optional[str] = ..., fee: _Optional[float] = ..., fee_asset_id: _Optional[str] = ..., order_id: _Optional[str] = ..., trade_id: _Optional[str] = ..., tx_hash: _Optional[str] = ...) -> None: ...

class CreateTransactionResponse(_message.Message):
    __slots__ = ("transaction",)
    TRANSACTION_FIELD_NUMBER: _ClassVar[int]
    transaction: _transaction_pb2.Transaction
    def __init__(self, transaction: _Optional[_Union[_transaction_pb2.Transaction, _Mapping]] = ...) -> None: ...

class GetTransactionRequest(_message.Message):
    __slots__ = ("transaction_id",)
    TRANSACTION_ID_FIELD_NUMBER: _ClassVar[int]
    transaction_id: str
    def __init__(self, transaction_id: _Optional[str] = ...) -> None: ...

class GetTransactionResponse(_message.Message):
    __slots__ = ("transaction",)
    TRANSACTION_FIELD_NUMBER: _ClassVar[int]
    transaction: _transaction_pb2.Transaction
    def __init__(self, transaction: _Optional[_Union[_transaction_pb2.Transaction, _Mapping]] = ...) -> None: ...

class ListTransactionsRequest(_message.Message):
    __slots__ = ("portfolio_id", "position_id", "type", "start_time", "end_time", "page_size", "page_token")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    position_id: str
    type: _transaction_pb2.TransactionType
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    page_size: int
    page_token: str
    def __init__(self, portfolio_id: _Optional[str] = ..., position_id: _Optional[str] = ..., type: _Optional[_Union[_transaction_pb2.TransactionType, str]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListTransactionsResponse(_message.Message):
    __slots__ = ("transactions", "next_page_token")
    TRANSACTIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    transactions: _containers.RepeatedCompositeFieldContainer[_transaction_pb2.Transaction]
    next_page_token: str
    def __init__(self, transactions: _Optional[_Iterable[_Union[_transaction_pb2.Transaction, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetPnLRequest(_message.Message):
    __slots__ = ("portfolio_id", "position_id", "start_time", "end_time")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    position_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, portfolio_id: _Optional[str] = ..., position_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetPnLResponse(_message.Message):
    __slots__ = ("pnl",)
    PNL_FIELD_NUMBER: _ClassVar[int]
    pnl: _transaction_pb2.PnL
    def __init__(self, pnl: _Optional[_Union[_transaction_pb2.PnL, _Mapping]] = ...) -> None: ...

class GetAllocationRequest(_message.Message):
    __slots__ = ("portfolio_id",)
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    def __init__(self, portfolio_id: _Optional[str] = ...) -> None: ...

class GetAllocationResponse(_message.Message):
    __slots__ = ("allocation",)
    ALLOCATION_FIELD_NUMBER: _ClassVar[int]
    allocation: _portfolio_pb2.Allocation
    def __init__(self, allocation: _Optional[_Union[_portfolio_pb2.Allocation, _Mapping]] = ...) -> None: ...

class StreamPortfolioUpdatesRequest(_message.Message):
    __slots__ = ("portfolio_ids",)
    PORTFOLIO_IDS_FIELD_NUMBER: _ClassVar[int]
    portfolio_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, portfolio_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class StreamPortfolioUpdatesResponse(_message.Message):
    __slots__ = ("portfolio",)
    PORTFOLIO_FIELD_NUMBER: _ClassVar[int]
    portfolio: _portfolio_pb2.Portfolio
    def __init__(self, portfolio: _Optional[_Union[_portfolio_pb2.Portfolio, _Mapping]] = ...) -> None: ...

class RebalancePortfolioRequest(_message.Message):
    __slots__ = ("portfolio_id", "target_allocation", "tolerance")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_ALLOCATION_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    target_allocation: _portfolio_pb2.Allocation
    tolerance: float
    def __init__(self, portfolio_id: _Optional[str] = ..., target_allocation: _Optional[_Union[_portfolio_pb2.Allocation, _Mapping]] = ..., tolerance: _Optional[float] = ...) -> None: ...

class RebalancePortfolioResponse(_message.Message):
    __slots__ = ("actions", "estimated_cost")
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    ESTIMATED_COST_FIELD_NUMBER: _ClassVar[int]
    actions: _containers.RepeatedCompositeFieldContainer[RebalanceAction]
    estimated_cost: float
    def __init__(self, actions: _Optional[_Iterable[_Union[RebalanceAction, _Mapping]]] = ..., estimated_cost: _Optional[float] = ...) -> None: ...

class RebalanceAction(_message.Message):
    __slots__ = ("asset_id", "action_type", "quantity", "current_weight", "target_weight")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    ACTION_TYPE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    CURRENT_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    TARGET_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    action_type: str
    quantity: float
    current_weight: float
    target_weight: float
    def __init__(self, asset_id: _Optional[str] = ..., action_type: _Optional[str] = ..., quantity: _Optional[float] = ..., current_weight: _Optional[float] = ..., target_weight: _Optional[float] = ...) -> None: ...

class GetPerformanceMetricsRequest(_message.Message):
    __slots__ = ("portfolio_id", "start_time", "end_time")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, portfolio_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetPerformanceMetricsResponse(_message.Message):
    __slots__ = ("total_return", "annualized_return", "volatility", "sharpe_ratio", "sortino_ratio", "max_drawdown", "max_drawdown_duration", "win_rate", "profit_factor", "total_trades", "winning_trades", "losing_trades")
    TOTAL_RETURN_FIELD_NUMBER: _ClassVar[int]
    ANNUALIZED_RETURN_FIELD_NUMBER: _ClassVar[int]
    VOLATILITY_FIELD_NUMBER: _ClassVar[int]
    SHARPE_RATIO_FIELD_NUMBER: _ClassVar[int]
    SORTINO_RATIO_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_DURATION_FIELD_NUMBER: _ClassVar[int]
    WIN_RATE_FIELD_NUMBER: _ClassVar[int]
    PROFIT_FACTOR_FIELD_NUMBER: _ClassVar[int]
    TOTAL_TRADES_FIELD_NUMBER: _ClassVar[int]
    WINNING_TRADES_FIELD_NUMBER: _ClassVar[int]
    LOSING_TRADES_FIELD_NUMBER: _ClassVar[int]
    total_return: float
    annualized_return: float
    volatility: float
    sharpe_ratio: float
    sortino_ratio: float
    max_drawdown: float
    max_drawdown_duration: float
    win_rate: float
    profit_factor: float
    total_trades: int
    winning_trades: int
    losing_trades: int
    def __init__(self, total_return: _Optional[float] = ..., annualized_return: _Optional[float] = ..., volatility: _Optional[float] = ..., sharpe_ratio: _Optional[float] = ..., sortino_ratio: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., max_drawdown_duration: _Optional[float] = ..., win_rate: _Optional[float] = ..., profit_factor: _Optional[float] = ..., total_trades: _Optional[int] = ..., winning_trades: _Optional[int] = ..., losing_trades: _Optional[int] = ...) -> None: ...
