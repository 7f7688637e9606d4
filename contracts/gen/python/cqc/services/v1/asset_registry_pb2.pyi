import datetime

from cqc.assets.v1 import asset_pb2 as _asset_pb2
from cqc.assets.v1 import chain_pb2 as _chain_pb2
from cqc.assets.v1 import deployment_pb2 as _deployment_pb2
from cqc.assets.v1 import quality_pb2 as _quality_pb2
from cqc.assets.v1 import relationship_pb2 as _relationship_pb2
from cqc.markets.v1 import market_spec_pb2 as _market_spec_pb2
from cqc.markets.v1 import symbol_pb2 as _symbol_pb2
from cqc.markets.v1 import symbol_identifier_pb2 as _symbol_identifier_pb2
from cqc.services.v1 import changes_pb2 as _changes_pb2
from cqc.services.v1 import resolution_pb2 as _resolution_pb2
from cqc.services.v1 import tradeability_pb2 as _tradeability_pb2
from cqc.venues.v1 import venue_pb2 as _venue_pb2
from cqc.venues.v1 import venue_asset_pb2 as _venue_asset_pb2
from cqc.venues.v1 import venue_symbol_pb2 as _venue_symbol_pb2
from google.protobuf import field_mask_pb2 as _field_mask_pb2
from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RelationshipDirection(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RELATIONSHIP_DIRECTION_UNSPECIFIED: _ClassVar[RelationshipDirection]
    RELATIONSHIP_DIRECTION_FROM: _ClassVar[RelationshipDirection]
    RELATIONSHIP_DIRECTION_TO: _ClassVar[RelationshipDirection]
RELATIONSHIP_DIRECTION_UNSPECIFIED: RelationshipDirection
RELATIONSHIP_DIRECTION_FROM: RelationshipDirection
RELATIONSHIP_DIRECTION_TO: RelationshipDirection

class CreateAssetRequest(_message.Message):
    __slots__ = ("symbol", "name", "asset_type", "category", "description", "logo_url", "website_url", "metadata", "source", "market_cap_rank", "request_id", "validate_only")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ASSET_TYPE_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    LOGO_URL_FIELD_NUMBER: _ClassVar[int]
    WEBSITE_URL_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    MARKET_CAP_RANK_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    name: str
    asset_type: _asset_pb2.AssetType
    category: str
    description: str
    logo_url: str
    website_url: str
    metadata: _struct_pb2.Struct
    source: str
    market_cap_rank: int
    request_id: str
    validate_only: bool
    def __init__(self, symbol: _Optional[str] = ..., name: _Optional[str] = ..., asset_type: _Optional[_Union[_asset_pb2.AssetType, str]] = ..., category: _Optional[str] = ..., description: _Optional[str] = ..., logo_url: _Optional[str] = ..., website_url: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., source: _Optional[str] = ..., market_cap_rank: _Optional[int] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateAssetResponse(_message.Message):
    __slots__ = ("asset", "collisions", "look_alikes")
    ASSET_FIELD_NUMBER: _ClassVar[int]
    COLLISIONS_FIELD_NUMBER: _ClassVar[int]
    LOOK_ALIKES_FIELD_NUMBER: _ClassVar[int]
    asset: _asset_pb2.Asset
    collisions: _containers.RepeatedCompositeFieldContainer[_asset_pb2.Asset]
    look_alikes: _containers.RepeatedCompositeFieldContainer[_asset_pb2.Asset]
    def __init__(self, asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., collisions: _Optional[_Iterable[_Union[_asset_pb2.Asset, _Mapping]]] = ..., look_alikes: _Optional[_Iterable[_Union[_asset_pb2.Asset, _Mapping]]] = ...) -> None: ...

class GetAssetRequest(_message.Message):
    __slots__ = ("asset_id", "with_tradeability", "show_deleted")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    WITH_TRADEABILITY_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    with_tradeability: bool
    show_deleted: bool
    def __init__(self, asset_id: _Optional[str] = ..., with_tradeability: _Optional[bool] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class GetAssetResponse(_message.Message):
    __slots__ = ("asset", "is_tradeable", "active_flags")
    ASSET_FIELD_NUMBER: _ClassVar[int]
    IS_TRADEABLE_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_FLAGS_FIELD_NUMBER: _ClassVar[int]
    asset: _asset_pb2.Asset
    is_tradeable: bool
    active_flags: _containers.RepeatedCompositeFieldContainer[_quality_pb2.AssetQualityFlag]
    def __init__(self, asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., is_tradeable: _Optional[bool] = ..., active_flags: _Optional[_Iterable[_Union[_quality_pb2.AssetQualityFlag, _Mapping]]] = ...) -> None: ...

class UpdateAssetRequest(_message.Message):
    __slots__ = ("asset_id", "symbol", "name", "asset_type", "category", "description", "logo_url", "website_url", "metadata", "market_cap_rank", "version", "update_mask")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ASSET_TYPE_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    LOGO_URL_FIELD_NUMBER: _ClassVar[int]
    WEBSITE_URL_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    MARKET_CAP_RANK_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    symbol: str
    name: str
    asset_type: _asset_pb2.AssetType
    category: str
    description: str
    logo_url: str
    website_url: str
    metadata: _struct_pb2.Struct
    market_cap_rank: int
    version: int
    update_mask: _field_mask_pb2.FieldMask
    def __init__(self, asset_id: _Optional[str] = ..., symbol: _Optional[str] = ..., name: _Optional[str] = ..., asset_type: _Optional[_Union[_asset_pb2.AssetType, str]] = ..., category: _Optional[str] = ..., description: _Optional[str] = ..., logo_url: _Optional[str] = ..., website_url: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., market_cap_rank: _Optional[int] = ..., version: _Optional[int] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ...) -> None: ...

class UpdateAssetResponse(_message.Message):
    __slots__ = ("asset",)
    ASSET_FIELD_NUMBER: _ClassVar[int]
    asset: _asset_pb2.Asset
    def __init__(self, asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ...) -> None: ...

class DeleteAssetRequest(_message.Message):
    __slots__ = ("asset_id", "reason", "version")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    reason: str
    version: int
    def __init__(self, asset_id: _Optional[str] = ..., reason: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class DeleteAssetResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class ListAssetsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "asset_type", "category", "symbol", "chain_id", "venue_id", "group_id", "flag_type", "flag_source", "min_severity", "show_deleted")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ASSET_TYPE_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    FLAG_TYPE_FIELD_NUMBER: _ClassVar[int]
    FLAG_SOURCE_FIELD_NUMBER: _ClassVar[int]
    MIN_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    asset_type: _asset_pb2.AssetType
    category: str
    symbol: str
    chain_id: str
    venue_id: str
    group_id: str
    flag_type: _quality_pb2.FlagType
    flag_source: str
    min_severity: _quality_pb2.FlagSeverity
    show_deleted: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., asset_type: _Optional[_Union[_asset_pb2.AssetType, str]] = ..., category: _Optional[str] = ..., symbol: _Optional[str] = ..., chain_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., group_id: _Optional[str] = ..., flag_type: _Optional[_Union[_quality_pb2.FlagType, str]] = ..., flag_source: _Optional[str] = ..., min_severity: _Optional[_Union[_quality_pb2.FlagSeverity, str]] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListAssetsResponse(_message.Message):
    __slots__ = ("assets", "next_page_token", "total_count", "total_count_is_estimate")
    ASSETS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_IS_ESTIMATE_FIELD_NUMBER: _ClassVar[int]
    assets: _containers.RepeatedCompositeFieldContainer[_asset_pb2.Asset]
    next_page_token: str
    total_count: int
    total_count_is_estimate: bool
    def __init__(self, assets: _Optional[_Iterable[_Union[_asset_pb2.Asset, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., total_count: _Optional[int] = ..., total_count_is_estimate: _Optional[bool] = ...) -> None: ...

class SearchAssetsRequest(_message.Message):
    __slots__ = ("query", "limit", "page_size", "page_token", "chain_id", "venue_id", "asset_type", "category", "show_deleted")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_TYPE_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    query: str
    limit: int
    page_size: int
    page_token: str
    chain_id: str
    venue_id: str
    asset_type: _asset_pb2.AssetType
    category: str
    show_deleted: bool
    def __init__(self, query: _Optional[str] = ..., limit: _Optional[int] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., chain_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., asset_type: _Optional[_Union[_asset_pb2.AssetType, str]] = ..., category: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class SearchAssetsResponse(_message.Message):
    __slots__ = ("assets", "next_page_token")
    ASSETS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    assets: _containers.RepeatedCompositeFieldContainer[_asset_pb2.Asset]
    next_page_token: str
    def __init__(self, assets: _Optional[_Iterable[_Union[_asset_pb2.Asset, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateAssetDeploymentRequest(_message.Message):
    __slots__ = ("asset_id", "chain_id", "contract_address", "decimals", "is_native", "is_canonical", "deployed_at", "metadata", "request_id", "validate_only")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    DECIMALS_FIELD_NUMBER: _ClassVar[int]
    IS_NATIVE_FIELD_NUMBER: _ClassVar[int]
    IS_CANONICAL_FIELD_NUMBER: _ClassVar[int]
    DEPLOYED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    chain_id: str
    contract_address: str
    decimals: int
    is_native: bool
    is_canonical: bool
    deployed_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, asset_id: _Optional[str] = ..., chain_id: _Optional[str] = ..., contract_address: _Optional[str] = ..., decimals: _Optional[int] = ..., is_native: _Optional[bool] = ..., is_canonical: _Optional[bool] = ..., deployed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateAssetDeploymentResponse(_message.Message):
    __slots__ = ("deployment",)
    DEPLOYMENT_FIELD_NUMBER: _ClassVar[int]
    deployment: _deployment_pb2.AssetDeployment
    def __init__(self, deployment: _Optional[_Union[_deployment_pb2.AssetDeployment, _Mapping]] = ...) -> None: ...

class GetAssetDeploymentRequest(_message.Message):
    __slots__ = ("deployment_id", "caip19", "show_deleted")
    DEPLOYMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CAIP19_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    deployment_id: str
    caip19: str
    show_deleted: bool
    def __init__(self, deployment_id: _Optional[str] = ..., caip19: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class GetAssetDeploymentResponse(_message.Message):
    __slots__ = ("deployment",)
    DEPLOYMENT_FIELD_NUMBER: _ClassVar[int]
    deployment: _deployment_pb2.AssetDeployment
    def __init__(self, deployment: _Optional[_Union[_deployment_pb2.AssetDeployment, _Mapping]] = ...) -> None: ...

class ListAssetDeploymentsRequest(_message.Message):
    __slots__ = ("asset_id", "chain_id", "is_canonical", "page_size", "page_token", "show_deleted")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    IS_CANONICAL_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    chain_id: str
    is_canonical: bool
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, asset_id: _Optional[str] = ..., chain_id: _Optional[str] = ..., is_canonical: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListAssetDeploymentsResponse(_message.Message):
    __slots__ = ("deployments", "next_page_token")
    DEPLOYMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    deployments: _containers.RepeatedCompositeFieldContainer[_deployment_pb2.AssetDeployment]
    next_page_token: str
    def __init__(self, deployments: _Optional[_Iterable[_Union[_deployment_pb2.AssetDeployment, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateAssetIdentifierRequest(_message.Message):
    __slots__ = ("asset_id", "source", "external_id", "is_primary", "verified_at", "metadata", "request_id", "validate_only")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    IS_PRIMARY_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    source: _asset_pb2.DataSource
    external_id: str
    is_primary: bool
    verified_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, asset_id: _Optional[str] = ..., source: _Optional[_Union[_asset_pb2.DataSource, str]] = ..., external_id: _Optional[str] = ..., is_primary: _Optional[bool] = ..., verified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateAssetIdentifierResponse(_message.Message):
    __slots__ = ("identifier",)
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    identifier: _asset_pb2.AssetIdentifier
    def __init__(self, identifier: _Optional[_Union[_asset_pb2.AssetIdentifier, _Mapping]] = ...) -> None: ...

class GetAssetIdentifierRequest(_message.Message):
    __slots__ = ("asset_id", "source")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    source: _asset_pb2.DataSource
    def __init__(self, asset_id: _Optional[str] = ..., source: _Optional[_Union[_asset_pb2.DataSource, str]] = ...) -> None: ...

class GetAssetIdentifierResponse(_message.Message):
    __slots__ = ("identifier",)
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    identifier: _asset_pb2.AssetIdentifier
    def __init__(self, identifier: _Optional[_Union[_asset_pb2.AssetIdentifier, _Mapping]] = ...) -> None: ...

class ListAssetIdentifiersRequest(_message.Message):
    __slots__ = ("asset_id", "source", "page_size", "page_token", "show_deleted")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    source: _asset_pb2.DataSource
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, asset_id: _Optional[str] = ..., source: _Optional[_Union[_asset_pb2.DataSource, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListAssetIdentifiersResponse(_message.Message):
    __slots__ = ("identifiers", "next_page_token")
    IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    identifiers: _containers.RepeatedCompositeFieldContainer[_asset_pb2.AssetIdentifier]
    next_page_token: str
    def __init__(self, identifiers: _Optional[_Iterable[_Union[_asset_pb2.AssetIdentifier, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateAssetRelationshipRequest(_message.Message):
    __slots__ = ("source_asset_id", "target_asset_id", "relationship_type", "description", "conversion_rate", "protocol", "weight_exact", "metadata", "request_id", "validate_only")
    SOURCE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    RELATIONSHIP_TYPE_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    CONVERSION_RATE_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_EXACT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    source_asset_id: str
    target_asset_id: str
    relationship_type: _relationship_pb2.RelationshipType
    description: str
    conversion_rate: str
    protocol: str
    weight_exact: str
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, source_asset_id: _Optional[str] = ..., target_asset_id: _Optional[str] = ..., relationship_type: _Optional[_Union[_relationship_pb2.RelationshipType, str]] = ..., description: _Optional[str] = ..., conversion_rate: _Optional[str] = ..., protocol: _Optional[str] = ..., weight_exact: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateAssetRelationshipResponse(_message.Message):
    __slots__ = ("relationship",)
    RELATIONSHIP_FIELD_NUMBER: _ClassVar[int]
    relationship: _relationship_pb2.AssetRelationship
    def __init__(self, relationship: _Optional[_Union[_relationship_pb2.AssetRelationship, _Mapping]] = ...) -> None: ...

class ListAssetRelationshipsRequest(_message.Message):
    __slots__ = ("asset_id", "relationship_type", "direction", "page_size", "page_token", "show_deleted")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    RELATIONSHIP_TYPE_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    relationship_type: _relationship_pb2.RelationshipType
    direction: RelationshipDirection
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, asset_id: _Optional[str] = ..., relationship_type: _Optional[_Union[_relationship_pb2.RelationshipType, str]] = ..., direction: _Optional[_Union[RelationshipDirection, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListAssetRelationshipsResponse(_message.Message):
    __slots__ = ("relationships", "next_page_token")
    RELATIONSHIPS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    relationships: _containers.RepeatedCompositeFieldContainer[_relationship_pb2.AssetRelationship]
    next_page_token: str
    def __init__(self, relationships: _Optional[_Iterable[_Union[_relationship_pb2.AssetRelationship, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateAssetGroupRequest(_message.Message):
    __slots__ = ("name", "description", "group_type", "canonical_symbol", "issuer", "members", "metadata", "request_id", "validate_only")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    GROUP_TYPE_FIELD_NUMBER: _ClassVar[int]
    CANONICAL_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    name: str
    description: str
    group_type: str
    canonical_symbol: str
    issuer: str
    members: _containers.RepeatedCompositeFieldContainer[_relationship_pb2.AssetGroupMember]
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, name: _Optional[str] = ..., description: _Optional[str] = ..., group_type: _Optional[str] = ..., canonical_symbol: _Optional[str] = ..., issuer: _Optional[str] = ..., members: _Optional[_Iterable[_Union[_relationship_pb2.AssetGroupMember, _Mapping]]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateAssetGroupResponse(_message.Message):
    __slots__ = ("group",)
    GROUP_FIELD_NUMBER: _ClassVar[int]
    group: _relationship_pb2.AssetGroup
    def __init__(self, group: _Optional[_Union[_relationship_pb2.AssetGroup, _Mapping]] = ...) -> None: ...

class GetAssetGroupRequest(_message.Message):
    __slots__ = ("group_id", "name", "canonical_symbol", "show_deleted")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CANONICAL_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    name: str
    canonical_symbol: str
    show_deleted: bool
    def __init__(self, group_id: _Optional[str] = ..., name: _Optional[str] = ..., canonical_symbol: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class GetAssetGroupResponse(_message.Message):
    __slots__ = ("group",)
    GROUP_FIELD_NUMBER: _ClassVar[int]
    group: _relationship_pb2.AssetGroup
    def __init__(self, group: _Optional[_Union[_relationship_pb2.AssetGroup, _Mapping]] = ...) -> None: ...

class AddAssetToGroupRequest(_message.Message):
    __slots__ = ("group_id", "asset_id", "weight", "weight_exact", "is_canonical", "request_id", "validate_only")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_EXACT_FIELD_NUMBER: _ClassVar[int]
    IS_CANONICAL_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    asset_id: str
    weight: float
    weight_exact: str
    is_canonical: bool
    request_id: str
    validate_only: bool
    def __init__(self, group_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., weight: _Optional[float] = ..., weight_exact: _Optional[str] = ..., is_canonical: _Optional[bool] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class AddAssetToGroupResponse(_message.Message):
    __slots__ = ("member",)
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    member: _relationship_pb2.AssetGroupMember
    def __init__(self, member: _Optional[_Union[_relationship_pb2.AssetGroupMember, _Mapping]] = ...) -> None: ...

class RemoveAssetFromGroupRequest(_message.Message):
    __slots__ = ("group_id", "asset_id", "reason", "version")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    asset_id: str
    reason: str
    version: int
    def __init__(self, group_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., reason: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class RemoveAssetFromGroupResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class RaiseQualityFlagRequest(_message.Message):
    __slots__ = ("asset_id", "flag_type", "severity", "description", "raised_by", "source", "evidence_url", "metadata", "request_id", "validate_only")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    FLAG_TYPE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    RAISED_BY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_URL_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    flag_type: _quality_pb2.FlagType
    severity: _quality_pb2.FlagSeverity
    description: str
    raised_by: str
    source: str
    evidence_url: str
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, asset_id: _Optional[str] = ..., flag_type: _Optional[_Union[_quality_pb2.FlagType, str]] = ..., severity: _Optional[_Union[_quality_pb2.FlagSeverity, str]] = ..., description: _Optional[str] = ..., raised_by: _Optional[str] = ..., source: _Optional[str] = ..., evidence_url: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class RaiseQualityFlagResponse(_message.Message):
    __slots__ = ("flag",)
    FLAG_FIELD_NUMBER: _ClassVar[int]
    flag: _quality_pb2.AssetQualityFlag
    def __init__(self, flag: _Optional[_Union[_quality_pb2.AssetQualityFlag, _Mapping]] = ...) -> None: ...

class ResolveQualityFlagRequest(_message.Message):
    __slots__ = ("flag_id", "resolution_notes", "resolved_by", "reason", "version")
    FLAG_ID_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_NOTES_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_BY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    flag_id: str
    resolution_notes: str
    resolved_by: str
    reason: str
    version: int
    def __init__(self, flag_id: _Optional[str] = ..., resolution_notes: _Optional[str] = ..., resolved_by: _Optional[str] = ..., reason: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class ResolveQualityFlagResponse(_message.Message):
    __slots__ = ("flag",)
    FLAG_FIELD_NUMBER: _ClassVar[int]
    flag: _quality_pb2.AssetQualityFlag
    def __init__(self, flag: _Optional[_Union[_quality_pb2.AssetQualityFlag, _Mapping]] = ...) -> None: ...

class ListQualityFlagsRequest(_message.Message):
    __slots__ = ("asset_id", "min_severity", "include_resolved", "flag_type", "source", "page_size", "page_token", "show_deleted")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    MIN_SEVERITY_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_RESOLVED_FIELD_NUMBER: _ClassVar[int]
    FLAG_TYPE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    min_severity: _quality_pb2.FlagSeverity
    include_resolved: bool
    flag_type: _quality_pb2.FlagType
    source: str
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, asset_id: _Optional[str] = ..., min_severity: _Optional[_Union[_quality_pb2.FlagSeverity, str]] = ..., include_resolved: _Optional[bool] = ..., flag_type: _Optional[_Union[_quality_pb2.FlagType, str]] = ..., source: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListQualityFlagsResponse(_message.Message):
    __slots__ = ("flags", "next_page_token")
    FLAGS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    flags: _containers.RepeatedCompositeFieldContainer[_quality_pb2.AssetQualityFlag]
    next_page_token: str
    def __init__(self, flags: _Optional[_Iterable[_Union[_quality_pb2.AssetQualityFlag, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateChainRequest(_message.Message):
    __slots__ = ("name", "chain_type", "chain_id", "native_asset_symbol", "block_explorer_url", "id", "rpc_urls", "native_asset_id", "is_testnet", "caip2", "metadata", "request_id", "validate_only")
    NAME_FIELD_NUMBER: _ClassVar[int]
    CHAIN_TYPE_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    NATIVE_ASSET_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    BLOCK_EXPLORER_URL_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    RPC_URLS_FIELD_NUMBER: _ClassVar[int]
    NATIVE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    IS_TESTNET_FIELD_NUMBER: _ClassVar[int]
    CAIP2_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    name: str
    chain_type: str
    chain_id: int
    native_asset_symbol: str
    block_explorer_url: str
    id: str
    rpc_urls: _containers.RepeatedScalarFieldContainer[str]
    native_asset_id: str
    is_testnet: bool
    caip2: str
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, name: _Optional[str] = ..., chain_type: _Optional[str] = ..., chain_id: _Optional[int] = ..., native_asset_symbol: _Optional[str] = ..., block_explorer_url: _Optional[str] = ..., id: _Optional[str] = ..., rpc_urls: _Optional[_Iterable[str]] = ..., native_asset_id: _Optional[str] = ..., is_testnet: _Optional[bool] = ..., caip2: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateChainResponse(_message.Message):
    __slots__ = ("chain",)
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    chain: _chain_pb2.Chain
    def __init__(self, chain: _Optional[_Union[_chain_pb2.Chain, _Mapping]] = ...) -> None: ...

class GetChainRequest(_message.Message):
    __slots__ = ("chain_id",)
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    chain_id: str
    def __init__(self, chain_id: _Optional[str] = ...) -> None: ...

class GetChainResponse(_message.Message):
    __slots__ = ("chain",)
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    chain: _chain_pb2.Chain
    def __init__(self, chain: _Optional[_Union[_chain_pb2.Chain, _Mapping]] = ...) -> None: ...

class ListChainsRequest(_message.Message):
    __slots__ = ("chain_type", "is_testnet", "page_size", "page_token", "show_deleted")
    CHAIN_TYPE_FIELD_NUMBER: _ClassVar[int]
    IS_TESTNET_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    chain_type: str
    is_testnet: bool
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, chain_type: _Optional[str] = ..., is_testnet: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListChainsResponse(_message.Message):
    __slots__ = ("chains", "next_page_token")
    CHAINS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    chains: _containers.RepeatedCompositeFieldContainer[_chain_pb2.Chain]
    next_page_token: str
    def __init__(self, chains: _Optional[_Iterable[_Union[_chain_pb2.Chain, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateSymbolRequest(_message.Message):
    __slots__ = ("symbol", "symbol_type", "base_asset_id", "quote_asset_id", "settlement_asset_id", "tick_size", "lot_size", "min_order_size", "max_order_size", "min_notional", "contract_size", "expiry", "strike_price", "option_type", "is_active", "exact", "metadata", "request_id", "validate_only")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_TYPE_FIELD_NUMBER: _ClassVar[int]
    BASE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SETTLEMENT_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    TICK_SIZE_FIELD_NUMBER: _ClassVar[int]
    LOT_SIZE_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MIN_NOTIONAL_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_SIZE_FIELD_NUMBER: _ClassVar[int]
    EXPIRY_FIELD_NUMBER: _ClassVar[int]
    STRIKE_PRICE_FIELD_NUMBER: _ClassVar[int]
    OPTION_TYPE_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    EXACT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    symbol_type: _symbol_pb2.SymbolType
    base_asset_id: str
    quote_asset_id: str
    settlement_asset_id: str
    tick_size: float
    lot_size: float
    min_order_size: float
    max_order_size: float
    min_notional: float
    contract_size: float
    expiry: _timestamp_pb2.Timestamp
    strike_price: float
    option_type: _symbol_pb2.OptionType
    is_active: bool
    exact: _market_spec_pb2.MarketSpec
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, symbol: _Optional[str] = ..., symbol_type: _Optional[_Union[_symbol_pb2.SymbolType, str]] = ..., base_asset_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., settlement_asset_id: _Optional[str] = ..., tick_size: _Optional[float] = ..., lot_size: _Optional[float] = ..., min_order_size: _Optional[float] = ..., max_order_size: _Optional[float] = ..., min_notional: _Optional[float] = ..., contract_size: _Optional[float] = ..., expiry: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., strike_price: _Optional[float] = ..., option_type: _Optional[_Union[_symbol_pb2.OptionType, str]] = ..., is_active: _Optional[bool] = ..., exact: _Optional[_Union[_market_spec_pb2.MarketSpec, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateSymbolResponse(_message.Message):
    __slots__ = ("symbol",)
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    symbol: _symbol_pb2.Symbol
    def __init__(self, symbol: _Optional[_Union[_symbol_pb2.Symbol, _Mapping]] = ...) -> None: ...

class GetSymbolRequest(_message.Message):
    __slots__ = ("symbol_id", "show_deleted")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    show_deleted: bool
    def __init__(self, symbol_id: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class GetSymbolResponse(_message.Message):
    __slots__ = ("symbol",)
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    symbol: _symbol_pb2.Symbol
    def __init__(self, symbol: _Optional[_Union[_symbol_pb2.Symbol, _Mapping]] = ...) -> None: ...

class UpdateSymbolRequest(_message.Message):
    __slots__ = ("symbol_id", "symbol", "symbol_type", "tick_size", "lot_size", "is_active", "min_order_size", "max_order_size", "min_notional", "contract_size", "exact", "metadata", "delisted_at", "version", "update_mask")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_TYPE_FIELD_NUMBER: _ClassVar[int]
    TICK_SIZE_FIELD_NUMBER: _ClassVar[int]
    LOT_SIZE_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MIN_NOTIONAL_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_SIZE_FIELD_NUMBER: _ClassVar[int]
    EXACT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    DELISTED_AT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    symbol: str
    symbol_type: _symbol_pb2.SymbolType
    tick_size: float
    lot_size: float
    is_active: bool
    min_order_size: float
    max_order_size: float
    min_notional: float
    contract_size: float
    exact: _market_spec_pb2.MarketSpec
    metadata: _struct_pb2.Struct
    delisted_at: _timestamp_pb2.Timestamp
    version: int
    update_mask: _field_mask_pb2.FieldMask
    def __init__(self, symbol_id: _Optional[str] = ..., symbol: _Optional[str] = ..., symbol_type: _Optional[_Union[_symbol_pb2.SymbolType, str]] = ..., tick_size: _Optional[float] = ..., lot_size: _Optional[float] = ..., is_active: _Optional[bool] = ..., min_order_size: _Optional[float] = ..., max_order_size: _Optional[float] = ..., min_notional: _Optional[float] = ..., contract_size: _Optional[float] = ..., exact: _Optional[_Union[_market_spec_pb2.MarketSpec, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., delisted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., version: _Optional[int] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ...) -> None: ...

class UpdateSymbolResponse(_message.Message):
    __slots__ = ("symbol",)
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    symbol: _symbol_pb2.Symbol
    def __init__(self, symbol: _Optional[_Union[_symbol_pb2.Symbol, _Mapping]] = ...) -> None: ...

class DeleteSymbolRequest(_message.Message):
    __slots__ = ("symbol_id", "reason", "version")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    reason: str
    version: int
    def __init__(self, symbol_id: _Optional[str] = ..., reason: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class DeleteSymbolResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class ListSymbolsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "symbol_type", "base_asset_id", "quote_asset_id", "is_active", "option_type", "expiry_from", "expiry_to", "show_deleted")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_TYPE_FIELD_NUMBER: _ClassVar[int]
    BASE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    OPTION_TYPE_FIELD_NUMBER: _ClassVar[int]
    EXPIRY_FROM_FIELD_NUMBER: _ClassVar[int]
    EXPIRY_TO_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    symbol_type: _symbol_pb2.SymbolType
    base_asset_id: str
    quote_asset_id: str
    is_active: bool
    option_type: _symbol_pb2.OptionType
    expiry_from: _timestamp_pb2.Timestamp
    expiry_to: _timestamp_pb2.Timestamp
    show_deleted: bool
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., symbol_type: _Optional[_Union[_symbol_pb2.SymbolType, str]] = ..., base_asset_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., is_active: _Optional[bool] = ..., option_type: _Optional[_Union[_symbol_pb2.OptionType, str]] = ..., expiry_from: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expiry_to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListSymbolsResponse(_message.Message):
    __slots__ = ("symbols", "next_page_token", "total_count", "total_count_is_estimate")
    SYMBOLS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_IS_ESTIMATE_FIELD_NUMBER: _ClassVar[int]
    symbols: _containers.RepeatedCompositeFieldContainer[_symbol_pb2.Symbol]
    next_page_token: str
    total_count: int
    total_count_is_estimate: bool
    def __init__(self, symbols: _Optional[_Iterable[_Union[_symbol_pb2.Symbol, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., total_count: _Optional[int] = ..., total_count_is_estimate: _Optional[bool] = ...) -> None: ...

class SearchSymbolsRequest(_message.Message):
    __slots__ = ("query", "limit", "page_size", "page_token", "base_asset_id", "quote_asset_id", "symbol_type", "venue_id", "show_deleted")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    BASE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_TYPE_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    query: str
    limit: int
    page_size: int
    page_token: str
    base_asset_id: str
    quote_asset_id: str
    symbol_type: _symbol_pb2.SymbolType
    venue_id: str
    show_deleted: bool
    def __init__(self, query: _Optional[str] = ..., limit: _Optional[int] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., base_asset_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., symbol_type: _Optional[_Union[_symbol_pb2.SymbolType, str]] = ..., venue_id: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class SearchSymbolsResponse(_message.Message):
    __slots__ = ("symbols", "next_page_token")
    SYMBOLS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    symbols: _containers.RepeatedCompositeFieldContainer[_symbol_pb2.Symbol]
    next_page_token: str
    def __init__(self, symbols: _Optional[_Iterable[_Union[_symbol_pb2.Symbol, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateSymbolIdentifierRequest(_message.Message):
    __slots__ = ("symbol_id", "data_source", "external_id", "is_primary", "verified_at", "metadata", "request_id", "validate_only")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    IS_PRIMARY_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    data_source: _symbol_identifier_pb2.DataSource
    external_id: str
    is_primary: bool
    verified_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, symbol_id: _Optional[str] = ..., data_source: _Optional[_Union[_symbol_identifier_pb2.DataSource, str]] = ..., external_id: _Optional[str] = ..., is_primary: _Optional[bool] = ..., verified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateSymbolIdentifierResponse(_message.Message):
    __slots__ = ("identifier",)
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    identifier: _symbol_identifier_pb2.SymbolIdentifier
    def __init__(self, identifier: _Optional[_Union[_symbol_identifier_pb2.SymbolIdentifier, _Mapping]] = ...) -> None: ...

class GetSymbolIdentifierRequest(_message.Message):
    __slots__ = ("symbol_id", "data_source")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_SOURCE_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    data_source: _symbol_identifier_pb2.DataSource
    def __init__(self, symbol_id: _Optional[str] = ..., data_source: _Optional[_Union[_symbol_identifier_pb2.DataSource, str]] = ...) -> None: ...

class GetSymbolIdentifierResponse(_message.Message):
    __slots__ = ("identifier",)
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    identifier: _symbol_identifier_pb2.SymbolIdentifier
    def __init__(self, identifier: _Optional[_Union[_symbol_identifier_pb2.SymbolIdentifier, _Mapping]] = ...) -> None: ...

class ListSymbolIdentifiersRequest(_message.Message):
    __slots__ = ("symbol_id", "source", "page_size", "page_token", "show_deleted")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    source: _symbol_identifier_pb2.DataSource
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, symbol_id: _Optional[str] = ..., source: _Optional[_Union[_symbol_identifier_pb2.DataSource, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListSymbolIdentifiersResponse(_message.Message):
    __slots__ = ("identifiers", "next_page_token")
    IDENTIFIERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    identifiers: _containers.RepeatedCompositeFieldContainer[_symbol_identifier_pb2.SymbolIdentifier]
    next_page_token: str
    def __init__(self, identifiers: _Optional[_Iterable[_Union[_symbol_identifier_pb2.SymbolIdentifier, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateVenueRequest(_message.Message):
    __slots__ = ("name", "venue_type", "chain_id", "api_endpoint", "website_url", "venue_id", "protocol_address", "is_active", "operator", "mic", "symbol_pattern", "metadata", "request_id", "validate_only")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VENUE_TYPE_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    API_ENDPOINT_FIELD_NUMBER: _ClassVar[int]
    WEBSITE_URL_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    MIC_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_PATTERN_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    name: str
    venue_type: _venue_pb2.VenueType
    chain_id: str
    api_endpoint: str
    website_url: str
    venue_id: str
    protocol_address: str
    is_active: bool
    operator: str
    mic: str
    symbol_pattern: str
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, name: _Optional[str] = ..., venue_type: _Optional[_Union[_venue_pb2.VenueType, str]] = ..., chain_id: _Optional[str] = ..., api_endpoint: _Optional[str] = ..., website_url: _Optional[str] = ..., venue_id: _Optional[str] = ..., protocol_address: _Optional[str] = ..., is_active: _Optional[bool] = ..., operator: _Optional[str] = ..., mic: _Optional[str] = ..., symbol_pattern: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateVenueResponse(_message.Message):
    __slots__ = ("venue",)
    VENUE_FIELD_NUMBER: _ClassVar[int]
    venue: _venue_pb2.Venue
    def __init__(self, venue: _Optional[_Union[_venue_pb2.Venue, _Mapping]] = ...) -> None: ...

class GetVenueRequest(_message.Message):
    __slots__ = ("venue_id",)
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    def __init__(self, venue_id: _Optional[str] = ...) -> None: ...

class GetVenueResponse(_message.Message):
    __slots__ = ("venue",)
    VENUE_FIELD_NUMBER: _ClassVar[int]
    venue: _venue_pb2.Venue
    def __init__(self, venue: _Optional[_Union[_venue_pb2.Venue, _Mapping]] = ...) -> None: ...

class ListVenuesRequest(_message.Message):
    __slots__ = ("venue_type", "chain_id", "operator", "is_active", "page_size", "page_token", "show_deleted")
    VENUE_TYPE_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    venue_type: _venue_pb2.VenueType
    chain_id: str
    operator: str
    is_active: bool
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, venue_type: _Optional[_Union[_venue_pb2.VenueType, str]] = ..., chain_id: _Optional[str] = ..., operator: _Optional[str] = ..., is_active: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListVenuesResponse(_message.Message):
    __slots__ = ("venues", "next_page_token")
    VENUES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    venues: _containers.RepeatedCompositeFieldContainer[_venue_pb2.Venue]
    next_page_token: str
    def __init__(self, venues: _Optional[_Iterable[_Union[_venue_pb2.Venue, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateVenueAssetRequest(_message.Message):
    __slots__ = ("venue_id", "asset_id", "venue_asset_symbol", "deployment_id", "deposit_enabled", "withdraw_enabled", "trading_enabled", "is_active", "listed_at", "min_deposit", "min_withdrawal", "withdrawal_fee", "deposit_fee", "min_deposit_exact", "min_withdrawal_exact", "withdrawal_fee_exact", "deposit_fee_exact", "metadata", "request_id", "validate_only")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ASSET_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    DEPLOYMENT_ID_FIELD_NUMBER: _ClassVar[int]
    DEPOSIT_ENABLED_FIELD_NUMBER: _ClassVar[int]
    WITHDRAW_ENABLED_FIELD_NUMBER: _ClassVar[int]
    TRADING_ENABLED_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    LISTED_AT_FIELD_NUMBER: _ClassVar[int]
    MIN_DEPOSIT_FIELD_NUMBER: _ClassVar[int]
    MIN_WITHDRAWAL_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWAL_FEE_FIELD_NUMBER: _ClassVar[int]
    DEPOSIT_FEE_FIELD_NUMBER: _ClassVar[int]
    MIN_DEPOSIT_EXACT_FIELD_NUMBER: _ClassVar[int]
    MIN_WITHDRAWAL_EXACT_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWAL_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    DEPOSIT_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    asset_id: str
    venue_asset_symbol: str
    deployment_id: str
    deposit_enabled: bool
    withdraw_enabled: bool
    trading_enabled: bool
    is_active: bool
    listed_at: _timestamp_pb2.Timestamp
    min_deposit: float
    min_withdrawal: float
    withdrawal_fee: float
    deposit_fee: float
    min_deposit_exact: str
    min_withdrawal_exact: str
    withdrawal_fee_exact: str
    deposit_fee_exact: str
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, venue_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., venue_asset_symbol: _Optional[str] = ..., deployment_id: _Optional[str] = ..., deposit_enabled: _Optional[bool] = ..., withdraw_enabled: _Optional[bool] = ..., trading_enabled: _Optional[bool] = ..., is_active: _Optional[bool] = ..., listed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., min_deposit: _Optional[float] = ..., min_withdrawal: _Optional[float] = ..., withdrawal_fee: _Optional[float] = ..., deposit_fee: _Optional[float] = ..., min_deposit_exact: _Optional[str] = ..., min_withdrawal_exact: _Optional[str] = ..., withdrawal_fee_exact: _Optional[str] = ..., deposit_fee_exact: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateVenueAssetResponse(_message.Message):
    __slots__ = ("venue_asset",)
    VENUE_ASSET_FIELD_NUMBER: _ClassVar[int]
    venue_asset: _venue_asset_pb2.VenueAsset
    def __init__(self, venue_asset: _Optional[_Union[_venue_asset_pb2.VenueAsset, _Mapping]] = ...) -> None: ...

class GetVenueAssetRequest(_message.Message):
    __slots__ = ("venue_id", "asset_id")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    asset_id: str
    def __init__(self, venue_id: _Optional[str] = ..., asset_id: _Optional[str] = ...) -> None: ...

class GetVenueAssetResponse(_message.Message):
    __slots__ = ("venue_asset",)
    VENUE_ASSET_FIELD_NUMBER: _ClassVar[int]
    venue_asset: _venue_asset_pb2.VenueAsset
    def __init__(self, venue_asset: _Optional[_Union[_venue_asset_pb2.VenueAsset, _Mapping]] = ...) -> None: ...

class ListVenueAssetsRequest(_message.Message):
    __slots__ = ("venue_id", "asset_id", "is_active", "venue_asset_symbol", "page_size", "page_token", "show_deleted")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    VENUE_ASSET_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    asset_id: str
    is_active: bool
    venue_asset_symbol: str
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, venue_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., is_active: _Optional[bool] = ..., venue_asset_symbol: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListVenueAssetsResponse(_message.Message):
    __slots__ = ("venue_assets", "next_page_token")
    VENUE_ASSETS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    venue_assets: _containers.RepeatedCompositeFieldContainer[_venue_asset_pb2.VenueAsset]
    next_page_token: str
    def __init__(self, venue_assets: _Optional[_Iterable[_Union[_venue_asset_pb2.VenueAsset, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CreateVenueSymbolRequest(_message.Message):
    __slots__ = ("venue_id", "symbol_id", "venue_symbol", "maker_fee", "taker_fee", "is_active", "listed_at", "spec", "min_order_value", "max_order_value", "max_leverage", "maker_fee_exact", "taker_fee_exact", "metadata", "request_id", "validate_only", "min_order_value_exact", "max_order_value_exact", "max_leverage_exact")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    MAKER_FEE_FIELD_NUMBER: _ClassVar[int]
    TAKER_FEE_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    LISTED_AT_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    MAX_LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    MAKER_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    TAKER_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_VALUE_EXACT_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_VALUE_EXACT_FIELD_NUMBER: _ClassVar[int]
    MAX_LEVERAGE_EXACT_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    symbol_id: str
    venue_symbol: str
    maker_fee: float
    taker_fee: float
    is_active: bool
    listed_at: _timestamp_pb2.Timestamp
    spec: _market_spec_pb2.MarketSpec
    min_order_value: float
    max_order_value: float
    max_leverage: float
    maker_fee_exact: str
    taker_fee_exact: str
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    min_order_value_exact: str
    max_order_value_exact: str
    max_leverage_exact: str
    def __init__(self, venue_id: _Optional[str] = ..., symbol_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., maker_fee: _Optional[float] = ..., taker_fee: _Optional[float] = ..., is_active: _Optional[bool] = ..., listed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., spec: _Optional[_Union[_market_spec_pb2.MarketSpec, _Mapping]] = ..., min_order_value: _Optional[float] = ..., max_order_value: _Optional[float] = ..., max_leverage: _Optional[float] = ..., maker_fee_exact: _Optional[str] = ..., taker_fee_exact: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ..., min_order_value_exact: _Optional[str] = ..., max_order_value_exact: _Optional[str] = ..., max_leverage_exact: _Optional[str] = ...) -> None: ...

class CreateVenueSymbolResponse(_message.Message):
    __slots__ = ("venue_symbol",)
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    venue_symbol: _venue_symbol_pb2.VenueSymbol
    def __init__(self, venue_symbol: _Optional[_Union[_venue_symbol_pb2.VenueSymbol, _Mapping]] = ...) -> None: ...

class GetVenueSymbolRequest(_message.Message):
    __slots__ = ("venue_id", "venue_symbol")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    venue_symbol: str
    def __init__(self, venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ...) -> None: ...

class GetVenueSymbolResponse(_message.Message):
    __slots__ = ("venue_symbol",)
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    venue_symbol: _venue_symbol_pb2.VenueSymbol
    def __init__(self, venue_symbol: _Optional[_Union[_venue_symbol_pb2.VenueSymbol, _Mapping]] = ...) -> None: ...

class ListVenueSymbolsRequest(_message.Message):
    __slots__ = ("venue_id", "symbol_id", "is_active", "page_size", "page_token", "show_deleted")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    symbol_id: str
    is_active: bool
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, venue_id: _Optional[str] = ..., symbol_id: _Optional[str] = ..., is_active: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListVenueSymbolsResponse(_message.Message):
    __slots__ = ("venue_symbols", "next_page_token")
    VENUE_SYMBOLS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    venue_symbols: _containers.RepeatedCompositeFieldContainer[_venue_symbol_pb2.VenueSymbol]
    next_page_token: str
    def __init__(self, venue_symbols: _Optional[_Iterable[_Union[_venue_symbol_pb2.VenueSymbol, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class UndeleteAssetRequest(_message.Message):
    __slots__ = ("asset_id", "version", "reason")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    version: int
    reason: str
    def __init__(self, asset_id: _Optional[str] = ..., version: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

class UndeleteAssetResponse(_message.Message):
    __slots__ = ("asset",)
    ASSET_FIELD_NUMBER: _ClassVar[int]
    asset: _asset_pb2.Asset
    def __init__(self, asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ...) -> None: ...

class ListAssetGroupsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "show_deleted", "asset_id", "issuer", "group_type")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    GROUP_TYPE_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    show_deleted: bool
    asset_id: str
    issuer: str
    group_type: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ..., asset_id: _Optional[str] = ..., issuer: _Optional[str] = ..., group_type: _Optional[str] = ...) -> None: ...

class ListAssetGroupsResponse(_message.Message):
    __slots__ = ("groups", "next_page_token", "total_count", "total_count_is_estimate")
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_IS_ESTIMATE_FIELD_NUMBER: _ClassVar[int]
    groups: _containers.RepeatedCompositeFieldContainer[_relationship_pb2.AssetGroup]
    next_page_token: str
    total_count: int
    total_count_is_estimate: bool
    def __init__(self, groups: _Optional[_Iterable[_Union[_relationship_pb2.AssetGroup, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., total_count: _Optional[int] = ..., total_count_is_estimate: _Optional[bool] = ...) -> None: ...

class ListAssetGroupMembersRequest(_message.Message):
    __slots__ = ("group_id", "page_size", "page_token", "show_deleted")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, group_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListAssetGroupMembersResponse(_message.Message):
    __slots__ = ("members", "next_page_token", "total_count", "total_count_is_estimate")
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_IS_ESTIMATE_FIELD_NUMBER: _ClassVar[int]
    members: _containers.RepeatedCompositeFieldContainer[_relationship_pb2.AssetGroupMember]
    next_page_token: str
    total_count: int
    total_count_is_estimate: bool
    def __init__(self, members: _Optional[_Iterable[_Union[_relationship_pb2.AssetGroupMember, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., total_count: _Optional[int] = ..., total_count_is_estimate: _Optional[bool] = ...) -> None: ...

class UpdateAssetGroupRequest(_message.Message):
    __slots__ = ("group_id", "name", "description", "canonical_symbol", "issuer", "group_type", "metadata", "version", "update_mask")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    CANONICAL_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    GROUP_TYPE_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    name: str
    description: str
    canonical_symbol: str
    issuer: str
    group_type: str
    metadata: _struct_pb2.Struct
    version: int
    update_mask: _field_mask_pb2.FieldMask
    def __init__(self, group_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., canonical_symbol: _Optional[str] = ..., issuer: _Optional[str] = ..., group_type: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., version: _Optional[int] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ...) -> None: ...

class UpdateAssetGroupResponse(_message.Message):
    __slots__ = ("group",)
    GROUP_FIELD_NUMBER: _ClassVar[int]
    group: _relationship_pb2.AssetGroup
    def __init__(self, group: _Optional[_Union[_relationship_pb2.AssetGroup, _Mapping]] = ...) -> None: ...

class DeleteAssetGroupRequest(_message.Message):
    __slots__ = ("group_id", "reason", "version")
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    group_id: str
    reason: str
    version: int
    def __init__(self, group_id: _Optional[str] = ..., reason: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class DeleteAssetGroupResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class CreateAssetGroupFromVariantsRequest(_message.Message):
    __slots__ = ("asset_id", "name", "description", "canonical_symbol", "issuer", "group_type", "relationship_types", "max_depth", "metadata", "request_id", "validate_only")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    CANONICAL_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    ISSUER_FIELD_NUMBER: _ClassVar[int]
    GROUP_TYPE_FIELD_NUMBER: _ClassVar[int]
    RELATIONSHIP_TYPES_FIELD_NUMBER: _ClassVar[int]
    MAX_DEPTH_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    name: str
    description: str
    canonical_symbol: str
    issuer: str
    group_type: str
    relationship_types: _containers.RepeatedScalarFieldContainer[_relationship_pb2.RelationshipType]
    max_depth: int
    metadata: _struct_pb2.Struct
    request_id: str
    validate_only: bool
    def __init__(self, asset_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., canonical_symbol: _Optional[str] = ..., issuer: _Optional[str] = ..., group_type: _Optional[str] = ..., relationship_types: _Optional[_Iterable[_Union[_relationship_pb2.RelationshipType, str]]] = ..., max_depth: _Optional[int] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class CreateAssetGroupFromVariantsResponse(_message.Message):
    __slots__ = ("group",)
    GROUP_FIELD_NUMBER: _ClassVar[int]
    group: _relationship_pb2.AssetGroup
    def __init__(self, group: _Optional[_Union[_relationship_pb2.AssetGroup, _Mapping]] = ...) -> None: ...

class UpdateAssetDeploymentRequest(_message.Message):
    __slots__ = ("deployment_id", "decimals", "is_canonical", "deployed_at", "metadata", "version", "update_mask")
    DEPLOYMENT_ID_FIELD_NUMBER: _ClassVar[int]
    DECIMALS_FIELD_NUMBER: _ClassVar[int]
    IS_CANONICAL_FIELD_NUMBER: _ClassVar[int]
    DEPLOYED_AT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    deployment_id: str
    decimals: int
    is_canonical: bool
    deployed_at: _timestamp_pb2.Timestamp
    metadata: _struct_pb2.Struct
    version: int
    update_mask: _field_mask_pb2.FieldMask
    def __init__(self, deployment_id: _Optional[str] = ..., decimals: _Optional[int] = ..., is_canonical: _Optional[bool] = ..., deployed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., version: _Optional[int] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ...) -> None: ...

class UpdateAssetDeploymentResponse(_message.Message):
    __slots__ = ("deployment",)
    DEPLOYMENT_FIELD_NUMBER: _ClassVar[int]
    deployment: _deployment_pb2.AssetDeployment
    def __init__(self, deployment: _Optional[_Union[_deployment_pb2.AssetDeployment, _Mapping]] = ...) -> None: ...

class DeleteAssetDeploymentRequest(_message.Message):
    __slots__ = ("deployment_id", "reason", "version")
    DEPLOYMENT_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    deployment_id: str
    reason: str
    version: int
    def __init__(self, deployment_id: _Optional[str] = ..., reason: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class DeleteAssetDeploymentResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class DeleteAssetIdentifierRequest(_message.Message):
    __slots__ = ("identifier_id", "reason", "version")
    IDENTIFIER_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    identifier_id: str
    reason: str
    version: int
    def __init__(self, identifier_id: _Optional[str] = ..., reason: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class DeleteAssetIdentifierResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class DeleteAssetRelationshipRequest(_message.Message):
    __slots__ = ("relationship_id", "reason", "version")
    RELATIONSHIP_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    relationship_id: str
    reason: str
    version: int
    def __init__(self, relationship_id: _Optional[str] = ..., reason: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class DeleteAssetRelationshipResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class DeleteSymbolIdentifierRequest(_message.Message):
    __slots__ = ("identifier_id", "reason", "version")
    IDENTIFIER_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    identifier_id: str
    reason: str
    version: int
    def __init__(self, identifier_id: _Optional[str] = ..., reason: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class DeleteSymbolIdentifierResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class GetQualityFlagRequest(_message.Message):
    __slots__ = ("flag_id",)
    FLAG_ID_FIELD_NUMBER: _ClassVar[int]
    flag_id: str
    def __init__(self, flag_id: _Optional[str] = ...) -> None: ...

class GetQualityFlagResponse(_message.Message):
    __slots__ = ("flag",)
    FLAG_FIELD_NUMBER: _ClassVar[int]
    flag: _quality_pb2.AssetQualityFlag
    def __init__(self, flag: _Optional[_Union[_quality_pb2.AssetQualityFlag, _Mapping]] = ...) -> None: ...

class UpdateChainRequest(_message.Message):
    __slots__ = ("chain_id", "name", "chain_type", "network_id", "native_asset_id", "block_explorer_url", "rpc_urls", "is_testnet", "caip2", "metadata", "version", "update_mask")
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    CHAIN_TYPE_FIELD_NUMBER: _ClassVar[int]
    NETWORK_ID_FIELD_NUMBER: _ClassVar[int]
    NATIVE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    BLOCK_EXPLORER_URL_FIELD_NUMBER: _ClassVar[int]
    RPC_URLS_FIELD_NUMBER: _ClassVar[int]
    IS_TESTNET_FIELD_NUMBER: _ClassVar[int]
    CAIP2_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    chain_id: str
    name: str
    chain_type: str
    network_id: int
    native_asset_id: str
    block_explorer_url: str
    rpc_urls: _containers.RepeatedScalarFieldContainer[str]
    is_testnet: bool
    caip2: str
    metadata: _struct_pb2.Struct
    version: int
    update_mask: _field_mask_pb2.FieldMask
    def __init__(self, chain_id: _Optional[str] = ..., name: _Optional[str] = ..., chain_type: _Optional[str] = ..., network_id: _Optional[int] = ..., native_asset_id: _Optional[str] = ..., block_explorer_url: _Optional[str] = ..., rpc_urls: _Optional[_Iterable[str]] = ..., is_testnet: _Optional[bool] = ..., caip2: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., version: _Optional[int] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ...) -> None: ...

class UpdateChainResponse(_message.Message):
    __slots__ = ("chain",)
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    chain: _chain_pb2.Chain
    def __init__(self, chain: _Optional[_Union[_chain_pb2.Chain, _Mapping]] = ...) -> None: ...

class UpdateVenueRequest(_message.Message):
    __slots__ = ("venue_id", "name", "venue_type", "chain_id", "protocol_address", "website_url", "api_endpoint", "is_active", "operator", "mic", "symbol_pattern", "metadata", "version", "update_mask")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VENUE_TYPE_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    PROTOCOL_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    WEBSITE_URL_FIELD_NUMBER: _ClassVar[int]
    API_ENDPOINT_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    OPERATOR_FIELD_NUMBER: _ClassVar[int]
    MIC_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_PATTERN_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    name: str
    venue_type: _venue_pb2.VenueType
    chain_id: str
    protocol_address: str
    website_url: str
    api_endpoint: str
    is_active: bool
    operator: str
    mic: str
    symbol_pattern: str
    metadata: _struct_pb2.Struct
    version: int
    update_mask: _field_mask_pb2.FieldMask
    def __init__(self, venue_id: _Optional[str] = ..., name: _Optional[str] = ..., venue_type: _Optional[_Union[_venue_pb2.VenueType, str]] = ..., chain_id: _Optional[str] = ..., protocol_address: _Optional[str] = ..., website_url: _Optional[str] = ..., api_endpoint: _Optional[str] = ..., is_active: _Optional[bool] = ..., operator: _Optional[str] = ..., mic: _Optional[str] = ..., symbol_pattern: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., version: _Optional[int] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ...) -> None: ...

class UpdateVenueResponse(_message.Message):
    __slots__ = ("venue",)
    VENUE_FIELD_NUMBER: _ClassVar[int]
    venue: _venue_pb2.Venue
    def __init__(self, venue: _Optional[_Union[_venue_pb2.Venue, _Mapping]] = ...) -> None: ...

class UpdateVenueAssetRequest(_message.Message):
    __slots__ = ("venue_asset_id", "venue_id", "asset_id", "venue_asset_symbol", "deployment_id", "deposit_enabled", "withdraw_enabled", "trading_enabled", "is_active", "listed_at", "delisted_at", "min_deposit", "min_withdrawal", "withdrawal_fee", "deposit_fee", "min_deposit_exact", "min_withdrawal_exact", "withdrawal_fee_exact", "deposit_fee_exact", "metadata", "version", "update_mask")
    VENUE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ASSET_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    DEPLOYMENT_ID_FIELD_NUMBER: _ClassVar[int]
    DEPOSIT_ENABLED_FIELD_NUMBER: _ClassVar[int]
    WITHDRAW_ENABLED_FIELD_NUMBER: _ClassVar[int]
    TRADING_ENABLED_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    LISTED_AT_FIELD_NUMBER: _ClassVar[int]
    DELISTED_AT_FIELD_NUMBER: _ClassVar[int]
    MIN_DEPOSIT_FIELD_NUMBER: _ClassVar[int]
    MIN_WITHDRAWAL_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWAL_FEE_FIELD_NUMBER: _ClassVar[int]
    DEPOSIT_FEE_FIELD_NUMBER: _ClassVar[int]
    MIN_DEPOSIT_EXACT_FIELD_NUMBER: _ClassVar[int]
    MIN_WITHDRAWAL_EXACT_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWAL_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    DEPOSIT_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    venue_asset_id: str
    venue_id: str
    asset_id: str
    venue_asset_symbol: str
    deployment_id: str
    deposit_enabled: bool
    withdraw_enabled: bool
    trading_enabled: bool
    is_active: bool
    listed_at: _timestamp_pb2.Timestamp
    delisted_at: _timestamp_pb2.Timestamp
    min_deposit: float
    min_withdrawal: float
    withdrawal_fee: float
    deposit_fee: float
    min_deposit_exact: str
    min_withdrawal_exact: str
    withdrawal_fee_exact: str
    deposit_fee_exact: str
    metadata: _struct_pb2.Struct
    version: int
    update_mask: _field_mask_pb2.FieldMask
    def __init__(self, venue_asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., venue_asset_symbol: _Optional[str] = ..., deployment_id: _Optional[str] = ..., deposit_enabled: _Optional[bool] = ..., withdraw_enabled: _Optional[bool] = ..., trading_enabled: _Optional[bool] = ..., is_active: _Optional[bool] = ..., listed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., delisted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., min_deposit: _Optional[float] = ..., min_withdrawal: _Optional[float] = ..., withdrawal_fee: _Optional[float] = ..., deposit_fee: _Optional[float] = ..., min_deposit_exact: _Optional[str] = ..., min_withdrawal_exact: _Optional[str] = ..., withdrawal_fee_exact: _Optional[str] = ..., deposit_fee_exact: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., version: _Optional[int] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ...) -> None: ...

class UpdateVenueAssetResponse(_message.Message):
    __slots__ = ("venue_asset",)
    VENUE_ASSET_FIELD_NUMBER: _ClassVar[int]
    venue_asset: _venue_asset_pb2.VenueAsset
    def __init__(self, venue_asset: _Optional[_Union[_venue_asset_pb2.VenueAsset, _Mapping]] = ...) -> None: ...

class UpdateVenueSymbolRequest(_message.Message):
    __slots__ = ("venue_symbol_id", "venue_id", "venue_symbol", "is_active", "listed_at", "delisted_at", "spec", "min_order_value", "max_order_value", "max_leverage", "maker_fee", "taker_fee", "min_order_value_exact", "max_order_value_exact", "max_leverage_exact", "maker_fee_exact", "taker_fee_exact", "metadata", "version", "update_mask")
    VENUE_SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    LISTED_AT_FIELD_NUMBER: _ClassVar[int]
    DELISTED_AT_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_VALUE_FIELD_NUMBER: _ClassVar[int]
    MAX_LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    MAKER_FEE_FIELD_NUMBER: _ClassVar[int]
    TAKER_FEE_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_VALUE_EXACT_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_VALUE_EXACT_FIELD_NUMBER: _ClassVar[int]
    MAX_LEVERAGE_EXACT_FIELD_NUMBER: _ClassVar[int]
    MAKER_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    TAKER_FEE_EXACT_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    UPDATE_MASK_FIELD_NUMBER: _ClassVar[int]
    venue_symbol_id: str
    venue_id: str
    venue_symbol: str
    is_active: bool
    listed_at: _timestamp_pb2.Timestamp
    delisted_at: _timestamp_pb2.Timestamp
    spec: _market_spec_pb2.MarketSpec
    min_order_value: float
    max_order_value: float
    max_leverage: float
    maker_fee: float
    taker_fee: float
    min_order_value_exact: str
    max_order_value_exact: str
    max_leverage_exact: str
    maker_fee_exact: str
    taker_fee_exact: str
    metadata: _struct_pb2.Struct
    version: int
    update_mask: _field_mask_pb2.FieldMask
    def __init__(self, venue_symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., is_active: _Optional[bool] = ..., listed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., delisted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., spec: _Optional[_Union[_market_spec_pb2.MarketSpec, _Mapping]] = ..., min_order_value: _Optional[float] = ..., max_order_value: _Optional[float] = ..., max_leverage: _Optional[float] = ..., maker_fee: _Optional[float] = ..., taker_fee: _Optional[float] = ..., min_order_value_exact: _Optional[str] = ..., max_order_value_exact: _Optional[str] = ..., max_leverage_exact: _Optional[str] = ..., maker_fee_exact: _Optional[str] = ..., taker_fee_exact: _Optional[str] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., version: _Optional[int] = ..., update_mask: _Optional[_Union[_field_mask_pb2.FieldMask, _Mapping]] = ...) -> None: ...

class UpdateVenueSymbolResponse(_message.Message):
    __slots__ = ("venue_symbol",)
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    venue_symbol: _venue_symbol_pb2.VenueSymbol
    def __init__(self, venue_symbol: _Optional[_Union[_venue_symbol_pb2.VenueSymbol, _Mapping]] = ...) -> None: ...
