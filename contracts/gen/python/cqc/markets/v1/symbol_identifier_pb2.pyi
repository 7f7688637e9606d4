import datetime

from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DataSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DATA_SOURCE_UNSPECIFIED: _ClassVar[DataSource]
    DATA_SOURCE_COINGECKO: _ClassVar[DataSource]
    DATA_SOURCE_COINMARKETCAP: _ClassVar[DataSource]
    DATA_SOURCE_DEFILLAMA: _ClassVar[DataSource]
    DATA_SOURCE_MESSARI: _ClassVar[DataSource]
    DATA_SOURCE_GLASSNODE: _ClassVar[DataSource]
    DATA_SOURCE_COINBASE: _ClassVar[DataSource]
    DATA_SOURCE_TOKEN_LIST: _ClassVar[DataSource]
    DATA_SOURCE_CHAIN_REGISTRY: _ClassVar[DataSource]
    DATA_SOURCE_ISO4217: _ClassVar[DataSource]
    DATA_SOURCE_FIGI: _ClassVar[DataSource]
    DATA_SOURCE_DTI: _ClassVar[DataSource]
DATA_SOURCE_UNSPECIFIED: DataSource
DATA_SOURCE_COINGECKO: DataSource
DATA_SOURCE_COINMARKETCAP: DataSource
DATA_SOURCE_DEFILLAMA: DataSource
DATA_SOURCE_MESSARI: DataSource
DATA_SOURCE_GLASSNODE: DataSource
DATA_SOURCE_COINBASE: DataSource
DATA_SOURCE_TOKEN_LIST: DataSource
DATA_SOURCE_CHAIN_REGISTRY: DataSource
DATA_SOURCE_ISO4217: DataSource
DATA_SOURCE_FIGI: DataSource
DATA_SOURCE_DTI: DataSource

class SymbolIdentifier(_message.Message):
    __slots__ = ("identifier_id", "symbol_id", "data_source", "external_id", "is_primary", "created_at", "metadata", "verified_at", "version")
    IDENTIFIER_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    IS_PRIMARY_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    identifier_id: str
    symbol_id: str
    data_source: DataSource
    external_id: str
    is_primary: bool
    created_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    verified_at: _timestamp_pb2.Timestamp
    version: int
    def __init__(self, identifier_id: _Optional[str] = ..., symbol_id: _Optional[str] = ..., data_source: _Optional[_Union[DataSource, str]] = ..., external_id: _Optional[str] = ..., is_primary: _Optional[bool] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., verified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., version: _Optional[int] = ...) -> None: ...
