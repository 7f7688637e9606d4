import datetime

from cqc.venues.v1 import account_pb2 as _account_pb2
from cqc.venues.v1 import execution_pb2 as _execution_pb2
from cqc.venues.v1 import order_pb2 as _order_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CreateAccountRequest(_message.Message):
    __slots__ = ("venue_id", "name", "account_type", "portfolio_id", "owner_id", "venue_account_id", "api_key", "api_secret", "api_passphrase")
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_TYPE_FIELD_NUMBER: _ClassVar[int]
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    API_KEY_FIELD_NUMBER: _ClassVar[int]
    API_SECRET_FIELD_NUMBER: _ClassVar[int]
    API_PASSPHRASE_FIELD_NUMBER: _ClassVar[int]
    venue_id: str
    name: str
    account_type: _account_pb2.AccountType
    portfolio_id: str
    owner_id: str
    venue_account_id: str
    api_key: str
    api_secret: str
    api_passphrase: str
    def __init__(self, venue_id: _Optional[str] = ..., name: _Optional[str] = ..., account_type: _Optional[_Union[_account_pb2.AccountType, str]] = ..., portfolio_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., venue_account_id: _Optional[str] = ..., api_key: _Optional[str] = ..., api_secret: _Optional[str] = ..., api_passphrase: _Optional[str] = ...) -> None: ...

class CreateAccountResponse(_message.Message):
    __slots__ = ("account",)
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.VenueAccount
    def __init__(self, account: _Optional[_Union[_account_pb2.VenueAccount, _Mapping]] = ...) -> None: ...

class GetAccountRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class GetAccountResponse(_message.Message):
    __slots__ = ("account",)
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.VenueAccount
    def __init__(self, account: _Optional[_Union[_account_pb2.VenueAccount, _Mapping]] = ...) -> None: ...

class UpdateAccountRequest(_message.Message):
    __slots__ = ("account_id", "name", "status", "api_key", "api_secret", "api_passphrase")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    API_KEY_FIELD_NUMBER: _ClassVar[int]
    API_SECRET_FIELD_NUMBER: _ClassVar[int]
    API_PASSPHRASE_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    name: str
    status: _account_pb2.AccountStatus
    api_key: str
    api_secret: str
    api_passphrase: str
    def __init__(self, account_id: _Optional[str] = ..., name: _Optional[str] = ..., status: _Optional[_Union[_account_pb2.AccountStatus, str]] = ..., api_key: _Optional[str] = ..., api_secret: _Optional[str] = ..., api_passphrase: _Optional[str] = ...) -> None: ...

class UpdateAccountResponse(_message.Message):
    __slots__ = ("account",)
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.VenueAccount
    def __init__(self, account: _Optional[_Union[_account_pb2.VenueAccount, _Mapping]] = ...) -> None: ...

class DeleteAccountRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class DeleteAccountResponse(_message.Message):
    __slots__ = ("success",)
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    success: bool
    def __init__(self, success: _Optional[bool] = ...) -> None: ...

class ListAccountsRequest(_message.Message):
    __slots__ = ("portfolio_id", "owner_id", "venue_id", "status")
    PORTFOLIO_ID_FIELD_NUMBER: _ClassVar[int]
    OWNER_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    portfolio_id: str
    owner_id: str
    venue_id: str
    status: _account_pb2.AccountStatus
    def __init__(self, portfolio_id: _Optional[str] = ..., owner_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., status: _Optional[_Union[_account_pb2.AccountStatus, str]] = ...) -> None: ...

class ListAccountsResponse(_message.Message):
    __slots__ = ("accounts",)
    ACCOUNTS_FIELD_NUMBER: _ClassVar[int]
    accounts: _containers.RepeatedCompositeFieldContainer[_account_pb2.VenueAccount]
    def __init__(self, accounts: _Optional[_Iterable[_Union[_account_pb2.VenueAccount, _Mapping]]] = ...) -> None: ...

class VerifyCredentialsRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class VerifyCredentialsResponse(_message.Message):
    __slots__ = ("valid", "message", "verified_at")
    VALID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    valid: bool
    message: str
    verified_at: _timestamp_pb2.Timestamp
    def __init__(self, valid: _Optional[bool] = ..., message: _Optional[str] = ..., verified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetBalanceRequest(_message.Message):
    __slots__ = ("account_id", "asset_id", "balance_type")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    BALANCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_id: str
    balance_type: _execution_pb2.BalanceType
    def __init__(self, account_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., balance_type: _Optional[_Union[_execution_pb2.BalanceType, str]] = ...) -> None: ...

class GetBalanceResponse(_message.Message):
    __slots__ = ("balance",)
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    balance: _execution_pb2.Balance
    def __init__(self, balance: _Optional[_Union[_execution_pb2.Balance, _Mapping]] = ...) -> None: ...

class ListBalancesRequest(_message.Message):
    __slots__ = ("account_id", "balance_type", "min_balance")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    BALANCE_TYPE_FIELD_NUMBER: _ClassVar[int]
    MIN_BALANCE_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    balance_type: _execution_pb2.BalanceType
    min_balance: float
    def __init__(self, account_id: _Optional[str] = ..., balance_type: _Optional[_Union[_execution_pb2.BalanceType, str]] = ..., min_balance: _Optional[float] = ...) -> None: ...

class ListBalancesResponse(_message.Message):
    __slots__ = ("balances", "total_usd_value")
    BALANCES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_USD_VALUE_FIELD_NUMBER: _ClassVar[int]
    balances: _containers.RepeatedCompositeFieldContainer[_execution_pb2.Balance]
    total_usd_value: float
    def __init__(self, balances: _Optional[_Iterable[_Union[_execution_pb2.Balance, _Mapping]]] = ..., total_usd_value: _Optional[float] = ...) -> None: ...

class StreamBalancesRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class StreamBalancesResponse(_message.Message):
    __slots__ = ("balance",)
    BALANCE_FIELD_NUMBER: _ClassVar[int]
    balance: _execution_pb2.Balance
    def __init__(self, balance: _Optional[_Union[_execution_pb2.Balance, _Mapping]] = ...) -> None: ...

class PlaceOrderRequest(_message.Message):
    __slots__ = ("account_id", "asset_id", "quote_asset_id", "order_type", "side", "quantity", "price", "stop_price", "time_in_force", "client_order_id", "reduce_only", "post_only")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_TYPE_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    STOP_PRICE_FIELD_NUMBER: _ClassVar[int]
    TIME_IN_FORCE_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    REDUCE_ONLY_FIELD_NUMBER: _ClassVar[int]
    POST_ONLY_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_id: str
    quote_asset_id: str
    order_type: _order_pb2.OrderType
    side: _order_pb2.OrderSide
    quantity: float
    price: float
    stop_price: float
    time_in_force: _order_pb2.TimeInForce
    client_order_id: str
    reduce_only: bool
    post_only: bool
    def __init__(self, account_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., order_type: _Optional[_Union[_order_pb2.OrderType, str]] = ..., side: _Optional[_Union[_order_pb2.OrderSide, str]] = ..., quantity: _Optional[float] = ..., price: _Optional[float] = ..., stop_price: _Optional[float] = ..., time_in_force: _Optional[_Union[_order_pb2.TimeInForce, str]] = ..., client_order_id: _Optional[str] = ..., reduce_only: _Optional[bool] = ..., post_only: _Optional[bool] = ...) -> None: ...

class PlaceOrderResponse(_message.Message):
    __slots__ = ("order",)
    ORDER_FIELD_NUMBER: _ClassVar[int]
    order: _order_pb2.Order
    def __init__(self, order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ...) -> None: ...

class CancelOrderRequest(_message.Message):
    __slots__ = ("account_id", "order_id", "client_order_id")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    order_id: str
    client_order_id: str
    def __init__(self, account_id: _Optional[str] = ..., order_id: _Optional[str] = ..., client_order_id: _Optional[str] = ...) -> None: ...

class CancelOrderResponse(_message.Message):
    __slots__ = ("order",)
    ORDER_FIELD_NUMBER: _ClassVar[int]
    order: _order_pb2.Order
    def __init__(self, order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ...) -> None: ...

class CancelAllOrdersRequest(_message.Message):
    __slots__ = ("account_id", "asset_id", "quote_asset_id", "side")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_id: str
    quote_asset_id: str
    side: _order_pb2.OrderSide
    def __init__(self, account_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., side: _Optional[_Union[_order_pb2.OrderSide, str]] = ...) -> None: ...

class CancelAllOrdersResponse(_message.Message):
    __slots__ = ("cancelled_orders", "cancelled_count")
    CANCELLED_ORDERS_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_COUNT_FIELD_NUMBER: _ClassVar[int]
    cancelled_orders: _containers.RepeatedCompositeFieldContainer[_order_pb2.Order]
    cancelled_count: int
    def __init__(self, cancelled_orders: _Optional[_Iterable[_Union[_order_pb2.Order, _Mapping]]] = ..., cancelled_count: _Optional[int] = ...) -> None: ...

class ModifyOrderRequest(_message.Message):
    __slots__ = ("account_id", "order_id", "new_quantity", "new_price", "new_stop_price")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    NEW_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    NEW_PRICE_FIELD_NUMBER: _ClassVar[int]
    NEW_STOP_PRICE_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    order_id: str
    new_quantity: float
    new_price: float
    new_stop_price: float
    def __init__(self, account_id: _Optional[str] = ..., order_id: _Optional[str] = ..., new_quantity: _Optional[float] = ..., new_price: _Optional[float] = ..., new_stop_price: _Optional[float] = ...) -> None: ...

class ModifyOrderResponse(_message.Message):
    __slots__ = ("order",)
    ORDER_FIELD_NUMBER: _ClassVar[int]
    order: _order_pb2.Order
    def __init__(self, order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ...) -> None: ...

class GetOrderRequest(_message.Message):
    __slots__ = ("account_id", "order_id", "client_order_id")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    order_id: str
    client_order_id: str
    def __init__(self, account_id: _Optional[str] = ..., order_id: _Optional[str] = ..., client_order_id: _Optional[str] = ...) -> None: ...

class GetOrderResponse(_message.Message):
    __slots__ = ("order",)
    ORDER_FIELD_NUMBER: _ClassVar[int]
    order: _order_pb2.Order
    def __init__(self, order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ...) -> None: ...

class ListOrdersRequest(_message.Message):
    __slots__ = ("account_id", "asset_id", "quote_asset_id", "status", "side", "start_time", "end_time", "limit")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_id: str
    quote_asset_id: str
    status: _order_pb2.OrderStatus
    side: _order_pb2.OrderSide
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    limit: int
    def __init__(self, account_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., status: _Optional[_Union[_order_pb2.OrderStatus, str]] = ..., side: _Optional[_Union[_order_pb2.OrderSide, str]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ListOrdersResponse(_message.Message):
    __slots__ = ("orders",)
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    orders: _containers.RepeatedCompositeFieldContainer[_order_pb2.Order]
    def __init__(self, orders: _Optional[_Iterable[_Union[_order_pb2.Order, _Mapping]]] = ...) -> None: ...

class StreamOrdersRequest(_message.Message):
    __slots__ = ("account_id", "asset_ids")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_IDS_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, account_id: _Optional[str] = ..., asset_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class StreamOrdersResponse(_message.Message):
    __slots__ = ("order",)
    ORDER_FIELD_NUMBER: _ClassVar[int]
    order: _order_pb2.Order
    def __init__(self, order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ...) -> None: ...

class GetExecutionReportRequest(_message.Message):
    __slots__ = ("execution_id", "account_id")
    EXECUTION_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    execution_id: str
    account_id: str
    def __init__(self, execution_id: _Optional[str] = ..., account_id: _Optional[str] = ...) -> None: ...

class GetExecutionReportResponse(_message.Message):
    __slots__ = ("execution",)
    EXECUTION_FIELD_NUMBER: _ClassVar[int]
    execution: _execution_pb2.ExecutionReport
    def __init__(self, execution: _Optional[_Union[_execution_pb2.ExecutionReport, _Mapping]] = ...) -> None: ...

class ListExecutionReportsRequest(_message.Message):
    __slots__ = ("account_id", "order_id", "start_time", "end_time", "limit")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    order_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    limit: int
    def __init__(self, account_id: _Optional[str] = ..., order_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ListExecutionReportsResponse(_message.Message):
    __slots__ = ("executions",)
    EXECUTIONS_FIELD_NUMBER: _ClassVar[int]
    executions: _containers.RepeatedCompositeFieldContainer[_execution_pb2.ExecutionReport]
    def __init__(self, executions: _Optional[_Iterable[_Union[_execution_pb2.ExecutionReport, _Mapping]]] = ...) -> None: ...

class StreamExecutionReportsRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class StreamExecutionReportsResponse(_message.Message):
    __slots__ = ("execution",)
    EXECUTION_FIELD_NUMBER: _ClassVar[int]
    execution: _execution_pb2.ExecutionReport
    def __init__(self, execution: _Optional[_Union[_execution_pb2.ExecutionReport, _Mapping]] = ...) -> None: ...

class DepositRequest(_message.Message):
    __slots__ = ("account_id", "asset_id", "amount", "from_address", "chain_id")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    FROM_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_id: str
    amount: float
    from_address: str
    chain_id: str
    def __init__(self, account_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., amount: _Optional[float] = ..., from_address: _Optional[str] = ..., chain_id: _Optional[str] = ...) -> None: ...

class DepositResponse(_message.Message):
    __slots__ = ("deposit_id", "deposit_address", "status")
    DEPOSIT_ID_FIELD_NUMBER: _ClassVar[int]
    DEPOSIT_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    deposit_id: str
    deposit_address: str
    status: str
    def __init__(self, deposit_id: _Optional[str] = ..., deposit_address: _Optional[str] = ..., status: _Optional[str] = ...) -> None: ...

class WithdrawRequest(_message.Message):
    __slots__ = ("account_id", "asset_id", "amount", "to_address", "chain_id", "memo")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    TO_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    MEMO_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_id: str
    amount: float
    to_address: str
    chain_id: str
    memo: str
    def __init__(self, account_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., amount: _Optional[float] = ..., to_address: _Optional[str] = ..., chain_id: _Optional[str] = ..., memo: _Optional[str] = ...) -> None: ...

class WithdrawResponse(_message.Message):
    __slots__ = ("withdrawal_id", "status", "tx_hash")
    WITHDRAWAL_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TX_HASH_FIELD_NUMBER: _ClassVar[int]
    withdrawal_id: str
    status: str
    tx_hash: str
    def __init__(self, withdrawal_id: _Optional[str] = ..., status: _Optional[str] = ..., tx_hash: _Optional[str] = ...) -> None: ...

class GetDepositAddressRequest(_message.Message):
    __slots__ = ("account_id", "asset_id", "chain_id")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_id: str
    chain_id: str
    def __init__(self, account_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., chain_id: _Optional[str] = ...) -> None: ...

class GetDepositAddressResponse(_message.Message):
    __slots__ = ("address", "memo", "chain_id")
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    MEMO_FIELD_NUMBER: _ClassVar[int]
    CHAIN_ID_FIELD_NUMBER: _ClassVar[int]
    address: str
    memo: str
    chain_id: str
    def __init__(self, address: _Optional[str] = ..., memo: _Optional[str] = ..., chain_id: _Optional[str] = ...) -> None: ...

class ListDepositsRequest(_message.Message):
    __slots__ = ("account_id", "asset_id", "start_time", "end_time", "limit")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    limit: int
    def __init__(self, account_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ListDepositsResponse(_message.Message):
    __slots__ = ("deposits",)
    DEPOSITS_FIELD_NUMBER: _ClassVar[int]
    deposits: _containers.RepeatedCompositeFieldContainer[DepositRecord]
    def __init__(self, deposits: _Optional[_Iterable[_Union[DepositRecord, _Mapping]]] = ...) -> None: ...

class DepositRecord(_message.Message):
    __slots__ = ("deposit_id", "asset_id", "amount", "status", "tx_hash", "timestamp")
    DEPOSIT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TX_HASH_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    deposit_id: str
    asset_id: str
    amount: float
    status: str
    tx_hash: str
    timestamp: _timestamp_pb2.Timestamp
    def __init__(self, deposit_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., amount: _Optional[float] = ..., status: _Optional[str] = ..., tx_hash: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListWithdrawalsRequest(_message.Message):
    __slots__ = ("account_id", "asset_id", "start_time", "end_time", "limit")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    asset_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    limit: int
    def __init__(self, account_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ListWithdrawalsResponse(_message.Message):
    __slots__ = ("withdrawals",)
    WITHDRAWALS_FIELD_NUMBER: _ClassVar[int]
    withdrawals: _containers.RepeatedCompositeFieldContainer[WithdrawalRecord]
    def __init__(self, withdrawals: _Optional[_Iterable[_Union[WithdrawalRecord, _Mapping]]] = ...) -> None: ...

class WithdrawalRecord(_message.Message):
    __slots__ = ("withdrawal_id", "asset_id", "amount", "to_address", "status", "tx_hash", "timestamp")
    WITHDRAWAL_ID_FIELD_NUMBER: _ClassVar[int]
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    TO_ADDRESS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TX_HASH_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    withdrawal_id: str
    asset_id: str
    amount: float
    to_address: str
    status: str
    tx_hash: str
    timestamp: _timestamp_pb2.Timestamp
    def __init__(self, withdrawal_id: _Optional[str] = ..., asset_id: _Optional[str] = ..., amount: _Optional[float] = ..., to_address: _Optional[str] = ..., status: _Optional[str] = ..., tx_hash: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetTradingLimitsRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class GetTradingLimitsResponse(_message.Message):
    __slots__ = ("daily_withdrawal_limit", "daily_withdrawal_used", "max_order_size", "min_order_size", "max_position_size", "max_open_orders", "current_open_orders")
    DAILY_WITHDRAWAL_LIMIT_FIELD_NUMBER: _ClassVar[int]
    DAILY_WITHDRAWAL_USED_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MIN_ORDER_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_POSITION_SIZE_FIELD_NUMBER: _ClassVar[int]
    MAX_OPEN_ORDERS_FIELD_NUMBER: _ClassVar[int]
    CURRENT_OPEN_ORDERS_FIELD_NUMBER: _ClassVar[int]
    daily_withdrawal_limit: float
    daily_withdrawal_used: float
    max_order_size: float
    min_order_size: float
    max_position_size: float
    max_open_orders: int
    current_open_orders: int
    def __init__(self, daily_withdrawal_limit: _Optional[float] = ..., daily_withdrawal_used: _Optional[float] = ..., max_order_size: _Optional[float] = ..., min_order_size: _Optional[float] = ..., max_position_size: _Optional[float] = ..., max_open_orders: _Optional[int] = ..., current_open_orders: _Optional[int] = ...) -> None: ...

class GetAccountHealthRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class GetAccountHealthResponse(_message.Message):
    __slots__ = ("total_equity", "total_margin_used", "available_margin", "margin_ratio", "liquidation_price", "maintenance_margin", "unrealized_pnl", "health_status", "leverage")
    TOTAL_EQUITY_FIELD_NUMBER: _ClassVar[int]
    TOTAL_MARGIN_USED_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_MARGIN_FIELD_NUMBER: _ClassVar[int]
    MARGIN_RATIO_FIELD_NUMBER: _ClassVar[int]
    LIQUIDATION_PRICE_FIELD_NUMBER: _ClassVar[int]
    MAINTENANCE_MARGIN_FIELD_NUMBER: _ClassVar[int]
    UNREALIZED_PNL_FIELD_NUMBER: _ClassVar[int]
    HEALTH_STATUS_FIELD_NUMBER: _ClassVar[int]
    LEVERAGE_FIELD_NUMBER: _ClassVar[int]
    total_equity: float
    total_margin_used: float
    available_margin: float
    margin_ratio: float
    liquidation_price: float
    maintenance_margin: float
    unrealized_pnl: float
    health_status: str
    leverage: float
    def __init__(self, total_equity: _Optional[float] = ..., total_margin_used: _Optional[float] = ..., available_margin: _Optional[float] = ..., margin_ratio: _Optional[float] = ..., liquidation_price: _Optional[float] = ..., maintenance_margin: _Optional[float] = ..., unrealized_pnl: _Optional[float] = ..., health_status: _Optional[str] = ..., leverage: _Optional[float] = ...) -> None: ...
