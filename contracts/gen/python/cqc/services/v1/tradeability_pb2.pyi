import datetime

from cqc.assets.v1 import quality_pb2 as _quality_pb2
from cqc.services.v1 import resolution_pb2 as _resolution_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TradeDecision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRADE_DECISION_UNSPECIFIED: _ClassVar[TradeDecision]
    TRADE_DECISION_ALLOW: _ClassVar[TradeDecision]
    TRADE_DECISION_BLOCK: _ClassVar[TradeDecision]
    TRADE_DECISION_UNKNOWN: _ClassVar[TradeDecision]

class TradeReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRADE_REASON_UNSPECIFIED: _ClassVar[TradeReason]
    TRADE_REASON_FLAGGED: _ClassVar[TradeReason]
    TRADE_REASON_INHERITED: _ClassVar[TradeReason]
    TRADE_REASON_DELETED: _ClassVar[TradeReason]
    TRADE_REASON_MERGED: _ClassVar[TradeReason]
    TRADE_REASON_NOT_FOUND: _ClassVar[TradeReason]
    TRADE_REASON_INACTIVE: _ClassVar[TradeReason]
    TRADE_REASON_EXPIRED: _ClassVar[TradeReason]
    TRADE_REASON_VENUE_INACTIVE: _ClassVar[TradeReason]
    TRADE_REASON_DELISTED: _ClassVar[TradeReason]
    TRADE_REASON_TRADING_DISABLED: _ClassVar[TradeReason]
TRADE_DECISION_UNSPECIFIED: TradeDecision
TRADE_DECISION_ALLOW: TradeDecision
TRADE_DECISION_BLOCK: TradeDecision
TRADE_DECISION_UNKNOWN: TradeDecision
TRADE_REASON_UNSPECIFIED: TradeReason
TRADE_REASON_FLAGGED: TradeReason
TRADE_REASON_INHERITED: TradeReason
TRADE_REASON_DELETED: TradeReason
TRADE_REASON_MERGED: TradeReason
TRADE_REASON_NOT_FOUND: TradeReason
TRADE_REASON_INACTIVE: TradeReason
TRADE_REASON_EXPIRED: TradeReason
TRADE_REASON_VENUE_INACTIVE: TradeReason
TRADE_REASON_DELISTED: TradeReason
TRADE_REASON_TRADING_DISABLED: TradeReason

class TradeKey(_message.Message):
    __slots__ = ("asset_id", "symbol_id", "venue_symbol")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    symbol_id: str
    venue_symbol: _resolution_pb2.VenueName
    def __init__(self, asset_id: _Optional[str] = ..., symbol_id: _Optional[str] = ..., venue_symbol: _Optional[_Union[_resolution_pb2.VenueName, _Mapping]] = ...) -> None: ...

class TradeFinding(_message.Message):
    __slots__ = ("reason", "asset_id", "flag_id", "path", "detail")
    REASON_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    FLAG_ID_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    reason: TradeReason
    asset_id: str
    flag_id: str
    path: _containers.RepeatedScalarFieldContainer[str]
    detail: str
    def __init__(self, reason: _Optional[_Union[TradeReason, str]] = ..., asset_id: _Optional[str] = ..., flag_id: _Optional[str] = ..., path: _Optional[_Iterable[str]] = ..., detail: _Optional[str] = ...) -> None: ...

class TradeCheck(_message.Message):
    __slots__ = ("key", "decision", "findings", "flags", "asset_id", "version")
    KEY_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    key: TradeKey
    decision: TradeDecision
    findings: _containers.RepeatedCompositeFieldContainer[TradeFinding]
    flags: _containers.RepeatedCompositeFieldContainer[_quality_pb2.AssetQualityFlag]
    asset_id: str
    version: int
    def __init__(self, key: _Optional[_Union[TradeKey, _Mapping]] = ..., decision: _Optional[_Union[TradeDecision, str]] = ..., findings: _Optional[_Iterable[_Union[TradeFinding, _Mapping]]] = ..., flags: _Optional[_Iterable[_Union[_quality_pb2.AssetQualityFlag, _Mapping]]] = ..., asset_id: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class CheckTradeableRequest(_message.Message):
    __slots__ = ("keys",)
    KEYS_FIELD_NUMBER: _ClassVar[int]
    keys: _containers.RepeatedCompositeFieldContainer[TradeKey]
    def __init__(self, keys: _Optional[_Iterable[_Union[TradeKey, _Mapping]]] = ...) -> None: ...

class CheckTradeableResponse(_message.Message):
    __slots__ = ("checks", "checked_at")
    CHECKS_FIELD_NUMBER: _ClassVar[int]
    CHECKED_AT_FIELD_NUMBER: _ClassVar[int]
    checks: _containers.RepeatedCompositeFieldContainer[TradeCheck]
    checked_at: _timestamp_pb2.Timestamp
    def __init__(self, checks: _Optional[_Iterable[_Union[TradeCheck, _Mapping]]] = ..., checked_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
