import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PortfolioStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PORTFOLIO_STATUS_UNSPECIFIED: _ClassVar[PortfolioStatus]
    PORTFOLIO_STATUS_ACTIVE: _ClassVar[PortfolioStatus]
    PORTFOLIO_STATUS_INACTIVE: _ClassVar[PortfolioStatus]
    PORTFOLIO_STATUS_LIQUIDATING: _ClassVar[PortfolioStatus]
    PORTFOLIO_STATUS_CLOSED: _ClassVar[PortfolioStatus]
    PORTFOLIO_STATUS_SUSPENDED: _ClassVar[PortfolioStatus]
PORTFOLIO_STATUS_UNSPECIFIED: PortfolioStatus
PORTFOLIO_STATUS_ACTIVE: PortfolioStatus
PORTFOLIO_STATUS_INACTIVE: PortfolioStatus
PORTFOLIO_STATUS_LIQUIDATING: PortfolioStatus
PORTFOLIO_STATUS_CLOSED: PortfolioStatus
PORTFOLIO_STATUS_SUSPENDED: PortfolioStatus

class Portfolio(_message.Message):
    __slots__ = ("portfolio_id", "name", "description", "owner_id", "status", "quote_asset_id", "total_value", "total_cost_basis", "total_unrealized_pnl", "total_realized_pnl", "total_pnl", "total_pnl_percent", "available_cash", "initial_value", "created_at", "updated_at", "position_count", "asset_count", "venue_count", "avg_leverage", "total_margin_used", "max_drawdown", "sharpe_ratio", "beta", "benchmark_id", "strategy", "risk_tolerance")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    TOTAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COST_BASIS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_UNREALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    TOTAL_REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PNL_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PNL_PERCENT_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_CASH_FIELD_NUMBER: _ClassVar[int]
    INITIAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    POSITION_COUNT_FIELD_NUMBER: _ClassVar[int]
    ASSET_COUNT_FIELD_NUMBER: _ClassVar[int]
    VENUE_COUNT_FIELD_NUMBER: _ClassVar[int]
    AVG_LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_MARGIN_USED_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    SHARPE_RATIO_FIELD_NUMBER: _ClassVar[int]
    BETA_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    RISK_TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    name: str
    description: str
    owner_id: str
    status: PortfolioStatus
    quote_asset_id: str
    total_value: float
    total_cost_basis: float
    total_unrealized_pnl: float
    total_realized_pnl: float
    total_pnl: float
    total_pnl_percent: float
    available_cash: float
    initial_value: float
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    position_count: int
    asset_count: int
    venue_count: int
    avg_leverage: float
    total_margin_used: float
    max_drawdown: float
    sharpe_ratio: float
    beta: float
    benchmark_id: str
    strategy: str
    risk_tolerance: str
    def __init__(self, portfolio_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., owner_id: _Optional[str] = ..., status: _Optional[_Union[PortfolioStatus, str]] = ..., quote_asset_id: _Optional[str] = ..., total_value: _Optional[float] = ..., total_cost_basis: _Optional[float] = ..., total_unrealized_pnl: _Optional[float] = ..., total_realized_pnl: _Optional[float] = ..., total_pnl: _Optional[float] = ..., total_pnl_percent: _Optional[float] = ..., available_cash: _Optional[float] = ..., initial_value: _Optional[float] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., position_count: _Optional[int] = ..., asset_count: _Optional[int] = ..., venue_count: _Optional[int] = ..., avg_leverage: _Optional[float] = ..., total_margin_used: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., sharpe_ratio: _Optional[float] = ..., beta: _Optional[float] = ..., benchmark_id: _Optional[str] = ..., strategy: _Optional[str] = ..., risk_tolerance: _Optional[str] = ...) -> None: ...

class Allocation(_message.Message):
    __slots__ = ("allocation_id", "portfolio_id", "dimension", "dimension_value", "asset_id", "target_percent", "target_value", "actual_percent", "actual_value", "deviation_percent", "deviation_value", "within_tolerance", "tolerance_percent", "min_percent", "max_percent", "quote_asset_id", "timestamp", "rebalance_priority", "is_active", "notes")
    ALLOCATION_ID_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_VALUE_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_PERCENT_FIELD_NUMBER: _ClassVar[int]
    TARGET_VALUE_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_PERCENT_FIELD_NUMBER: _ClassVar[int]
    ACTUAL_VALUE_FIELD_NUMBER: _ClassVar[int]
    DEVIATION_PERCENT_FIELD_NUMBER: _ClassVar[int]
    DEVIATION_VALUE_FIELD_NUMBER: _ClassVar[int]
    WITHIN_TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    MIN_PERCENT_FIELD_NUMBER: _ClassVar[int]
    MAX_PERCENT_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    REBALANCE_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    allocation_id: str
    portfolio_id: str
    dimension: str
    dimension_value: str
    asset_id: str
    target_percent: float
    target_value: float
    actual_percent: float
    actual_value: float
    deviation_percent: float
    deviation_value: float
    within_tolerance: bool
    tolerance_percent: float
    min_percent: float
    max_percent: float
    quote_asset_id: str
    timestamp: _timestamp_pb2.Timestamp
    rebalance_priority: int
    is_active: bool
    notes: str
    def __init__(self, allocation_id: _Optional[str] = ..., portfolio_id: _Optional[str] = ..., dimension: _Optional[str] = ..., dimension_value: _Optional[str] = ..., asset_id: _Optional[str] = ..., target_percent: _Optional[float] = ..., target_value: _Optional[float] = ..., actual_percent: _Optional[float] = ..., actual_value: _Optional[float] = ..., deviation_percent: _Optional[float] = ..., deviation_value: _Optional[float] = ..., within_tolerance: _Optional[bool] = ..., tolerance_percent: _Optional[float] = ..., min_percent: _Optional[float] = ..., max_percent: _Optional[float] = ..., quote_asset_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., rebalance_priority: _Optional[int] = ..., is_active: _Optional[bool] = ..., notes: _Optional[str] = ...) -> None: ...
