-- Everything that some assets, symbols and listings are judged by, each fact as (kind, fact): one round trip.
--
-- A STABLE function reads by the snapshot of the statement that calls it, so no merge comes between two of its reads.
-- Which types of relationship derive value says the caller.  The function names its tables without a schema and sets
-- nothing, because a read of the past puts other relations of these names first in the search path.
CREATE FUNCTION registry_trade_facts(
    assets uuid[], symbols uuid[], venues text[], names text[], types text[], with_resolved boolean
) RETURNS TABLE (kind text, fact json) LANGUAGE plpgsql STABLE AS $$
DECLARE
    listing record;
    listed_on text[] := '{}';
    listed uuid[] := '{}';
    named uuid[];
    finals uuid[];
    reached uuid[];
BEGIN
    IF pg_is_in_recovery() THEN
        RAISE EXCEPTION 'the database is not the primary' USING ERRCODE = 'read_only_sql_transaction';
    END IF;

    -- The live listing of each name, else the last one.
    FOR listing IN
        SELECT venue.venue_id, venue.is_active AS venue_is_active, said.*
        FROM unnest(venues, names) AS asked (venue_id, venue_symbol)
        JOIN registry_venue AS venue ON venue.venue_id = asked.venue_id
        CROSS JOIN LATERAL (
            SELECT this.venue_symbol, this.symbol_id, this.version, this.is_active, this.delisted_at
            FROM registry_venuesymbol AS this
            WHERE this.venue_id = asked.venue_id AND this.venue_symbol = asked.venue_symbol
            ORDER BY this.delisted_at DESC NULLS FIRST LIMIT 1
        ) AS said
    LOOP
        listed_on := listed_on || listing.venue_id::text;
        listed := listed || listing.symbol_id;
        kind := 'listing';
        fact := json_build_object(
            'venue_id', listing.venue_id, 'venue_symbol', listing.venue_symbol, 'symbol_id', listing.symbol_id,
            'version', listing.version, 'is_active', listing.is_active,
            'is_delisted', listing.delisted_at IS NOT NULL, 'venue_is_active', listing.venue_is_active
        );
        RETURN NEXT;
    END LOOP;

    named := assets;
    IF cardinality(symbols) + cardinality(listed) > 0 THEN
        RETURN QUERY SELECT 'symbol', json_build_object(
            'symbol_id', this.symbol_id, 'symbol', this.symbol, 'version', this.version, 'is_active', this.is_active,
            'is_delisted', this.delisted_at IS NOT NULL, 'is_deleted', this.deleted_at IS NOT NULL,
            'expiry', this.expiry, 'base_asset_id', this.base_asset_id, 'quote_asset_id', this.quote_asset_id,
            'settlement_asset_id', this.settlement_asset_id
        ) FROM registry_symbol AS this WHERE this.symbol_id = ANY (symbols || listed);
        named := named || ARRAY(
            SELECT leg.asset_id FROM registry_symbol AS this
            CROSS JOIN LATERAL unnest(ARRAY[this.base_asset_id, this.quote_asset_id, this.settlement_asset_id])
                AS leg (asset_id)
            WHERE this.symbol_id = ANY (symbols || listed) AND leg.asset_id IS NOT NULL
        );
    END IF;

    finals := ARRAY(
        SELECT DISTINCT coalesce(this.merged_into_id, this.asset_id) FROM registry_asset AS this
        WHERE this.asset_id = ANY (named)
    );
    RETURN QUERY SELECT 'asset', json_build_object(
        'asset_id', this.asset_id, 'final_id', final.asset_id, 'version', final.version, 'symbol', final.symbol,
        'is_deleted', final.deleted_at IS NOT NULL
    )
    FROM registry_asset AS this
    JOIN registry_asset AS final ON final.asset_id = coalesce(this.merged_into_id, this.asset_id)
    WHERE this.asset_id = ANY (named);

    -- What a venue says of each leg of what it lists: its live listing of that asset, else the last one.
    IF cardinality(listed) > 0 THEN
        RETURN QUERY SELECT 'leg', json_build_object(
            'venue_id', said.venue_id, 'asset_id', said.asset_id, 'venue_asset_symbol', said.venue_asset_symbol,
            'is_delisted', said.delisted_at IS NOT NULL, 'trading_enabled', said.trading_enabled,
            'is_active', said.is_active
        )
        FROM (
            SELECT DISTINCT pair.venue_id, coalesce(asset.merged_into_id, asset.asset_id) AS asset_id
            FROM unnest(listed_on, listed) AS pair (venue_id, symbol_id)
            JOIN registry_symbol AS this ON this.symbol_id = pair.symbol_id
            CROSS JOIN LATERAL unnest(ARRAY[this.base_asset_id, this.quote_asset_id, this.settlement_asset_id])
                AS part (asset_id)
            JOIN registry_asset AS asset ON asset.asset_id = part.asset_id
        ) AS leg
        CROSS JOIN LATERAL (
            SELECT * FROM registry_venueasset AS this
            WHERE this.venue_id = leg.venue_id AND this.asset_id = leg.asset_id
            ORDER BY this.delisted_at DESC NULLS FIRST LIMIT 1
        ) AS said;
    END IF;

    reached := finals;
    IF EXISTS (
        SELECT FROM registry_assetrelationship AS edge
        WHERE edge.from_asset_id = ANY (finals) AND edge.relationship_type = ANY (types)
    ) THEN
        -- A set of assets, not of paths, so neither a cycle nor many ways to one asset can make it long.
        -- OFFSET 0 keeps each step an index scan for each asset; joined freely, it may become a scan of the table.
        WITH RECURSIVE walk (asset_id) AS (
            SELECT unnest(finals)
          UNION
            SELECT next.asset_id FROM walk CROSS JOIN LATERAL (
                SELECT edge.to_asset_id AS asset_id FROM registry_assetrelationship AS edge
                WHERE edge.from_asset_id = walk.asset_id AND edge.relationship_type = ANY (types) OFFSET 0
            ) AS next
        )
        SELECT array_agg(walk.asset_id) INTO reached FROM walk;
        RETURN QUERY SELECT 'step', json_build_object(
            'relationship_id', edge.relationship_id, 'source', edge.from_asset_id, 'target', edge.to_asset_id,
            'has_rate', edge.conversion_rate IS NOT NULL
        )
        FROM registry_assetrelationship AS edge
        WHERE edge.from_asset_id = ANY (reached) AND edge.relationship_type = ANY (types)
        ORDER BY edge.relationship_id;
    END IF;

    RETURN QUERY SELECT 'flag', row_to_json(flag) FROM registry_qualityflag AS flag
    WHERE flag.asset_id = ANY (reached) AND flag.resolved_at IS NULL;
    IF with_resolved THEN
        RETURN QUERY SELECT 'flag', row_to_json(flag) FROM registry_qualityflag AS flag
        WHERE flag.asset_id = ANY (finals) AND flag.resolved_at IS NOT NULL;
    END IF;
END $$;
