import datetime

from cqc.events.v1 import risk_events_pb2 as _risk_events_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EvaluatePortfolioRiskRequest(_message.Message):
    __slots__ = ("portfolio_id",)
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    def __init__(self, portfolio_id: _Optional[str] = ...) -> None: ...

class EvaluatePortfolioRiskResponse(_message.Message):
    __slots__ = ("overall_risk_score", "violations", "warnings", "summary")
    OVERALL_RISK_SCORE_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    overall_risk_score: float
    violations: _containers.RepeatedCompositeFieldContainer[RiskViolation]
    warnings: _containers.RepeatedCompositeFieldContainer[RiskWarning]
    summary: RiskSummary
    def __init__(self, overall_risk_score: _Optional[float] = ..., violations: _Optional[_Iterable[_Union[RiskViolation, _Mapping]]] = ..., warnings: _Optional[_Iterable[_Union[RiskWarning, _Mapping]]] = ..., summary: _Optional[_Union[RiskSummary, _Mapping]] = ...) -> None: ...

class RiskViolation(_message.Message):
    __slots__ = ("type", "severity", "message", "threshold", "current_value")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    CURRENT_VALUE_FIELD_NUMBER: _ClassVar[int]
    type: _risk_events_pb2.RiskAlertType
    severity: _risk_events_pb2.RiskAlertSeverity
    message: str
    threshold: float
    current_value: float
    def __init__(self, type: _Optional[_Union[_risk_events_pb2.RiskAlertType, str]] = ..., severity: _Optional[_Union[_risk_events_pb2.RiskAlertSeverity, str]] = ..., message: _Optional[str] = ..., threshold: _Optional[float] = ..., current_value: _Optional[float] = ...) -> None: ...

class RiskWarning(_message.Message):
    __slots__ = ("message", "recommendation")
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDATION_FIELD_NUMBER: _ClassVar[int]
    message: str
    recommendation: str
    def __init__(self, message: _Optional[str] = ..., recommendation: _Optional[str] = ...) -> None: ...

class RiskSummary(_message.Message):
    __slots__ = ("total_exposure", "max_single_position", "leverage", "var_95", "max_drawdown")
    TOTAL_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    MAX_SINGLE_POSITION_FIELD_NUMBER: _ClassVar[int]
    LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    VAR_95_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    total_exposure: float
    max_single_position: float
    leverage: float
    var_95: float
    max_drawdown: float
    def __init__(self, total_exposure: _Optional[float] = ..., max_single_position: _Optional[float] = ..., leverage: _Optional[float] = ..., var_95: _Optional[float] = ..., max_drawdown: _Optional[float] = ...) -> None: ...

class EvaluatePositionRiskRequest(_message.Message):
    __slots__ = ("position_id",)
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    position_id: str
    def __init__(self, position_id: _Optional[str] = ...) -> None: ...

class EvaluatePositionRiskResponse(_message.Message):
    __slots__ = ("position_risk_score", "liquidation_price", "distance_to_liquidation", "violations")
    POSITION_RISK_SCORE_FIELD_NUMBER: _ClassVar[int]
    LIQUIDATION_PRICE_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_TO_LIQUIDATION_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    position_risk_score: float
    liquidation_price: float
    distance_to_liquidation: float
    violations: _containers.RepeatedCompositeFieldContainer[RiskViolation]
    def __init__(self, position_risk_score: _Optional[float] = ..., liquidation_price: _Optional[float] = ..., distance_to_liquidation: _Optional[float] = ..., violations: _Optional[_Iterable[_Union[RiskViolation, _Mapping]]] = ...) -> None: ...

class CheckRiskLimitsRequest(_message.Message):
    __slots__ = ("portfolio_id", "asset_id", "quantity", "price", "action")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    asset_id: str
    quantity: float
    price: float
    action: str
    def __init__(self, portfolio_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., quantity: _Optional[float] = ..., price: _Optional[float] = ..., action: _Optional[str] = ...) -> None: ...

class CheckRiskLimitsResponse(_message.Message):
    __slots__ = ("allowed", "violations", "denial_reason", "projected_risk")
    ALLOWED_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    DENIAL_REASON_FIELD_NUMBER: _ClassVar[int]
    PROJECTED_RISK_FIELD_NUMBER: _ClassVar[int]
    allowed: bool
    violations: _containers.RepeatedScalarFieldContainer[str]
    denial_reason: str
    projected_risk: RiskSummary
    def __init__(self, allowed: _Optional[bool] = ..., violations: _Optional[_Iterable[str]] = ..., denial_reason: _Optional[str] = ..., projected_risk: _Optional[_Union[RiskSummary, _Mapping]] = ...) -> None: ...

