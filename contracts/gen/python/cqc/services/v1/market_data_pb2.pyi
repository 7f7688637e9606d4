import datetime

from cqc.markets.v1 import liquidity_pb2 as _liquidity_pb2
from cqc.markets.v1 import orderbook_pb2 as _orderbook_pb2
from cqc.markets.v1 import price_pb2 as _price_pb2
from cqc.markets.v1 import trade_pb2 as _trade_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GetPriceRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ...) -> None: ...

class GetPriceResponse(_message.Message):
    __slots__ = ("price",)
    PRICE_FIELD_NUMBER: _ClassVar[int]
    price: _price_pb2.Price
    def __init__(self, price: _Optional[_Union[_price_pb2.Price, _Mapping]] = ...) -> None: ...

class StreamPricesRequest(_message.Message):
    __slots__ = ("symbol_ids", "venue_ids")
    SYMBOL_IDS_FIELD_NUMBER: _ClassVar[int]
    VENUE_IDS_FIELD_NUMBER: _ClassVar[int]
    symbol_ids: _containers.RepeatedScalarFieldContainer[str]
    venue_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, symbol_ids: _Optional[_Iterable[str]] = ..., venue_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class StreamPricesResponse(_message.Message):
    __slots__ = ("price",)
    PRICE_FIELD_NUMBER: _ClassVar[int]
    price: _price_pb2.Price
    def __init__(self, price: _Optional[_Union[_price_pb2.Price, _Mapping]] = ...) -> None: ...

class GetPriceHistoryRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "start_time", "end_time", "limit")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    limit: int
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class GetPriceHistoryResponse(_message.Message):
    __slots__ = ("prices",)
    PRICES_FIELD_NUMBER: _ClassVar[int]
    prices: _containers.RepeatedCompositeFieldContainer[_price_pb2.Price]
    def __init__(self, prices: _Optional[_Iterable[_Union[_price_pb2.Price, _Mapping]]] = ...) -> None: ...

class GetVWAPRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "start_time", "end_time")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetVWAPResponse(_message.Message):
    __slots__ = ("vwap",)
    VWAP_FIELD_NUMBER: _ClassVar[int]
    vwap: _price_pb2.VWAP
    def __init__(self, vwap: _Optional[_Union[_price_pb2.VWAP, _Mapping]] = ...) -> None: ...

class GetOrderBookRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "depth")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    depth: int
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., depth: _Optional[int] = ...) -> None: ...

class GetOrderBookResponse(_message.Message):
    __slots__ = ("order_book",)
    ORDER_BOOK_FIELD_NUMBER: _ClassVar[int]
    order_book: _orderbook_pb2.OrderBook
    def __init__(self, order_book: _Optional[_Union[_orderbook_pb2.OrderBook, _Mapping]] = ...) -> None: ...

class StreamOrderBookRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "depth")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    depth: int
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., depth: _Optional[int] = ...) -> None: ...

class StreamOrderBookResponse(_message.Message):
    __slots__ = ("order_book",)
    ORDER_BOOK_FIELD_NUMBER: _ClassVar[int]
    order_book: _orderbook_pb2.OrderBook
    def __init__(self, order_book: _Optional[_Union[_orderbook_pb2.OrderBook, _Mapping]] = ...) -> None: ...

class GetMarketDepthRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ...) -> None: ...

class GetMarketDepthResponse(_message.Message):
    __slots__ = ("market_depth",)
    MARKET_DEPTH_FIELD_NUMBER: _ClassVar[int]
    market_depth: _orderbook_pb2.MarketDepth
    def __init__(self, market_depth: _Optional[_Union[_orderbook_pb2.MarketDepth, _Mapping]] = ...) -> None: ...

class GetTradeRequest(_message.Message):
    __slots__ = ("trade_id", "venue_id")
    TRADE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    trade_id: str
    venue_id: str
    def __init__(self, trade_id: _Optional[str] = ..., venue_id: _Optional[str] = ...) -> None: ...

class GetTradeResponse(_message.Message):
    __slots__ = ("trade",)
    TRADE_FIELD_NUMBER: _ClassVar[int]
    trade: _trade_pb2.Trade
    def __init__(self, trade: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ...) -> None: ...

class ListTradesRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "start_time", "end_time", "limit")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    limit: int
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ListTradesResponse(_message.Message):
    __slots__ = ("trades", "next_page_token")
    TRADES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    trades: _containers.RepeatedCompositeFieldContainer[_trade_pb2.Trade]
    next_page_token: str
    def __init__(self, trades: _Optional[_Iterable[_Union[_trade_pb2.Trade, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class StreamTradesRequest(_message.Message):
    __slots__ = ("symbol_ids", "venue_ids")
    SYMBOL_IDS_FIELD_NUMBER: _ClassVar[int]
    VENUE_IDS_FIELD_NUMBER: _ClassVar[int]
    symbol_ids: _containers.RepeatedScalarFieldContainer[str]
    venue_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, symbol_ids: _Optional[_Iterable[str]] = ..., venue_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class StreamTradesResponse(_message.Message):
    __slots__ = ("trade",)
    TRADE_FIELD_NUMBER: _ClassVar[int]
    trade: _trade_pb2.Trade
    def __init__(self, trade: _Optional[_Union[_trade_pb2.Trade, _Mapping]] = ...) -> None: ...

class GetCandleRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "interval", "timestamp")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    interval: _trade_pb2.CandleInterval
    timestamp: _timestamp_pb2.Timestamp
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., interval: _Optional[_Union[_trade_pb2.CandleInterval, str]] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetCandleResponse(_message.Message):
    __slots__ = ("candle",)
    CANDLE_FIELD_NUMBER: _ClassVar[int]
    candle: _trade_pb2.Candle
    def __init__(self, candle: _Optional[_Union[_trade_pb2.Candle, _Mapping]] = ...) -> None: ...

class ListCandlesRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id", "interval", "start_time", "end_time", "limit")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    interval: _trade_pb2.CandleInterval
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    limit: int
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., interval: _Optional[_Union[_trade_pb2.CandleInterval, str]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class ListCandlesResponse(_message.Message):
    __slots__ = ("candles",)
    CANDLES_FIELD_NUMBER: _ClassVar[int]
    candles: _containers.RepeatedCompositeFieldContainer[_trade_pb2.Candle]
    def __init__(self, candles: _Optional[_Iterable[_Union[_trade_pb2.Candle, _Mapping]]] = ...) -> None: ...

class GetLiquidityMetricsRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ...) -> None: ...

class GetLiquidityMetricsResponse(_message.Message):
    __slots__ = ("metrics",)
    METRICS_FIELD_NUMBER: _ClassVar[int]
    metrics: _liquidity_pb2.LiquidityMetrics
    def __init__(self, metrics: _Optional[_Union[_liquidity_pb2.LiquidityMetrics, _Mapping]] = ...) -> None: ...

class GetMultiVenuePriceRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_ids")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_IDS_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, symbol_id: _Optional[str] = ..., venue_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class GetMultiVenuePriceResponse(_message.Message):
    __slots__ = ("prices", "aggregated_price")
    PRICES_FIELD_NUMBER: _ClassVar[int]
    AGGREGATED_PRICE_FIELD_NUMBER: _ClassVar[int]
    prices: _containers.RepeatedCompositeFieldContainer[_price_pb2.Price]
    aggregated_price: _price_pb2.Price
    def __init__(self, prices: _Optional[_Iterable[_Union[_price_pb2.Price, _Mapping]]] = ..., aggregated_price: _Optional[_Union[_price_pb2.Price, _Mapping]] = ...) -> None: ...

class GetMarketSummaryRequest(_message.Message):
    __slots__ = ("symbol_id", "venue_id")
    SYMBOL_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    symbol_id: str
    venue_id: str
    def __init__(self, symbol_id: _Optional[str] = ..., venue_id: _Optional[str] = ...) -> None: ...

class GetMarketSummaryResponse(_message.Message):
    __slots__ = ("current_price", "price_24h_ago", "price_change_24h", "price_change_percent_24h", "volume_24h", "high_24h", "low_24h", "order_book", "liquidity")
    CURRENT_PRICE_FIELD_NUMBER: _ClassVar[int]
    PRICE_24H_AGO_FIELD_NUMBER: _ClassVar[int]
    PRICE_CHANGE_24H_FIELD_NUMBER: _ClassVar[int]
    PRICE_CHANGE_PERCENT_24H_FIELD_NUMBER: _ClassVar[int]
    VOLUME_24H_FIELD_NUMBER: _ClassVar[int]
    HIGH_24H_FIELD_NUMBER: _ClassVar[int]
    LOW_24H_FIELD_NUMBER: _ClassVar[int]
    ORDER_BOOK_FIELD_NUMBER: _ClassVar[int]
    LIQUIDITY_FIELD_NUMBER: _ClassVar[int]
    current_price: _price_pb2.Price
    price_24h_ago: _price_pb2.Price
    price_change_24h: float
    price_change_percent_24h: float
    volume_24h: float
    high_24h: float
    low_24h: float
    order_book: _orderbook_pb2.OrderBook
    liquidity: _liquidity_pb2.LiquidityMetrics
    def __init__(self, current_price: _Optional[_Union[_price_pb2.Price, _Mapping]] = ..., price_24h_ago: _Optional[_Union[_price_pb2.Price, _Mapping]] = ..., price_change_24h: _Optional[float] = ..., price_change_percent_24h: _Optional[float] = ..., volume_24h: _Optional[float] = ..., high_24h: _Optional[float] = ..., low_24h: _Optional[float] = ..., order_book: _Optional[_Union[_orderbook_pb2.OrderBook, _Mapping]] = ..., liquidity: _Optional[_Union[_liquidity_pb2.LiquidityMetrics, _Mapping]] = ...) -> None: ...
