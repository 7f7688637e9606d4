"""Exact copies: an unranked token that has symbol and name of a chain's own coin or of a ranked asset.

Nothing in its texts deceives, so only what is known beside them tells a copy from the original: it is unranked,
no chain's coin, and stands at a contract of its own.  A coin also goes by the names of its chains: ETH is "Ether"
and "Ethereum".  What has a relationship that says what it stands for, or what it became, is no copy.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

# One look-up of its own for each asset, by symbol: tables whose statistics are old, as in the midst of a first
# import, would else be joined whole with each other.
COPIES = """
WITH mine AS MATERIALIZED ({mine})
SELECT mine.asset_id, found.asset_id
FROM mine
CROSS JOIN LATERAL (
    SELECT original.asset_id, is_coin, rank_key
    FROM registry_asset AS original
    CROSS JOIN LATERAL (
        SELECT count(*) > 0 AS is_coin,
            count(*) FILTER (WHERE lower(chain_name) = mine.name_key) > 0 AS is_called_so
        FROM registry_chain WHERE native_asset_id = original.asset_id AND NOT is_testnet
    ) AS chain
    WHERE original.symbol_key = mine.symbol_key AND original.asset_id <> mine.asset_id
    AND original.deleted_at IS NULL AND (original.market_cap_rank IS NOT NULL OR is_coin)
    AND (original.name_key = mine.name_key OR is_called_so)
    AND NOT EXISTS (
        SELECT FROM registry_assetrelationship AS edge
        WHERE from_asset_id = original.asset_id AND to_asset_id = mine.asset_id)
    ORDER BY is_coin DESC, rank_key, original.asset_id LIMIT 1
) AS found
WHERE EXISTS (
    SELECT FROM registry_assetdeployment AS place
    WHERE place.asset_id = mine.asset_id AND place.address_key IS NOT NULL AND place.deleted_at IS NULL)
AND NOT EXISTS (SELECT FROM registry_assetrelationship WHERE from_asset_id = mine.asset_id)
AND NOT EXISTS (SELECT FROM registry_chain WHERE native_asset_id = mine.asset_id)
"""
AS_GIVEN = """
SELECT * FROM unnest(%(keys)s::uuid[], %(symbols)s::text[], %(names)s::text[])
    AS given (asset_id, symbol_key, name_key)
"""
AS_STORED = """
SELECT asset_id, symbol_key, name_key FROM registry_asset
WHERE symbol_key = ANY(%(symbols)s) AND market_cap_rank IS NULL AND deleted_at IS NULL
"""
MARKED = """
SELECT asset_id, look_alike_of_id FROM registry_asset
WHERE symbol_key = ANY(%(symbols)s) AND look_alike_of_id IS NOT NULL
"""


def copied(assets: Sequence[Any]) -> dict[UUID, UUID]:
    """Of these assets, as they are in memory, the copies, each with its original as it is stored.  One query."""
    suspects = [asset for asset in assets if asset.deleted_at is None and asset.market_cap_rank is None]
    if not suspects:
        return {}
    given = {
        "keys": [asset.pk for asset in suspects],
        "symbols": [asset.symbol_key for asset in suspects],
        "names": [asset.name_key for asset in suspects],
    }
    with connection.cursor() as cursor:
        cursor.execute(COPIES.format(mine=AS_GIVEN), given)
        return dict(cursor.fetchall())


def doubtful_copies(symbols: Collection[str]) -> set[UUID]:
    """The stored assets with one of these folded symbols that may have to be marked, or to lose their mark.

    One that is marked and no copy may imitate another, which whoever settles it finds out.
    """
    asked = {"symbols": [*symbols]}
    with connection.cursor() as cursor:
        cursor.execute(COPIES.format(mine=AS_STORED), asked)
        copies = dict(cursor.fetchall())
        cursor.execute(MARKED, asked)
        marks = dict(cursor.fetchall())
    return {asset for asset in copies.keys() | marks.keys() if copies.get(asset) != marks.get(asset)}
