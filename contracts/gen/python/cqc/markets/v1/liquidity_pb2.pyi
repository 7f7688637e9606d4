import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class LiquidityMetrics(_message.Message):
    __slots__ = ("asset_id", "quote_asset_id", "venue_id", "venue_symbol", "timestamp", "spread_absolute", "spread_percentage", "volume_24h_base", "volume_24h_quote", "volume_24h_usd", "trade_count_24h", "bid_liquidity_1pct", "ask_liquidity_1pct", "bid_liquidity_5pct", "ask_liquidity_5pct", "slippage_10k_buy_bps", "slippage_10k_sell_bps", "slippage_100k_buy_bps", "slippage_100k_sell_bps", "order_book_imbalance", "mid_price", "best_bid", "best_ask", "avg_daily_volume_7d", "avg_daily_volume_30d", "turnover_ratio", "active_market_makers", "liquidity_score", "seconds_since_last_trade", "is_liquid", "effective_spread_bps", "price_impact_1pct_adv")
    ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    QUOTE_ASSET_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_SYMBOL_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    SPREAD_ABSOLUTE_FIELD_NUMBER: _ClassVar[int]
    SPREAD_PERCENTAGE_FIELD_NUMBER: _ClassVar[int]
    VOLUME_24H_BASE_FIELD_NUMBER: _ClassVar[int]
    VOLUME_24H_QUOTE_FIELD_NUMBER: _ClassVar[int]
    VOLUME_24H_USD_FIELD_NUMBER: _ClassVar[int]
    TRADE_COUNT_24H_FIELD_NUMBER: _ClassVar[int]
    BID_LIQUIDITY_1PCT_FIELD_NUMBER: _ClassVar[int]
    ASK_LIQUIDITY_1PCT_FIELD_NUMBER: _ClassVar[int]
    BID_LIQUIDITY_5PCT_FIELD_NUMBER: _ClassVar[int]
    ASK_LIQUIDITY_5PCT_FIELD_NUMBER: _ClassVar[int]
    SLIPPAGE_10K_BUY_BPS_FIELD_NUMBER: _ClassVar[int]
    SLIPPAGE_10K_SELL_BPS_FIELD_NUMBER: _ClassVar[int]
    SLIPPAGE_100K_BUY_BPS_FIELD_NUMBER: _ClassVar[int]
    SLIPPAGE_100K_SELL_BPS_FIELD_NUMBER: _ClassVar[int]
    ORDER_BOOK_IMBALANCE_FIELD_NUMBER: _ClassVar[int]
    MID_PRICE_FIELD_NUMBER: _ClassVar[int]
    BEST_BID_FIELD_NUMBER: _ClassVar[int]
    BEST_ASK_FIELD_NUMBER: _ClassVar[int]
    AVG_DAILY_VOLUME_7D_FIELD_NUMBER: _ClassVar[int]
    AVG_DAILY_VOLUME_30D_FIELD_NUMBER: _ClassVar[int]
    TURNOVER_RATIO_FIELD_NUMBER: _ClassVar[int]
    ACTIVE_MARKET_MAKERS_FIELD_NUMBER: _ClassVar[int]
    LIQUIDITY_SCORE_FIELD_NUMBER: _ClassVar[int]
    SECONDS_SINCE_LAST_TRADE_FIELD_NUMBER: _ClassVar[int]
    IS_LIQUID_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_SPREAD_BPS_FIELD_NUMBER: _ClassVar[int]
    PRICE_IMPACT_1PCT_ADV_FIELD_NUMBER: _ClassVar[int]
    asset_id: str
    quote_asset_id: str
    venue_id: str
    venue_symbol: str
    timestamp: _timestamp_pb2.Timestamp
    spread_absolute: float
    spread_percentage: float
    volume_24h_base: float
    volume_24h_quote: float
    volume_24h_usd: float
    trade_count_24h: int
    bid_liquidity_1pct: float
    ask_liquidity_1pct: float
    bid_liquidity_5pct: float
    ask_liquidity_5pct: float
    slippage_10k_buy_bps: float
    slippage_10k_sell_bps: float
    slippage_100k_buy_bps: float
    slippage_100k_sell_bps: float
    order_book_imbalance: float
    mid_price: float
    best_bid: float
    best_ask: float
    avg_daily_volume_7d: float
    avg_daily_volume_30d: float
    turnover_ratio: float
    active_market_makers: int
    liquidity_score: float
    seconds_since_last_trade: int
    is_liquid: bool
    effective_spread_bps: float
    price_impact_1pct_adv: float
    def __init__(self, asset_id: _Optional[str] = ..., quote_asset_id: _Optional[str] = ..., venue_id: _Optional[str] = ..., venue_symbol: _Optional[str] = ..., timestamp: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., spread_absolute: _Optional[float] = ..., spread_percentage: _Optional[float] = ..., volume_24h_base: _Optional[float] = ..., volume_24h_quote: _Optional[float] = ..., volume_24h_usd: _Optional[float] = ..., trade_count_24h: _Optional[int] = ..., bid_liquidity_1pct: _Optional[float] = ..., ask_liquidity_1pct: _Optional[float] = ..., bid_liquidity_5pct: _Optional[float] = ..., ask_liquidity_5pct: _Optional[float] = ..., slippage_10k_buy_bps: _Optional[float] = ..., slippage_10k_sell_bps: _Optional[float] = ..., slippage_100k_buy_bps: _Optional[float] = ..., slippage_100k_sell_bps: _Optional[float] = ..., order_book_imbalance: _Optional[float] = ..., mid_price: _Optional[float] = ..., best_bid: _Optional[float] = ..., best_ask: _Optional[float] = ..., avg_daily_volume_7d: _Optional[float] = ..., avg_daily_volume_30d: _Optional[float] = ..., turnover_ratio: _Optional[float] = ..., active_market_makers: _Optional[int] = ..., liquidity_score: _Optional[float] = ..., seconds_since_last_trade: _Optional[int] = ..., is_liquid: _Optional[bool] = ..., effective_spread_bps: _Optional[float] = ..., price_impact_1pct_adv: _Optional[float] = ...) -> None: ...
