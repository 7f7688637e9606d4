from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class MarketSpec(_message.Message):
    __slots__ = ("tick_size", "lot_size", "min_order_size", "max_order_size", "min_notional", "contract_size", "strike_price")
    TICK_SIZE_FIELD_NUMBER: _ClassVar[int]
    LOT_SIZE_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MIN_NOTIONAL_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_SIZE_FIELD_NUMBER: _ClassVar[int]
    STRIKE_PRICE_FIELD_NUMBER: _ClassVar[int]
    tick_size: str
    lot_size: str
    min_order_size: str
    max_order_size: str
    min_notional: str
    contract_size: str
    strike_price: str
    def __init__(self, tick_size: _Optional[str] = ..., lot_size: _Optional[str] = ..., min_order_size: _Optional[str] = ..., max_order_size: _Optional[str] = ..., min_notional: _Optional[str] = ..., contract_size: _Optional[str] = ..., strike_price: _Optional[str] = ...) -> None: ...
