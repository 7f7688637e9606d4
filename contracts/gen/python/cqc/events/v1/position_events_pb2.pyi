import datetime

from cqc.portfolio.v1 import position_pb2 as _position_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PositionChangeType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    POSITION_CHANGE_TYPE_UNSPECIFIED: _ClassVar[PositionChangeType]
    POSITION_CHANGE_TYPE_OPENED: _ClassVar[PositionChangeType]
    POSITION_CHANGE_TYPE_INCREASED: _ClassVar[PositionChangeType]
    POSITION_CHANGE_TYPE_DECREASED: _ClassVar[PositionChangeType]
    POSITION_CHANGE_TYPE_CLOSED: _ClassVar[PositionChangeType]
    POSITION_CHANGE_TYPE_PRICE_UPDATE: _ClassVar[PositionChangeType]
    POSITION_CHANGE_TYPE_TRANSFER: _ClassVar[PositionChangeType]
    POSITION_CHANGE_TYPE_LIQUIDATED: _ClassVar[PositionChangeType]
    POSITION_CHANGE_TYPE_REBALANCED: _ClassVar[PositionChangeType]
POSITION_CHANGE_TYPE_UNSPECIFIED: PositionChangeType
POSITION_CHANGE_TYPE_OPENED: PositionChangeType
POSITION_CHANGE_TYPE_INCREASED: PositionChangeType
POSITION_CHANGE_TYPE_DECREASED: PositionChangeType
POSITION_CHANGE_TYPE_CLOSED: PositionChangeType
POSITION_CHANGE_TYPE_PRICE_UPDATE: PositionChangeType
POSITION_CHANGE_TYPE_TRANSFER: PositionChangeType
POSITION_CHANGE_TYPE_LIQUIDATED: PositionChangeType
POSITION_CHANGE_TYPE_REBALANCED: PositionChangeType

class PositionChanged(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "current_position", "previous_position", "change_type", "portfolio_id", "asset_id", "venue_id", "quantity_delta", "value_delta", "pnl_delta", "realized_pnl", "order_id", "transaction_id", "is_closed", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    CURRENT_POSITION_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_POSITION_FIELD_NUMBER: _ClassVar[int]
    CHANGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_DELTA_FIELD_NUMBER: _ClassVar[int]
    VALUE_DELTA_FIELD_NUMBER: _ClassVar[int]
    PNL_DELTA_FIELD_NUMBER: _ClassVar[int]
    REALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    TRANSACTION_ID_FIELD_NUMBER: _ClassVar[int]
    IS_CLOSED_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    current_position: _position_pb2.Position
    previous_position: _position_pb2.Position
    change_type: PositionChangeType
    portfolio_id: str
    asset_id: str
    venue_id: str
    quantity_delta: float
    value_delta: float
    pnl_delta: float
    realized_pnl: float
    order_id: str
    transaction_id: str
    is_closed: bool
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., current_position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ..., previous_position: _Optional[_Union[_position_pb2.Position, _Mapping]] = ..., change_type: _Optional[_Union[PositionChangeType, str]] = ..., portfolio_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., quantity_delta: _Optional[float] = ..., value_delta: _Optional[float] = ..., pnl_delta: _Optional[float] = ..., realized_pnl: _Optional[float] = ..., order_id: _Optional[str] = ..., transaction_id: _Optional[str] = ..., is_closed: _Optional[bool] = ..., reason: _Optional[str] = ...) -> None: ...
