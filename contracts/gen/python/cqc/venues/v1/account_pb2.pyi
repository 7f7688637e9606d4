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

class AccountStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACCOUNT_STATUS_UNSPECIFIED: _ClassVar[AccountStatus]
    ACCOUNT_STATUS_ACTIVE: _ClassVar[AccountStatus]
    ACCOUNT_STATUS_INACTIVE: _ClassVar[AccountStatus]
    ACCOUNT_STATUS_SUSPENDED: _ClassVar[AccountStatus]
    ACCOUNT_STATUS_RESTRICTED: _ClassVar[AccountStatus]
    ACCOUNT_STATUS_PENDING_KYC: _ClassVar[AccountStatus]
    ACCOUNT_STATUS_CLOSED: _ClassVar[AccountStatus]

class AccountType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACCOUNT_TYPE_UNSPECIFIED: _ClassVar[AccountType]
    ACCOUNT_TYPE_SPOT: _ClassVar[AccountType]
    ACCOUNT_TYPE_MARGIN: _ClassVar[AccountType]
    ACCOUNT_TYPE_FUTURES: _ClassVar[AccountType]
    ACCOUNT_TYPE_OPTIONS: _ClassVar[AccountType]
    ACCOUNT_TYPE_LENDING: _ClassVar[AccountType]
    ACCOUNT_TYPE_STAKING: _ClassVar[AccountType]
    ACCOUNT_TYPE_WALLET: _ClassVar[AccountType]
    ACCOUNT_TYPE_SUBACCOUNT: _ClassVar[AccountType]
ACCOUNT_STATUS_UNSPECIFIED: AccountStatus
ACCOUNT_STATUS_ACTIVE: AccountStatus
ACCOUNT_STATUS_INACTIVE: AccountStatus
ACCOUNT_STATUS_SUSPENDED: AccountStatus
ACCOUNT_STATUS_RESTRICTED: AccountStatus
ACCOUNT_STATUS_PENDING_KYC: AccountStatus
ACCOUNT_STATUS_CLOSED: AccountStatus
ACCOUNT_TYPE_UNSPECIFIED: AccountType
ACCOUNT_TYPE_SPOT: AccountType
ACCOUNT_TYPE_MARGIN: AccountType
ACCOUNT_TYPE_FUTURES: AccountType
ACCOUNT_TYPE_OPTIONS: AccountType
ACCOUNT_TYPE_LENDING: AccountType
ACCOUNT_TYPE_STAKING: AccountType
ACCOUNT_TYPE_WALLET: AccountType
ACCOUNT_TYPE_SUBACCOUNT: AccountType

class VenueAccount(_message.Message):
    __slots__ = ("account_id", "venue_id", "name", "account_type", "status", "portfolio_id", "owner_id", "venue_account_id", "api_key_id", "has_credentials", "credentials_verified_at", "permissions", "spot_enabled", "margin_enabled", "futures_enabled", "withdrawals_enabled", "max_leverage", "maker_fee_rate", "taker_fee_rate", "fee_tier", "created_at", "updated_at", "last_connected_at", "is_active", "notes", "wallet_address", "chain_id", "rate_limits", "metadata", "is_sandbox")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_TYPE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    API_KEY_ID_FIELD_NUMBER: _ClassVar[int]
    HAS_CREDENTIALS_FIELD_NUMBER: _ClassVar[int]
    CREDENTIALS_VERIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    SPOT_ENABLED_FIELD_NUMBER: _ClassVar[int]
    MARGIN_ENABLED_FIELD_NUMBER: _ClassVar[int]
    FUTURES_ENABLED_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWALS_ENABLED_FIELD_NUMBER: _ClassVar[int]
    MAX_LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    MAKER_FEE_RATE_FIELD_NUMBER: _ClassVar[int]
    TAKER_FEE_RATE_FIELD_NUMBER: _ClassVar[int]
    FEE_TIER_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_CONNECTED_AT_FIELD_NUMBER: _ClassVar[int]
    IS_ACTIVE_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    WALLET_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    RATE_LIMITS_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    IS_SANDBOX_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    venue_id: str
    name: str
    account_type: AccountType
    status: AccountStatus
    portfolio_id: str
    owner_id: str
    venue_account_id: str
    api_key_id: str
    has_credentials: bool
    credentials_verified_at: _timestamp_pb2.Timestamp
    permissions: _containers.RepeatedScalarFieldContainer[str]
    spot_enabled: bool
    margin_enabled: bool
    futures_enabled: bool
    withdrawals_enabled: bool
    max_leverage: float
    maker_fee_rate: float
    taker_fee_rate: float
    fee_tier: str
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    last_connected_at: _timestamp_pb2.Timestamp
    is_active: bool
    notes: str
    wallet_address: str
    chain_id: str
    rate_limits: _struct_pb2.Struct
    metadata: _struct_pb2.Struct
    is_sandbox: bool
    def __init__(self, account_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., name: _Optional[str] = ..., account_type: _Optional[_Union[AccountType, str]] = ..., status: _Optional[_Union[AccountStatus, str]] = ..., portfolio_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., venue_account_id: _Optional[str] = ..., api_key_id: _Optional[str] = ..., has_credentials: _Optional[bool] = ..., credentials_verified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., permissions: _Optional[_Iterable[str]] = ..., spot_enabled: _Optional[bool] = ..., margin_enabled: _Optional[bool] = ..., futures_enabled: _Optional[bool] = ..., withdrawals_enabled: _Optional[bool] = ..., max_leverage: _Optional[float] = ..., maker_fee_rate: _Optional[float] = ..., taker_fee_rate: _Optional[float] = ..., fee_tier: _Optional[str] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_connected_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., is_active: _Optional[bool] = ..., notes: _Optional[str] = ..., wallet_address: _Optional[str] = ..., chain_id: _Optional[str] = ..., rate_limits: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., is_sandbox: _Optional[bool] = ...) -> None: ...
