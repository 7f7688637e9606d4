import datetime

from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AssetType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASSET_TYPE_UNSPECIFIED: _ClassVar[AssetType]
    ASSET_TYPE_NATIVE: _ClassVar[AssetType]
    ASSET_TYPE_ERC20: _ClassVar[AssetType]
    ASSET_TYPE_SPL: _ClassVar[AssetType]
    ASSET_TYPE_ERC721: _ClassVar[AssetType]
    ASSET_TYPE_ERC1155: _ClassVar[AssetType]
    ASSET_TYPE_SYNTHETIC: _ClassVar[AssetType]
    ASSET_TYPE_LP_TOKEN: _ClassVar[AssetType]
    ASSET_TYPE_RECEIPT_TOKEN: _ClassVar[AssetType]
    ASSET_TYPE_WRAPPED: _ClassVar[AssetType]
    ASSET_TYPE_CRYPTOCURRENCY: _ClassVar[AssetType]
    ASSET_TYPE_STABLECOIN: _ClassVar[AssetType]
    ASSET_TYPE_NFT: _ClassVar[AssetType]
    ASSET_TYPE_FIAT: _ClassVar[AssetType]

class DataSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DATA_SOURCE_UNSPECIFIED: _ClassVar[DataSource]
    DATA_SOURCE_COINGECKO: _ClassVar[DataSource]
    DATA_SOURCE_COINMARKETCAP: _ClassVar[DataSource]
    DATA_SOURCE_DEFILLAMA: _ClassVar[DataSource]
    DATA_SOURCE_MESSARI: _ClassVar[DataSource]
    DATA_SOURCE_INTERNAL: _ClassVar[DataSource]
    DATA_SOURCE_COINBASE: _ClassVar[DataSource]
    DATA_SOURCE_TOKEN_LIST: _ClassVar[DataSource]
    DATA_SOURCE_CHAIN_REGISTRY: _ClassVar[DataSource]
    DATA_SOURCE_ISO4217: _ClassVar[DataSource]
    DATA_SOURCE_FIGI: _ClassVar[DataSource]
    DATA_SOURCE_DTI: _ClassVar[DataSource]
ASSET_TYPE_UNSPECIFIED: AssetType
ASSET_TYPE_NATIVE: AssetType
ASSET_TYPE_ERC20: AssetType
ASSET_TYPE_SPL: AssetType
ASSET_TYPE_ERC721: AssetType
ASSET_TYPE_ERC1155: AssetType
ASSET_TYPE_SYNTHETIC: AssetType
ASSET_TYPE_LP_TOKEN: AssetType
ASSET_TYPE_RECEIPT_TOKEN: AssetType
ASSET_TYPE_WRAPPED: AssetType
ASSET_TYPE_CRYPTOCURRENCY: AssetType
ASSET_TYPE_STABLECOIN: AssetType
ASSET_TYPE_NFT: AssetType
ASSET_TYPE_FIAT: AssetType
DATA_SOURCE_UNSPECIFIED: DataSource
DATA_SOURCE_COINGECKO: DataSource
DATA_SOURCE_COINMARKETCAP: DataSource
DATA_SOURCE_DEFILLAMA: DataSource
DATA_SOURCE_MESSARI: DataSource
DATA_SOURCE_INTERNAL: DataSource
DATA_SOURCE_COINBASE: DataSource
DATA_SOURCE_TOKEN_LIST: DataSource
DATA_SOURCE_CHAIN_REGISTRY: DataSource
DATA_SOURCE_ISO4217: DataSource
DATA_SOURCE_FIGI: DataSource
DATA_SOURCE_DTI: DataSource

class Asset(_message.Message):
    __slots__ = ("asset_id", "symbol", "name", "asset_type", "category", "description", "logo_url", "website_url", "created_at", "updated_at", "metadata", "deleted_at", "merged_into", "source", "market_cap_rank", "version", "look_alike_of")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ASSET_TYPE_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    LOGO_URL_FIELD_NUMBER: _ClassVar[int]
    WEBSITE_URL_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    DELETED_AT_FIELD_NUMBER: _ClassVar[int]
    MERGED_INTO_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    MARKET_CAP_RANK_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    LOOK_ALIKE_OF_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    symbol: str
    name: str
    asset_type: AssetType
    category: str
    description: str
    logo_url: str
    website_url: str
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    deleted_at: _timestamp_pb2.Timestamp
    merged_into: str
    source: str
    market_cap_rank: int
    version: int
    look_alike_of: str
    def __init__(self, asset_id: _Optional[str] = ..., symbol: _Optional[str] = ..., name: _Optional[str] = ..., asset_type: _Optional[_Union[AssetType, str]] = ..., category: _Optional[str] = ..., description: _Optional[str] = ..., logo_url: _Optional[str] = ..., website_url: _Optional[str] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., deleted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., merged_into: _Optional[str] = ..., source: _Optional[str] = ..., market_cap_rank: _Optional[int] = ..., version: _Optional[int] = ..., look_alike_of: _Optional[str] = ...) -> None: ...

class AssetIdentifier(_message.Message):
    __slots__ = ("identifier_id", "asset_id", "source", "external_id", "is_primary", "created_at", "metadata", "verified_at", "version")
    IDENTIFIER_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    IS_PRIMARY_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    identifier_id: str
    asset_id: str
    source: DataSource
    external_id: str
    is_primary: bool
    created_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    verified_at: _timestamp_pb2.Timestamp
    version: int
    def __init__(self, identifier_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., source: _Optional[_Union[DataSource, str]] = ..., external_id: _Optional[str] = ..., is_primary: _Optional[bool] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., verified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., version: _Optional[int] = ...) -> None: ...
