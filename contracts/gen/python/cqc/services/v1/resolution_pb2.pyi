from cqc.assets.v1 import asset_pb2 as _asset_pb2
from cqc.assets.v1 import deployment_pb2 as _deployment_pb2
from cqc.assets.v1 import relationship_pb2 as _relationship_pb2
from cqc.venues.v1 import venue_symbol_pb2 as _venue_symbol_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MatchedBy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MATCHED_BY_UNSPECIFIED: _ClassVar[MatchedBy]
    MATCHED_BY_ASSET_ID: _ClassVar[MatchedBy]
    MATCHED_BY_ADDRESS: _ClassVar[MatchedBy]
    MATCHED_BY_IDENTIFIER: _ClassVar[MatchedBy]
    MATCHED_BY_VENUE_ASSET: _ClassVar[MatchedBy]
    MATCHED_BY_VENUE_SYMBOL: _ClassVar[MatchedBy]
    MATCHED_BY_SYMBOL: _ClassVar[MatchedBy]

class VariantDirection(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VARIANT_DIRECTION_UNSPECIFIED: _ClassVar[VariantDirection]
    VARIANT_DIRECTION_DERIVATIVES: _ClassVar[VariantDirection]
    VARIANT_DIRECTION_ORIGINS: _ClassVar[VariantDirection]
    VARIANT_DIRECTION_BOTH: _ClassVar[VariantDirection]

class MergeDecision(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MERGE_DECISION_UNSPECIFIED: _ClassVar[MergeDecision]
    MERGE_DECISION_KEEP_TARGET: _ClassVar[MergeDecision]
    MERGE_DECISION_KEEP_SOURCE: _ClassVar[MergeDecision]
MATCHED_BY_UNSPECIFIED: MatchedBy
MATCHED_BY_ASSET_ID: MatchedBy
MATCHED_BY_ADDRESS: MatchedBy
MATCHED_BY_IDENTIFIER: MatchedBy
MATCHED_BY_VENUE_ASSET: MatchedBy
MATCHED_BY_VENUE_SYMBOL: MatchedBy
MATCHED_BY_SYMBOL: MatchedBy
VARIANT_DIRECTION_UNSPECIFIED: VariantDirection
VARIANT_DIRECTION_DERIVATIVES: VariantDirection
VARIANT_DIRECTION_ORIGINS: VariantDirection
VARIANT_DIRECTION_BOTH: VariantDirection
MERGE_DECISION_UNSPECIFIED: MergeDecision
MERGE_DECISION_KEEP_TARGET: MergeDecision
MERGE_DECISION_KEEP_SOURCE: MergeDecision

class ChainAddress(_message.Message):
    __slots__ = ("chain_id", "address")
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    chain_id: str
    address: str
    def __init__(self, chain_id: _Optional[str] = ..., address: _Optional[str] = ...) -> None: ...

class SymbolOnChain(_message.Message):
    __slots__ = ("symbol", "chain_id")
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    symbol: str
    chain_id: str
    def __init__(self, symbol: _Optional[str] = ..., chain_id: _Optional[str] = ...) -> None: ...

class ExternalId(_message.Message):
    __slots__ = ("source", "external_id")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    source: _asset_pb2.DataSource
    external_id: str
    def __init__(self, source: _Optional[_Union[_asset_pb2.DataSource, str]] = ..., external_id: _Optional[str] = ...) -> None: ...

class VenueName(_message.Message):
    __slots__ = ("venue_id", "venue_symbol")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    venue_symbol: str
    def __init__(self, venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ...) -> None: ...

class AssetKey(_message.Message):
    __slots__ = ("asset_id", "address", "symbol", "identifier", "venue", "caip19")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    SYMBOL_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    VENUE_FIELD_NUMBER: _ClassVar[int]
    CAIP19_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    address: ChainAddress
    symbol: SymbolOnChain
    identifier: ExternalId
    venue: VenueName
    caip19: str
    def __init__(self, asset_id: _Optional[str] = ..., address: _Optional[_Union[ChainAddress, _Mapping]] = ..., symbol: _Optional[_Union[SymbolOnChain, _Mapping]] = ..., identifier: _Optional[_Union[ExternalId, _Mapping]] = ..., venue: _Optional[_Union[VenueName, _Mapping]] = ..., caip19: _Optional[str] = ...) -> None: ...

class AssetCandidate(_message.Message):
    __slots__ = ("asset", "deployment", "reasons")
    ASSET_FIELD_NUMBER: _ClassVar[int]
    DEPLOYMENT_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    asset: _asset_pb2.Asset
    deployment: _deployment_pb2.AssetDeployment
    reasons: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., deployment: _Optional[_Union[_deployment_pb2.AssetDeployment, _Mapping]] = ..., reasons: _Optional[_Iterable[str]] = ...) -> None: ...

class ResolveAssetRequest(_message.Message):
    __slots__ = ("key", "exactly_one", "show_deleted")
    KEY_FIELD_NUMBER: _ClassVar[int]
    EXACTLY_ONE_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    key: AssetKey
    exactly_one: bool
    show_deleted: bool
    def __init__(self, key: _Optional[_Union[AssetKey, _Mapping]] = ..., exactly_one: _Optional[bool] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ResolveAssetResponse(_message.Message):
    __slots__ = ("asset", "matched_by", "deployment", "candidates", "candidate_count", "reason", "merged_from", "look_alike_of")
    ASSET_FIELD_NUMBER: _ClassVar[int]
    MATCHED_BY_FIELD_NUMBER: _ClassVar[int]
    DEPLOYMENT_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_COUNT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MERGED_FROM_FIELD_NUMBER: _ClassVar[int]
    LOOK_ALIKE_OF_FIELD_NUMBER: _ClassVar[int]
    asset: _asset_pb2.Asset
    matched_by: MatchedBy
    deployment: _deployment_pb2.AssetDeployment
    candidates: _containers.RepeatedCompositeFieldContainer[AssetCandidate]
    candidate_count: int
    reason: str
    merged_from: str
    look_alike_of: _containers.RepeatedCompositeFieldContainer[_asset_pb2.Asset]
    def __init__(self, asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., matched_by: _Optional[_Union[MatchedBy, str]] = ..., deployment: _Optional[_Union[_deployment_pb2.AssetDeployment, _Mapping]] = ..., candidates: _Optional[_Iterable[_Union[AssetCandidate, _Mapping]]] = ..., candidate_count: _Optional[int] = ..., reason: _Optional[str] = ..., merged_from: _Optional[str] = ..., look_alike_of: _Optional[_Iterable[_Union[_asset_pb2.Asset, _Mapping]]] = ...) -> None: ...

class ItemStatus(_message.Message):
    __slots__ = ("code", "reason", "message")
    CODE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    code: int
    reason: str
    message: str
    def __init__(self, code: _Optional[int] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class ResolveAssetResult(_message.Message):
    __slots__ = ("status", "response")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_FIELD_NUMBER: _ClassVar[int]
    status: ItemStatus
    response: ResolveAssetResponse
    def __init__(self, status: _Optional[_Union[ItemStatus, _Mapping]] = ..., response: _Optional[_Union[ResolveAssetResponse, _Mapping]] = ...) -> None: ...

class BatchResolveAssetsRequest(_message.Message):
    __slots__ = ("keys", "exactly_one", "show_deleted")
    KEYS_FIELD_NUMBER: _ClassVar[int]
    EXACTLY_ONE_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    keys: _containers.RepeatedCompositeFieldContainer[AssetKey]
    exactly_one: bool
    show_deleted: bool
    def __init__(self, keys: _Optional[_Iterable[_Union[AssetKey, _Mapping]]] = ..., exactly_one: _Optional[bool] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class BatchResolveAssetsResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[ResolveAssetResult]
    def __init__(self, results: _Optional[_Iterable[_Union[ResolveAssetResult, _Mapping]]] = ...) -> None: ...

class BatchGetAssetsRequest(_message.Message):
    __slots__ = ("asset_ids", "show_deleted")
    ASSET_IDS_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    asset_ids: _containers.RepeatedScalarFieldContainer[str]
    show_deleted: bool
    def __init__(self, asset_ids: _Optional[_Iterable[str]] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class GetAssetResult(_message.Message):
    __slots__ = ("status", "asset")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ASSET_FIELD_NUMBER: _ClassVar[int]
    status: ItemStatus
    asset: _asset_pb2.Asset
    def __init__(self, status: _Optional[_Union[ItemStatus, _Mapping]] = ..., asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ...) -> None: ...

class BatchGetAssetsResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[GetAssetResult]
    def __init__(self, results: _Optional[_Iterable[_Union[GetAssetResult, _Mapping]]] = ...) -> None: ...

class BatchGetVenueSymbolsRequest(_message.Message):
    __slots__ = ("keys",)
    KEYS_FIELD_NUMBER: _ClassVar[int]
    keys: _containers.RepeatedCompositeFieldContainer[VenueName]
    def __init__(self, keys: _Optional[_Iterable[_Union[VenueName, _Mapping]]] = ...) -> None: ...

class GetVenueSymbolResult(_message.Message):
    __slots__ = ("status", "venue_symbol")
    STATUS_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    status: ItemStatus
    venue_symbol: _venue_symbol_pb2.VenueSymbol
    def __init__(self, status: _Optional[_Union[ItemStatus, _Mapping]] = ..., venue_symbol: _Optional[_Union[_venue_symbol_pb2.VenueSymbol, _Mapping]] = ...) -> None: ...

class BatchGetVenueSymbolsResponse(_message.Message):
    __slots__ = ("results",)
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    results: _containers.RepeatedCompositeFieldContainer[GetVenueSymbolResult]
    def __init__(self, results: _Optional[_Iterable[_Union[GetVenueSymbolResult, _Mapping]]] = ...) -> None: ...

class AssetVariant(_message.Message):
    __slots__ = ("asset", "depth", "path", "conversion_rate", "direction")
    ASSET_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    CONVERSION_RATE_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    asset: _asset_pb2.Asset
    depth: int
    path: _containers.RepeatedCompositeFieldContainer[_relationship_pb2.AssetRelationship]
    conversion_rate: str
    direction: VariantDirection
    def __init__(self, asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., depth: _Optional[int] = ..., path: _Optional[_Iterable[_Union[_relationship_pb2.AssetRelationship, _Mapping]]] = ..., conversion_rate: _Optional[str] = ..., direction: _Optional[_Union[VariantDirection, str]] = ...) -> None: ...

class ListAssetVariantsRequest(_message.Message):
    __slots__ = ("asset_id", "direction", "relationship_types", "max_depth", "page_size", "page_token", "show_deleted")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    RELATIONSHIP_TYPES_FIELD_NUMBER: _ClassVar[int]
    MAX_DEPTH_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SHOW_DELETED_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    direction: VariantDirection
    relationship_types: _containers.RepeatedScalarFieldContainer[_relationship_pb2.RelationshipType]
    max_depth: int
    page_size: int
    page_token: str
    show_deleted: bool
    def __init__(self, asset_id: _Optional[str] = ..., direction: _Optional[_Union[VariantDirection, str]] = ..., relationship_types: _Optional[_Iterable[_Union[_relationship_pb2.RelationshipType, str]]] = ..., max_depth: _Optional[int] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., show_deleted: _Optional[bool] = ...) -> None: ...

class ListAssetVariantsResponse(_message.Message):
    __slots__ = ("variants", "next_page_token")
    VARIANTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    variants: _containers.RepeatedCompositeFieldContainer[AssetVariant]
    next_page_token: str
    def __init__(self, variants: _Optional[_Iterable[_Union[AssetVariant, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class MergeCollision(_message.Message):
    __slots__ = ("entity_type", "source_entity_id", "target_entity_id", "detail", "decision")
    ENTITY_TYPE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_ENTITY_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_ENTITY_ID_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    entity_type: str
    source_entity_id: str
    target_entity_id: str
    detail: str
    decision: MergeDecision
    def __init__(self, entity_type: _Optional[str] = ..., source_entity_id: _Optional[str] = ..., target_entity_id: _Optional[str] = ..., detail: _Optional[str] = ..., decision: _Optional[_Union[MergeDecision, str]] = ...) -> None: ...

class MergeAssetsRequest(_message.Message):
    __slots__ = ("source_asset_id", "target_asset_id", "decisions", "default_decision", "reason", "source_version", "target_version", "request_id", "validate_only")
    SOURCE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_DECISION_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SOURCE_VERSION_FIELD_NUMBER: _ClassVar[int]
    TARGET_VERSION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    source_asset_id: str
    target_asset_id: str
    decisions: _containers.RepeatedCompositeFieldContainer[MergeCollision]
    default_decision: MergeDecision
    reason: str
    source_version: int
    target_version: int
    request_id: str
    validate_only: bool
    def __init__(self, source_asset_id: _Optional[str] = ..., target_asset_id: _Optional[str] = ..., decisions: _Optional[_Iterable[_Union[MergeCollision, _Mapping]]] = ..., default_decision: _Optional[_Union[MergeDecision, str]] = ..., reason: _Optional[str] = ..., source_version: _Optional[int] = ..., target_version: _Optional[int] = ..., request_id: _Optional[str] = ..., validate_only: _Optional[bool] = ...) -> None: ...

class MergeAssetsResponse(_message.Message):
    __slots__ = ("asset", "merged", "moved_count", "collisions")
    ASSET_FIELD_NUMBER: _ClassVar[int]
    MERGED_FIELD_NUMBER: _ClassVar[int]
    MOVED_COUNT_FIELD_NUMBER: _ClassVar[int]
    COLLISIONS_FIELD_NUMBER: _ClassVar[int]
    asset: _asset_pb2.Asset
    merged: _asset_pb2.Asset
    moved_count: int
    collisions: _containers.RepeatedCompositeFieldContainer[MergeCollision]
    def __init__(self, asset: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., merged: _Optional[_Union[_asset_pb2.Asset, _Mapping]] = ..., moved_count: _Optional[int] = ..., collisions: _Optional[_Iterable[_Union[MergeCollision, _Mapping]]] = ...) -> None: ...
