import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Position(_message.Message):
    __slots__ = ("position_id", "portfolio_id", "asset_id", "venue_id", "quantity", "available_quantity", "locked_quantity", "entry_price", "quote_asset_id", "current_price", "current_value", "cost_basis", "unrealized_pnl", "unrealized_pnl_percent", "realized_pnl", "opened_at", "updated_at", "closed_at", "is_long", "leverage", "liquidation_price", "margin", "deployment_id")
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    LOCKED_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ENTRY_PRICE_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    CURRENT_PRICE_FIELD_NUMBER: _ClassVar[int]
    CURRENT_VALUE_FIELD_NUMBER: _ClassVar[int]
    COST_BASIS_FIELD_NUMBER: _ClassVar[int]
    UNREALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    UNREALIZED_PNL_PERCENT_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    OPENED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    CLOSED_AT_FIELD_NUMBER: _ClassVar[int]
    IS_LONG_FIELD_NUMBER: _ClassVar[int]
    LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    LIQUIDATION_PRICE_FIELD_NUMBER: _ClassVar[int]
    MARGIN_FIELD_NUMBER: _ClassVar[int]
    DEPLOYMENT_ID_FIELD_NUMBER: _ClassVar[int]
    position_id: str
    portfolio_id: str
    asset_id: str
    venue_id: str
    quantity: float
    available_quantity: float
    locked_quantity: float
    entry_price: float
    quote_asset_id: str
    current_price: float
    current_value: float
    cost_basis: float
    unrealized_pnl: float
    unrealized_pnl_percent: float
    realized_pnl: float
    opened_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    closed_at: _timestamp_pb2.Timestamp
    is_long: bool
    leverage: float
    liquidation_price: float
    margin: float
    deployment_id: str
    def __init__(self, position_id: _Optional[str] = ..., portfolio_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., quantity: _Optional[float] = ..., available_quantity: _Optional[float] = ..., locked_quantity: _Optional[float] = ..., entry_price: _Optional[float] = ..., quote_asset_id: _Optional[str] = ..., current_price: _Optional[float] = ..., current_value: _Optional[float] = ..., cost_basis: _Optional[float] = ..., unrealized_pnl: _Optional[float] = ..., unrealized_pnl_percent: _Optional[float] = ..., realized_pnl: _Optional[float] = ..., opened_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., closed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., is_long: _Optional[bool] = ..., leverage: _Optional[float] = ..., liquidation_price: _Optional[float] = ..., margin: _Optional[float] = ..., deployment_id: _Optional[str] = ...) -> None: ...

class Exposure(_message.Message):
    __slots__ = ("exposure_id", "portfolio_id", "dimension", "dimension_value", "gross_exposure", "net_exposure", "long_exposure", "short_exposure", "quote_asset_id", "portfolio_weight", "position_count", "timestamp", "beta", "value_at_risk", "var_confidence_level", "expected_shortfall")
    EXPOSURE_ID_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_FIELD_NUMBER: _ClassVar[int]
    DIMENSION_VALUE_FIELD_NUMBER: _ClassVar[int]
    GROSS_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    NET_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    LONG_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    SHORT_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    POSITION_COUNT_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    BETA_FIELD_NUMBER: _ClassVar[int]
    VALUE_AT_RISK_FIELD_NUMBER: _ClassVar[int]
    VAR_CONFIDENCE_LEVEL_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_SHORTFALL_FIELD_NUMBER: _ClassVar[int]
    exposure_id: str
    portfolio_id: str
    dimension: str
    dimension_value: str
    gross_exposure: float
    net_exposure: float
    long_exposure: float
    short_exposure: float
    quote_asset_id: str
    portfolio_weight: float
    position_count: int
    timestamp: _timestamp_pb2.Timestamp
    beta: float
    value_at_risk: float
    var_confidence_level: float
    expected_shortfall: float
    def __init__(self, exposure_id: _Optional[str] = ..., portfolio_id: _Optional[str] = ..., dimension: _Optional[str] = ..., dimension_value: _Optional[str] = ..., gross_exposure: _Optional[float] = ..., net_exposure: _Optional[float] = ..., long_exposure: _Optional[float] = ..., short_exposure: _Optional[float] = ..., quote_asset_id: _Optional[str] = ..., portfolio_weight: _Optional[float] = ..., position_count: _Optional[int] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., beta: _Optional[float] = ..., value_at_risk: _Optional[float] = ..., var_confidence_level: _Optional[float] = ..., expected_shortfall: _Optional[float] = ...) -> None: ...