class GetRiskMetricsRequest(_message.Message):
    __slots__ = ("portfolio_id",)
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    def __init__(self, portfolio_id: _Optional[str] = ...) -> None: ...

class GetRiskMetricsResponse(_message.Message):
    __slots__ = ("value_at_risk_95", "value_at_risk_99", "conditional_var", "beta", "sharpe_ratio", "sortino_ratio", "max_drawdown", "volatility", "leverage", "margin_utilization", "concentration_risk", "liquidity_score", "calculated_at")
    VALUE_AT_RISK_95_FIELD_NUMBER: _ClassVar[int]
    VALUE_AT_RISK_99_FIELD_NUMBER: _ClassVar[int]
    CONDITIONAL_VAR_FIELD_NUMBER: _ClassVar[int]
    BETA_FIELD_NUMBER: _ClassVar[int]
    SHARPE_RATIO_FIELD_NUMBER: _ClassVar[int]
    SORTINO_RATIO_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    VOLATILITY_FIELD_NUMBER: _ClassVar[int]
    LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    MARGIN_UTILIZATION_FIELD_NUMBER: _ClassVar[int]
    CONCENTRATION_RISK_FIELD_NUMBER: _ClassVar[int]
    LIQUIDITY_SCORE_FIELD_NUMBER: _ClassVar[int]
    CALCULATED_AT_FIELD_NUMBER: _ClassVar[int]
    value_at_risk_95: float
    value_at_risk_99: float
    conditional_var: float
    beta: float
    sharpe_ratio: float
    sortino_ratio: float
    max_drawdown: float
    volatility: float
    leverage: float
    margin_utilization: float
    concentration_risk: float
    liquidity_score: float
    calculated_at: _timestamp_pb2.Timestamp
    def __init__(self, value_at_risk_95: _Optional[float] = ..., value_at_risk_99: _Optional[float] = ..., conditional_var: _Optional[float] = ..., beta: _Optional[float] = ..., sharpe_ratio: _Optional[float] = ..., sortino_ratio: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., volatility: _Optional[float] = ..., leverage: _Optional[float] = ..., margin_utilization: _Optional[float] = ..., concentration_risk: _Optional[float] = ..., liquidity_score: _Optional[float] = ..., calculated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreateRiskAlertRequest(_message.Message):
    __slots__ = ("alert_type", "severity", "message", "portfolio_id", "position_id", "asset_id", "venue_id", "threshold_value", "current_value", "recommended_action")
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
    alert_type: _risk_events_pb2.RiskAlertType
    severity: _risk_events_pb2.RiskAlertSeverity
    message: str
    portfolio_id: str
    position_id: str
    asset_id: str
    venue_id: str
    threshold_value: float
    current_value: float
    recommended_action: str
    def __init__(self, alert_type: _Optional[_Union[_risk_events_pb2.RiskAlertType, str]] = ..., severity: _Optional[_Union[_risk_events_pb2.RiskAlertSeverity, str]] = ..., message: _Optional[str] = ..., portfolio_id: _Optional[str] = ..., position_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., threshold_value: _Optional[float] = ..., current_value: _Optional[float] = ..., recommended_action: _Optional[str] = ...) -> None: ...

class CreateRiskAlertResponse(_message.Message):
    __slots__ = ("alert",)
    ALERT_FIELD_NUMBER: _ClassVar[int]
    alert: _risk_events_pb2.RiskAlert
    def __init__(self, alert: _Optional[_Union[_risk_events_pb2.RiskAlert, _Mapping]] = ...) -> None: ...

class GetRiskAlertRequest(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...

class GetRiskAlertResponse(_message.Message):
    __slots__ = ("alert",)
    ALERT_FIELD_NUMBER: _ClassVar[int]
    alert: _risk_events_pb2.RiskAlert
    def __init__(self, alert: _Optional[_Union[_risk_events_pb2.RiskAlert, _Mapping]] = ...) -> None: ...

class ListRiskAlertsRequest(_message.Message):
    __slots__ = ("portfolio_id", "position_id", "asset_id", "alert_type", "min_severity", "include_resolved", "start_time", "end_time", "limit")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    ALERT_TYPE_FIELD_NUMBER: _ClassVar[int]
    MIN_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_RESOLVED_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    position_id: str
    asset_id: str
    alert_type: _risk_events_pb2.RiskAlertType
    min_severity: _risk_events_pb2.RiskAlertSeverity
    include_resolved: bool
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    limit: int
    def __init__(self, portfolio_id: _Optional[str] = ..., position_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., alert_type: _Optional[_Union[_risk_events_pb2.RiskAlertType, str]] = ..., min_severity: _Optional[_Union[_risk_events_pb2.RiskAlertSeverity, str]] = ..., include_resolved: _Optional[bool] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ListRiskAlertsResponse(_message.Message):
    __slots__ = ("alerts", "total_count")
    ALERTS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    alerts: _containers.RepeatedCompositeFieldContainer[_risk_events_pb2.RiskAlert]
    total_count: int
    def __init__(self, alerts: _Optional[_Iterable[_Union[_risk_events_pb2.RiskAlert, _Mapping]]] = ..., total_count: _Optional[int] = ...) -> None: ...

class AcknowledgeRiskAlertRequest(_message.Message):
    __slots__ = ("event_id", "acknowledged_by", "notes")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_BY_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    acknowledged_by: str
    notes: str
    def __init__(self, event_id: _Optional[str] = ..., acknowledged_by: _Optional[str] = ..., notes: _Optional[str] = ...) -> None: ...

class AcknowledgeRiskAlertResponse(_message.Message):
    __slots__ = ("success", "acknowledged_at")
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_AT_FIELD_NUMBER: _ClassVar[int]
    success: bool
    acknowledged_at: _timestamp_pb2.Timestamp
    def __init__(self, success: _Optional[bool] = ..., acknowledged_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ResolveRiskAlertRequest(_message.Message):
    __slots__ = ("event_id", "resolved_by", "resolution_notes")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_BY_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_NOTES_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    resolved_by: str
    resolution_notes: str
    def __init__(self, event_id: _Optional[str] = ..., resolved_by: _Optional[str] = ..., resolution_notes: _Optional[str] = ...) -> None: ...

class ResolveRiskAlertResponse(_message.Message):
    __slots__ = ("success", "resolved_at")
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_AT_FIELD_NUMBER: _ClassVar[int]
    success: bool
    resolved_at: _timestamp_pb2.Timestamp
    def __init__(self, success: _Optional[bool] = ..., resolved_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class StreamRiskAlertsRequest(_message.Message):
    __slots__ = ("portfolio_ids", "min_severity")
    PORTFOLIO_IDS_FIELD_NUMBER: _ClassVar[int]
    MIN_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    portfolio_ids: _containers.RepeatedScalarFieldContainer[str]
    min_severity: _risk_events_pb2.RiskAlertSeverity
    def __init__(self, portfolio_ids: _Optional[_Iterable[str]] = ..., min_severity: _Optional[_Union[_risk_events_pb2.RiskAlertSeverity, str]] = ...) -> None: ...

class StreamRiskAlertsResponse(_message.Message):
    __slots__ = ("alert",)
    ALERT_FIELD_NUMBER: _ClassVar[int]
    alert: _risk_events_pb2.RiskAlert
    def __init__(self, alert: _Optional[_Union[_risk_events_pb2.RiskAlert, _Mapping]] = ...) -> None: ...

class SetRiskLimitsRequest(_message.Message):
    __slots__ = ("portfolio_id", "limits")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    LIMITS_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    limits: RiskLimits
    def __init__(self, portfolio_id: _Optional[str] = ..., limits: _Optional[_Union[RiskLimits, _Mapping]] = ...) -> None: ...

class SetRiskLimitsResponse(_message.Message):
    __slots__ = ("limits",)
    LIMITS_FIELD_NUMBER: _ClassVar[int]
    limits: RiskLimits
    def __init__(self, limits: _Optional[_Union[RiskLimits, _Mapping]] = ...) -> None: ...

class RiskLimits(_message.Message):
    __slots__ = ("max_position_size", "max_concentration", "max_leverage", "max_var", "max_drawdown", "min_liquidity", "stop_loss_pct", "take_profit_pct")
    MAX_POSITION_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_CONCENTRATION_FIELD_NUMBER: _ClassVar[int]
    MAX_LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    MAX_VAR_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    MIN_LIQUIDITY_FIELD_NUMBER: _ClassVar[int]
    STOP_LOSS_PCT_FIELD_NUMBER: _ClassVar[int]
    TAKE_PROFIT_PCT_FIELD_NUMBER: _ClassVar[int]
    max_position_size: float
    max_concentration: float
    max_leverage: float
    max_var: float
    max_drawdown: float
    min_liquidity: float
    stop_loss_pct: float
    take_profit_pct: float
    def __init__(self, max_position_size: _Optional[float] = ..., max_concentration: _Optional[float] = ..., max_leverage: _Optional[float] = ..., max_var: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., min_liquidity: _Optional[float] = ..., stop_loss_pct: _Optional[float] = ..., take_profit_pct: _Optional[float] = ...) -> None: ...

class GetRiskLimitsRequest(_message.Message):
    __slots__ = ("portfolio_id",)
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    def __init__(self, portfolio_id: _Optional[str] = ...) -> None: ...

class GetRiskLimitsResponse(_message.Message):
    __slots__ = ("limits",)
    LIMITS_FIELD_NUMBER: _ClassVar[int]
    limits: RiskLimits
    def __init__(self, limits: _Optional[_Union[RiskLimits, _Mapping]] = ...) -> None: ...

class CalculateVaRRequest(_message.Message):
    __slots__ = ("portfolio_id", "confidence_level", "time_horizon_days", "method")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_LEVEL_FIELD_NUMBER: _ClassVar[int]
    TIME_HORIZON_DAYS_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    confidence_level: float
    time_horizon_days: int
    method: str
    def __init__(self, portfolio_id: _Optional[str] = ..., confidence_level: _Optional[float] = ..., time_horizon_days: _Optional[int] = ..., method: _Optional[str] = ...) -> None: ...

class CalculateVaRResponse(_message.Message):
    __slots__ = ("value_at_risk", "conditional_var", "confidence_level", "time_horizon_days", "method", "calculated_at")
    VALUE_AT_RISK_FIELD_NUMBER: _ClassVar[int]
    CONDITIONAL_VAR_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_LEVEL_FIELD_NUMBER: _ClassVar[int]
    TIME_HORIZON_DAYS_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    CALCULATED_AT_FIELD_NUMBER: _ClassVar[int]
    value_at_risk: float
    conditional_var: float
    confidence_level: float
    time_horizon_days: int
    method: str
    calculated_at: _timestamp_pb2.Timestamp
    def __init__(self, value_at_risk: _Optional[float] = ..., conditional_var: _Optional[float] = ..., confidence_level: _Optional[float] = ..., time_horizon_days: _Optional[int] = ..., method: _Optional[str] = ..., calculated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CalculateStressTestRequest(_message.Message):
    __slots__ = ("portfolio_id", "scenarios")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    SCENARIOS_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    scenarios: _containers.RepeatedCompositeFieldContainer[StressScenario]
    def __init__(self, portfolio_id: _Optional[str] = ..., scenarios: _Optional[_Iterable[_Union[StressScenario, _Mapping]]] = ...) -> None: ...

class CalculateStressTestResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[StressTestResult]
    def __init__(self, results: _Optional[_Iterable[_Union[StressTestResult, _Mapping]]] = ...) -> None: ...

class StressScenario(_message.Message):
    __slots__ = ("name", "description", "shocks")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    SHOCKS_FIELD_NUMBER: _ClassVar[int]
    name: str
    description: str
    shocks: _containers.RepeatedCompositeFieldContainer[AssetShock]
    def __init__(self, name: _Optional[str] = ..., description: _Optional[str] = ..., shocks: _Optional[_Iterable[_Union[AssetShock, _Mapping]]] = ...) -> None: ...

class AssetShock(_message.Message):
    __slots__ = ("asset_id", "price_change_pct")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    PRICE_CHANGE_PCT_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    price_change_pct: float
    def __init__(self, asset_id: _Optional[str] = ..., price_change_pct: _Optional[float] = ...) -> None: ...

class StressTestResult(_message.Message):
    __slots__ = ("scenario_name", "portfolio_value_change", "portfolio_value_change_pct", "new_portfolio_value", "position_impacts")
    SCENARIO_NAME_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_VALUE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_VALUE_CHANGE_PCT_FIELD_NUMBER: _ClassVar[int]
    NEW_PORTFOLIO_VALUE_FIELD_NUMBER: _ClassVar[int]
    POSITION_IMPACTS_FIELD_NUMBER: _ClassVar[int]
    scenario_name: str
    portfolio_value_change: float
    portfolio_value_change_pct: float
    new_portfolio_value: float
    position_impacts: _containers.RepeatedCompositeFieldContainer[PositionImpact]
    def __init__(self, scenario_name: _Optional[str] = ..., portfolio_value_change: _Optional[float] = ..., portfolio_value_change_pct: _Optional[float] = ..., new_portfolio_value: _Optional[float] = ..., position_impacts: _Optional[_Iterable[_Union[PositionImpact, _Mapping]]] = ...) -> None: ...

class PositionImpact(_message.Message):
    __slots__ = ("position_id", "asset_id", "value_change", "value_change_pct")
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_CHANGE_FIELD_NUMBER: _ClassVar[int]
    VALUE_CHANGE_PCT_FIELD_NUMBER: _ClassVar[int]
    position_id: str
    asset_id: str
    value_change: float
    value_change_pct: float
    def __init__(self, position_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., value_change: _Optional[float] = ..., value_change_pct: _Optional[float] = ...) -> None: ...

class GetLiquidationRiskRequest(_message.Message):
    __slots__ = ("portfolio_id", "position_id")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    position_id: str
    def __init__(self, portfolio_id: _Optional[str] = ..., position_id: _Optional[str] = ...) -> None: ...

class GetLiquidationRiskResponse(_message.Message):
    __slots__ = ("positions", "portfolio_liquidation_risk")
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_LIQUIDATION_RISK_FIELD_NUMBER: _ClassVar[int]
    positions: _containers.RepeatedCompositeFieldContainer[LiquidationRisk]
    portfolio_liquidation_risk: float
    def __init__(self, positions: _Optional[_Iterable[_Union[LiquidationRisk, _Mapping]]] = ..., portfolio_liquidation_risk: _Optional[float] = ...) -> None: ...

class LiquidationRisk(_message.Message):
    __slots__ = ("position_id", "asset_id", "liquidation_price", "current_price", "distance_to_liquidation_pct", "margin_ratio", "risk_level")
    POSITION_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    LIQUIDATION_PRICE_FIELD_NUMBER: _ClassVar[int]
    CURRENT_PRICE_FIELD_NUMBER: _ClassVar[int]
    DISTANCE_TO_LIQUIDATION_PCT_FIELD_NUMBER: _ClassVar[int]
    MARGIN_RATIO_FIELD_NUMBER: _ClassVar[int]
    RISK_LEVEL_FIELD_NUMBER: _ClassVar[int]
    position_id: str
    asset_id: str
    liquidation_price: float
    current_price: float
    distance_to_liquidation_pct: float
    margin_ratio: float
    risk_level: str
    def __init__(self, position_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., liquidation_price: _Optional[float] = ..., current_price: _Optional[float] = ..., distance_to_liquidation_pct: _Optional[float] = ..., margin_ratio: _Optional[float] = ..., risk_level: _Optional[str] = ...) -> None: ...

class GetConcentrationRiskRequest(_message.Message):
    __slots__ = ("portfolio_id",)
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    def __init__(self, portfolio_id: _Optional[str] = ...) -> None: ...

class GetConcentrationRiskResponse(_message.Message):
    __slots__ = ("asset_concentrations", "venue_concentrations", "herfindahl_index", "max_concentration")
    ASSET_CONCENTRATIONS_FIELD_NUMBER: _ClassVar[int]
    VENUE_CONCENTRATIONS_FIELD_NUMBER: _ClassVar[int]
    HERFINDAHL_INDEX_FIELD_NUMBER: _ClassVar[int]
    MAX_CONCENTRATION_FIELD_NUMBER: _ClassVar[int]
    asset_concentrations: _containers.RepeatedCompositeFieldContainer[AssetConcentration]
    venue_concentrations: _containers.RepeatedCompositeFieldContainer[VenueConcentration]
    herfindahl_index: float
    max_concentration: float
    def __init__(self, asset_concentrations: _Optional[_Iterable[_Union[AssetConcentration, _Mapping]]] = ..., venue_concentrations: _Optional[_Iterable[_Union[VenueConcentration, _Mapping]]] = ..., herfindahl_index: _Optional[float] = ..., max_concentration: _Optional[float] = ...) -> None: ...

class AssetConcentration(_message.Message):
    __slots__ = ("asset_id", "value", "percentage")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    value: float
    percentage: float
    def __init__(self, asset_id: _Optional[str] = ..., value: _Optional[float] = ..., percentage: _Optional[float] = ...) -> None: ...

class VenueConcentration(_message.Message):
    __slots__ = ("venue_id", "value", "percentage")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    value: float
    percentage: float
    def __init__(self, venue_id: _Optional[str] = ..., value: _Optional[float] = ..., percentage: _Optional[float] = ...) -> None: ...

class GetCorrelationMatrixRequest(_message.Message):
    __slots__ = ("portfolio_id", "lookback_days")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    LOOKBACK_DAYS_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    lookback_days: int
    def __init__(self, portfolio_id: _Optional[str] = ..., lookback_days: _Optional[int] = ...) -> None: ...

class GetCorrelationMatrixResponse(_message.Message):
    __slots__ = ("asset_ids", "correlations", "calculated_at")
    ASSET_IDS_FIELD_NUMBER: _ClassVar[int]
    CORRELATIONS_FIELD_NUMBER: _ClassVar[int]
    CALCULATED_AT_FIELD_NUMBER: _ClassVar[int]
    asset_ids: _containers.RepeatedScalarFieldContainer[str]
    correlations: _containers.RepeatedCompositeFieldContainer[CorrelationRow]
    calculated_at: _timestamp_pb2.Timestamp
    def __init__(self, asset_ids: _Optional[_Iterable[str]] = ..., correlations: _Optional[_Iterable[_Union[CorrelationRow, _Mapping]]] = ..., calculated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CorrelationRow(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, values: _Optional[_Iterable[float]] = ...) -> None: ...

class SimulateTradeRequest(_message.Message):
    __slots__ = ("portfolio_id", "asset_id", "quantity", "price", "side")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    asset_id: str
    quantity: float
    price: float
    side: str
    def __init__(self, portfolio_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., quantity: _Optional[float] = ..., price: _Optional[float] = ..., side: _Optional[str] = ...) -> None: ...

class SimulateTradeResponse(_message.Message):
    __slots__ = ("current_risk", "projected_risk", "violations", "trade_allowed", "recommendation")
    CURRENT_RISK_FIELD_NUMBER: _ClassVar[int]
    PROJECTED_RISK_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    TRADE_ALLOWED_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDATION_FIELD_NUMBER: _ClassVar[int]
    current_risk: RiskSummary
    projected_risk: RiskSummary
    violations: _containers.RepeatedCompositeFieldContainer[RiskViolation]
    trade_allowed: bool
    recommendation: str
    def __init__(self, current_risk: _Optional[_Union[RiskSummary, _Mapping]] = ..., projected_risk: _Optional[_Union[RiskSummary, _Mapping]] = ..., violations: _Optional[_Iterable[_Union[RiskViolation, _Mapping]]] = ..., trade_allowed: _Optional[bool] = ..., recommendation: _Optional[str] = ...) -> None: ...

class GetHistoricalRiskRequest(_message.Message):
    __slots__ = ("portfolio_id", "start_time", "end_time", "interval")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    interval: str
    def __init__(self, portfolio_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., interval: _Optional[str] = ...) -> None: ...

class GetHistoricalRiskResponse(_message.Message):
    __slots__ = ("data_points",)
    DATA_POINTS_FIELD_NUMBER: _ClassVar[int]
    data_points: _containers.RepeatedCompositeFieldContainer[HistoricalRiskPoint]
    def __init__(self, data_points: _Optional[_Iterable[_Union[HistoricalRiskPoint, _Mapping]]] = ...) -> None: ...

class HistoricalRiskPoint(_message.Message):
    __slots__ = ("timestamp", "value_at_risk", "leverage", "volatility", "max_drawdown", "concentration_risk")
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    VALUE_AT_RISK_FIELD_NUMBER: _ClassVar[int]
    LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    VOLATILITY_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    CONCENTRATION_RISK_FIELD_NUMBER: _ClassVar[int]
    timestamp: _timestamp_pb2.Timestamp
    value_at_risk: float
    leverage: float
    volatility: float
    max_drawdown: float
    concentration_risk: float
    def __init__(self, timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., value_at_risk: _Optional[float] = ..., leverage: _Optional[float] = ..., volatility: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., concentration_risk: _Optional[float] = ...) -> None: ...
