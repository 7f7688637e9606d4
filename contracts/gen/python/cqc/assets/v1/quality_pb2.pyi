import datetime

from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FlagType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FLAG_TYPE_UNSPECIFIED: _ClassVar[FlagType]
    FLAG_TYPE_SCAM: _ClassVar[FlagType]
    FLAG_TYPE_RUGPULL: _ClassVar[FlagType]
    FLAG_TYPE_EXPLOITED: _ClassVar[FlagType]
    FLAG_TYPE_DEPRECATED: _ClassVar[FlagType]
    FLAG_TYPE_PAUSED: _ClassVar[FlagType]
    FLAG_TYPE_UNVERIFIED: _ClassVar[FlagType]
    FLAG_TYPE_LOW_LIQUIDITY: _ClassVar[FlagType]
    FLAG_TYPE_HONEYPOT: _ClassVar[FlagType]
    FLAG_TYPE_TAX_TOKEN: _ClassVar[FlagType]
    FLAG_TYPE_SANCTIONED: _ClassVar[FlagType]
    FLAG_TYPE_DEPEGGED: _ClassVar[FlagType]
    FLAG_TYPE_IMPERSONATION: _ClassVar[FlagType]
    FLAG_TYPE_BLACKLISTED: _ClassVar[FlagType]

class FlagSeverity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FLAG_SEVERITY_UNSPECIFIED: _ClassVar[FlagSeverity]
    FLAG_SEVERITY_INFO: _ClassVar[FlagSeverity]
    FLAG_SEVERITY_LOW: _ClassVar[FlagSeverity]
    FLAG_SEVERITY_MEDIUM: _ClassVar[FlagSeverity]
    FLAG_SEVERITY_HIGH: _ClassVar[FlagSeverity]
    FLAG_SEVERITY_CRITICAL: _ClassVar[FlagSeverity]
FLAG_TYPE_UNSPECIFIED: FlagType
FLAG_TYPE_SCAM: FlagType
FLAG_TYPE_RUGPULL: FlagType
FLAG_TYPE_EXPLOITED: FlagType
FLAG_TYPE_DEPRECATED: FlagType
FLAG_TYPE_PAUSED: FlagType
FLAG_TYPE_UNVERIFIED: FlagType
FLAG_TYPE_LOW_LIQUIDITY: FlagType
FLAG_TYPE_HONEYPOT: FlagType
FLAG_TYPE_TAX_TOKEN: FlagType
FLAG_TYPE_SANCTIONED: FlagType
FLAG_TYPE_DEPEGGED: FlagType
FLAG_TYPE_IMPERSONATION: FlagType
FLAG_TYPE_BLACKLISTED: FlagType
FLAG_SEVERITY_UNSPECIFIED: FlagSeverity
FLAG_SEVERITY_INFO: FlagSeverity
FLAG_SEVERITY_LOW: FlagSeverity
FLAG_SEVERITY_MEDIUM: FlagSeverity
FLAG_SEVERITY_HIGH: FlagSeverity
FLAG_SEVERITY_CRITICAL: FlagSeverity

class AssetQualityFlag(_message.Message):
    __slots__ = ("flag_id", "asset_id", "flag_type", "severity", "source", "reason", "evidence_url", "raised_at", "resolved_at", "resolved_by", "resolution_notes", "metadata", "raised_by", "inherited_from", "version", "path")
    FLAG_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    FLAG_TYPE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_URL_FIELD_NUMBER: _ClassVar[int]
    RAISED_AT_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_AT_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_BY_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_NOTES_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    RAISED_BY_FIELD_NUMBER: _ClassVar[int]
    INHERITED_FROM_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    flag_id: str
    asset_id: str
    flag_type: FlagType
    severity: FlagSeverity
    source: str
    reason: str
    evidence_url: str
    raised_at: _timestamp_pb2.Timestamp
    resolved_at: _timestamp_pb2.Timestamp
    resolved_by: str
    resolution_notes: str
    metadata: _struct_pb2.Struct
    raised_by: str
    inherited_from: str
    version: int
    path: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, flag_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., flag_type: _Optional[_Union[FlagType, str]] = ..., severity: _Optional[_Union[FlagSeverity, str]] = ..., source: _Optional[str] = ..., reason: _Optional[str] = ..., evidence_url: _Optional[str] = ..., raised_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., resolved_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., resolved_by: _Optional[str] = ..., resolution_notes: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., raised_by: _Optional[str] = ..., inherited_from: _Optional[str] = ..., version: _Optional[int] = ..., path: _Optional[_Iterable[str]] = ...) -> None: ...
