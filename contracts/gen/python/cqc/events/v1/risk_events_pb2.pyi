import datetime

from cqc.assets.v1 import quality_pb2 as _quality_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RiskAlertType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RISK_ALERT_TYPE_UNSPECIFIED: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_POSITION_LIMIT: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_CONCENTRATION: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_LEVERAGE: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_MARGIN_CALL: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_LIQUIDATION_RISK: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_VOLATILITY: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_CORRELATION: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_LIQUIDITY: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_EXPOSURE: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_DRAWDOWN: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_VAR_BREACH: _ClassVar[RiskAlertType]
    RISK_ALERT_TYPE_COUNTERPARTY: _ClassVar[RiskAlertType]

class RiskAlertSeverity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RISK_ALERT_SEVERITY_UNSPECIFIED: _ClassVar[RiskAlertSeverity]
    RISK_ALERT_SEVERITY_INFO: _ClassVar[RiskAlertSeverity]
    RISK_ALERT_SEVERITY_LOW: _ClassVar[RiskAlertSeverity]
    RISK_ALERT_SEVERITY_MEDIUM: _ClassVar[RiskAlertSeverity]
    RISK_ALERT_SEVERITY_HIGH: _ClassVar[RiskAlertSeverity]
    RISK_ALERT_SEVERITY_CRITICAL: _ClassVar[RiskAlertSeverity]
RISK_ALERT_TYPE_UNSPECIFIED: RiskAlertType
RISK_ALERT_TYPE_POSITION_LIMIT: RiskAlertType
RISK_ALERT_TYPE_CONCENTRATION: RiskAlertType
RISK_ALERT_TYPE_LEVERAGE: RiskAlertType
RISK_ALERT_TYPE_MARGIN_CALL: RiskAlertType
RISK_ALERT_TYPE_LIQUIDATION_RISK: RiskAlertType
RISK_ALERT_TYPE_VOLATILITY: RiskAlertType
RISK_ALERT_TYPE_CORRELATION: RiskAlertType
RISK_ALERT_TYPE_LIQUIDITY: RiskAlertType
RISK_ALERT_TYPE_EXPOSURE: RiskAlertType
RISK_ALERT_TYPE_DRAWDOWN: RiskAlertType
RISK_ALERT_TYPE_VAR_BREACH: RiskAlertType
RISK_ALERT_TYPE_COUNTERPARTY: RiskAlertType
RISK_ALERT_SEVERITY_UNSPECIFIED: RiskAlertSeverity
RISK_ALERT_SEVERITY_INFO: RiskAlertSeverity
RISK_ALERT_SEVERITY_LOW: RiskAlertSeverity
RISK_ALERT_SEVERITY_MEDIUM: RiskAlertSeverity
RISK_ALERT_SEVERITY_HIGH: RiskAlertSeverity
RISK_ALERT_SEVERITY_CRITICAL: RiskAlertSeverity

class RiskAlert(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "alert_type", "severity", "message", "portfolio_id", "position_id", "asset_id", "venue_id", "threshold_value", "current_value", "recommended_action", "risk_score", "requires_immediate_action", "expires_at", "context")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    ALERT_TYPE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_VALUE_FIELD_NUMBER: _ClassVar[int]
    CURRENT_VALUE_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDED_ACTION_FIELD_NUMBER: _ClassVar[int]
    RISK_SCORE_FIELD_NUMBER: _ClassVar[int]
    REQUIRES_IMMEDIATE_ACTION_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    alert_type: RiskAlertType
    severity: RiskAlertSeverity
    message: str
    portfolio_id: str
    position_id: str
    asset_id: str
    venue_id: str
    threshold_value: float
    current_value: float
    recommended_action: str
    risk_score: float
    requires_immediate_action: bool
    expires_at: _timestamp_pb2.Timestamp
    context: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., alert_type: _Optional[_Union[RiskAlertType, str]] = ..., severity: _Optional[_Union[RiskAlertSeverity, str]] = ..., message: _Optional[str] = ..., portfolio_id: _Optional[str] = ..., position_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., threshold_value: _Optional[float] = ..., current_value: _Optional[float] = ..., recommended_action: _Optional[str] = ..., risk_score: _Optional[float] = ..., requires_immediate_action: _Optional[bool] = ..., expires_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., context: _Optional[str] = ...) -> None: ...

class QualityFlagRaised(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "flag", "asset_id", "flag_type", "severity", "source", "suspend_trading", "force_close_positions", "alert_message")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    FLAG_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    FLAG_TYPE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SUSPEND_TRADING_FIELD_NUMBER: _ClassVar[int]
    FORCE_CLOSE_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    ALERT_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    flag: _quality_pb2.AssetQualityFlag
    asset_id: str
    flag_type: _quality_pb2.FlagType
    severity: _quality_pb2.FlagSeverity
    source: str
    suspend_trading: bool
    force_close_positions: bool
    alert_message: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., flag: _Optional[_Union[_quality_pb2.AssetQualityFlag, _Mapping]] = ..., asset_id: _Optional[str] = ..., flag_type: _Optional[_Union[_quality_pb2.FlagType, str]] = ..., severity: _Optional[_Union[_quality_pb2.FlagSeverity, str]] = ..., source: _Optional[str] = ..., suspend_trading: _Optional[bool] = ..., force_close_positions: _Optional[bool] = ..., alert_message: _Optional[str] = ...) -> None: ...

class QualityFlagResolved(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "flag", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    FLAG_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    flag: _quality_pb2.AssetQualityFlag
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., flag: _Optional[_Union[_quality_pb2.AssetQualityFlag, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class AssetQualityFlagUpdated(_message.Message):
    __slots__ = ("event_id", "timestamp", "actor_id", "flag", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    FLAG_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timestamp: _timestamp_pb2.Timestamp
    actor_id: str
    flag: _quality_pb2.AssetQualityFlag
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor_id: _Optional[str] = ..., flag: _Optional[_Union[_quality_pb2.AssetQualityFlag, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...
