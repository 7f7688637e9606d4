import datetime

from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class VenueType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VENUE_TYPE_UNSPECIFIED: _ClassVar[VenueType]
    VENUE_TYPE_CEX: _ClassVar[VenueType]
    VENUE_TYPE_DEX: _ClassVar[VenueType]
    VENUE_TYPE_DEX_AGGREGATOR: _ClassVar[VenueType]
    VENUE_TYPE_BRIDGE: _ClassVar[VenueType]
    VENUE_TYPE_LENDING: _ClassVar[VenueType]
VENUE_TYPE_UNSPECIFIED: VenueType
VENUE_TYPE_CEX: VenueType
VENUE_TYPE_DEX: VenueType
VENUE_TYPE_DEX_AGGREGATOR: VenueType
VENUE_TYPE_BRIDGE: VenueType
VENUE_TYPE_LENDING: VenueType

class Venue(_message.Message):
    __slots__ = ("venue_id", "name", "venue_type", "chain_id", "protocol_address", "website_url", "api_endpoint", "is_active", "created_at", "metadata", "operator", "mic", "symbol_pattern", "updated_at", "version")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VENUE_TYPE_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    WEBSITE_URL_FIELD_NUMBER: _ClassVar[int]
    API_ENDPOINT_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    MIC_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_PATTERN_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    name: str
    venue_type: VenueType
    chain_id: str
    protocol_address: str
    website_url: str
    api_endpoint: str
    is_active: bool
    created_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    operator: str
    mic: str
    symbol_pattern: str
    updated_at: _timestamp_pb2.Timestamp
    version: int
    def __init__(self, venue_id: _Optional[str] = ..., name: _Optional[str] = ..., venue_type: _Optional[_Union[VenueType, str]] = ..., chain_id: _Optional[str] = ..., protocol_address: _Optional[str] = ..., website_url: _Optional[str] = ..., api_endpoint: _Optional[str] = ..., is_active: _Optional[bool] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., operator: _Optional[str] = ..., mic: _Optional[str] = ..., symbol_pattern: _Optional[str] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., version: _Optional[int] = ...) -> None: ...
