import datetime

from cqc.venues.v1 import order_pb2 as _order_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OrderPlaced(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "order", "portfolio_id", "venue_id", "asset_id", "side", "order_type", "quantity", "price", "estimated_value", "client_order_id")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    ORDER_TYPE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    ESTIMATED_VALUE_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    order: _order_pb2.Order
    portfolio_id: str
    venue_id: str
    asset_id: str
    side: _order_pb2.OrderSide
    order_type: _order_pb2.OrderType
    quantity: float
    price: float
    estimated_value: float
    client_order_id: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ..., portfolio_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., side: _Optional[_Union[_order_pb2.OrderSide, str]] = ..., order_type: _Optional[_Union[_order_pb2.OrderType, str]] = ..., quantity: _Optional[float] = ..., price: _Optional[float] = ..., estimated_value: _Optional[float] = ..., client_order_id: _Optional[str] = ...) -> None: ...
