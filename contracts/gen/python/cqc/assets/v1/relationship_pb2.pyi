import datetime

from cqc.assets.v1 import asset_pb2 as _asset_pb2
from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RelationshipType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RELATIONSHIP_TYPE_UNSPECIFIED: _ClassVar[RelationshipType]
    RELATIONSHIP_TYPE_WRAPS: _ClassVar[RelationshipType]
    RELATIONSHIP_TYPE_BRIDGES: _ClassVar[RelationshipType]
    RELATIONSHIP_TYPE_STAKES: _ClassVar[RelationshipType]
    RELATIONSHIP_TYPE_SYNTHETIC_OF: _ClassVar[RelationshipType]
    RELATIONSHIP_TYPE_LIQUIDITY_PAIR: _ClassVar[RelationshipType]
    RELATIONSHIP_TYPE_MIGRATES_TO: _ClassVar[RelationshipType]
    RELATIONSHIP_TYPE_FORKS_FROM: _ClassVar[RelationshipType]
    RELATIONSHIP_TYPE_REBASES_WITH: _ClassVar[RelationshipType]
    RELATIONSHIP_TYPE_DEPOSITS: _ClassVar[RelationshipType]
RELATIONSHIP_TYPE_UNSPECIFIED: RelationshipType
RELATIONSHIP_TYPE_WRAPS: RelationshipType
RELATIONSHIP_TYPE_BRIDGES: RelationshipType
RELATIONSHIP_TYPE_STAKES: RelationshipType
RELATIONSHIP_TYPE_SYNTHETIC_OF: RelationshipType
RELATIONSHIP_TYPE_LIQUIDITY_PAIR: RelationshipType
RELATIONSHIP_TYPE_MIGRATES_TO: RelationshipType
RELATIONSHIP_TYPE_FORKS_FROM: RelationshipType
RELATIONSHIP_TYPE_REBASES_WITH: RelationshipType
RELATIONSHIP_TYPE_DEPOSITS: RelationshipType

class AssetRelationship(_message.Message):
    __slots__ = ("relationship_id", "from_asset_id", "to_asset_id", "relationship_type", "conversion_rate", "protocol", "description", "created_at", "updated_at", "metadata", "weight_exact", "version")
    RELATIONSHIP_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    TO_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    RELATIONSHIP_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONVERSION_RATE_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_EXACT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    relationship_id: str
    from_asset_id: str
    to_asset_id: str
    relationship_type: RelationshipType
    conversion_rate: str
    protocol: str
    description: str
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    weight_exact: str
    version: int
    def __init__(self, relationship_id: _Optional[str] = ..., from_asset_id: _Optional[str] = ..., to_asset_id: _Optional[str] = ..., relationship_type: _Optional[_Union[RelationshipType, str]] = ..., conversion_rate: _Optional[str] = ..., protocol: _Optional[str] = ..., description: _Optional[str] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., weight_exact: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class AssetGroup(_message.Message):
    __slots__ = ("group_id", "name", "description", "members", "created_at", "updated_at", "metadata", "canonical_symbol", "issuer", "version", "group_type", "deleted_at")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    CANONICAL_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GROUP_TYPE_FIELD_NUMBER: _ClassVar[int]
    DELETED_AT_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    name: str
    description: str
    members: _containers.RepeatedCompositeFieldContainer[AssetGroupMember]
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    canonical_symbol: str
    issuer: str
    version: int
    group_type: str
    deleted_at: _timestamp_pb2.Timestamp
    def __init__(self, group_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., members: _Optional[_Iterable[_Union[AssetGroupMember, _Mapping]]] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., canonical_symbol: _Optional[str] = ..., issuer: _Optional[str] = ..., version: _Optional[int] = ..., group_type: _Optional[str] = ..., deleted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AssetGroupMember(_message.Message):
    __slots__ = ("member_id", "group_id", "asset_id", "weight", "added_at", "is_canonical", "asset", "weight_exact", "version")
    MEMBER_ID_FIELD_NUMBER: _ClassVar[int]
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    ADDED_AT_FIELD_NUMBER: _ClassVar[int]
    IS_CANONICAL_FIELD_NUMBER: _ClassVar[int]
    ASSET_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_EXACT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    member_id: str
    group_id: str
    asset_id: str
    weight: float
    added_at: _timestamp_pb2.Timestamp
    is_canonical: bool
    asset: _asset_pb2.Asset
    weight_exact: str
    version: int
    def __init__(self, member_id: _Optional[str] = ..., group_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., weight: _Optional[float] = ..., added_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., is_canonical: _Optional[bool] = ..., asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., weight_exact: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...
