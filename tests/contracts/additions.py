"""What CQAR adds to CQC 0.3.1, by name, so that everybody can count on it: the design's table."""

SPEC = "tick_size lot_size min_order_size max_order_size min_notional contract_size"
NUMBERS = SPEC.replace("tick_size lot_size ", "")
INSTANCE = f"{NUMBERS} expiry strike_price option_type is_active exact metadata"
LISTED = "is_active listed_at metadata"
AMOUNTS = "min_deposit min_withdrawal withdrawal_fee deposit_fee"
AMOUNTS_EXACT = " ".join(f"{name}_exact" for name in AMOUNTS.split())
SOURCES = "COINBASE TOKEN_LIST CHAIN_REGISTRY ISO4217 FIGI DTI"

VALUES = {
    "cqc.assets.v1.AssetType": "CRYPTOCURRENCY STABLECOIN NFT FIAT",
    "cqc.assets.v1.RelationshipType": "DEPOSITS",
    "cqc.assets.v1.DataSource": SOURCES,
    "cqc.markets.v1.DataSource": SOURCES,
    "cqc.assets.v1.FlagType": "SANCTIONED DEPEGGED IMPERSONATION BLACKLISTED",
}
"""Enum -> its added values, without their prefix."""

FIELDS = {
    "cqc.assets.v1.Asset": "deleted_at merged_into source market_cap_rank version",
    "cqc.assets.v1.AssetDeployment": "is_canonical is_native caip19 deleted_at version",
    "cqc.assets.v1.AssetIdentifier": "verified_at version",
    "cqc.markets.v1.SymbolIdentifier": "verified_at version",
    "cqc.assets.v1.AssetRelationship": "weight_exact version",
    "cqc.assets.v1.AssetGroup": "canonical_symbol issuer version",
    "cqc.assets.v1.AssetGroupMember": "is_canonical asset weight_exact",
    "cqc.assets.v1.AssetQualityFlag": "raised_by inherited_from version",
    "cqc.assets.v1.Chain": "rpc_urls caip2 created_at updated_at version",
    "cqc.markets.v1.MarketSpec": f"{SPEC} strike_price",
    "cqc.markets.v1.Symbol": "exact deleted_at version contract_kind price_rule spec_is_derived",
    "cqc.venues.v1.Venue": "operator mic symbol_pattern updated_at version",
    "cqc.venues.v1.VenueAsset": f"venue_asset_id {AMOUNTS_EXACT} version unit_multiplier",
    "cqc.venues.v1.VenueSymbol": (
        "venue_symbol_id symbol spec maker_fee_exact taker_fee_exact version base_multiplier contract_kind"
        " funding_interval price_rule"
    ),
    "cqc.events.v1.VenueAssetDelisted": "venue_asset",
    "cqc.events.v1.VenueSymbolDelisted": "venue_symbol",
    "cqc.services.v1.CreateAssetRequest": "metadata source market_cap_rank",
    "cqc.services.v1.CreateChainRequest": "id rpc_urls native_asset_id is_testnet caip2 metadata",
    "cqc.services.v1.CreateVenueRequest": (
        "venue_id protocol_address is_active operator mic symbol_pattern metadata"
    ),
    "cqc.services.v1.CreateSymbolRequest": INSTANCE,
    "cqc.services.v1.UpdateSymbolRequest": f"{NUMBERS} is_active exact metadata",
    "cqc.services.v1.CreateVenueSymbolRequest": (
        f"{LISTED} spec min_order_value max_order_value max_leverage maker_fee_exact taker_fee_exact"
    ),
    "cqc.services.v1.CreateVenueAssetRequest": f"{LISTED} {AMOUNTS} {AMOUNTS_EXACT}",
    "cqc.services.v1.CreateAssetDeploymentRequest": "is_canonical deployed_at metadata",
    "cqc.services.v1.CreateAssetRelationshipRequest": "conversion_rate protocol weight_exact metadata",
    "cqc.services.v1.CreateAssetGroupRequest": "canonical_symbol issuer members metadata",
    "cqc.services.v1.CreateSymbolIdentifierRequest": "is_primary",
    "cqc.services.v1.RaiseQualityFlagRequest": "source evidence_url metadata",
    "cqc.services.v1.GetAssetGroupRequest": "name canonical_symbol",
    "cqc.services.v1.GetVenueSymbolRequest": "on",
    "cqc.services.v1.GetAssetRequest": "with_tradeability",
    "cqc.services.v1.GetAssetResponse": "is_tradeable active_flags",
    "cqc.services.v1.CreateAssetResponse": "collisions",
    "cqc.services.v1.ListAssetsRequest": (
        "symbol chain_id venue_id group_id flag_type flag_source min_severity"
    ),
    "cqc.services.v1.SearchAssetsRequest": "page_size page_token chain_id venue_id asset_type category",
    "cqc.services.v1.SearchSymbolsRequest": (
        "page_size page_token base_asset_id quote_asset_id symbol_type venue_id"
    ),
    "cqc.services.v1.ListQualityFlagsRequest": "flag_type source",
    "cqc.services.v1.ListAssetIdentifiersRequest": "source",
    "cqc.services.v1.ListSymbolIdentifiersRequest": "source",
}
"""Message -> its added fields."""

TYPES = {
    "cqc.assets.v1.AssetGroupMember.asset": "cqc.assets.v1.Asset",
    "cqc.markets.v1.Symbol.exact": "cqc.markets.v1.MarketSpec",
    "cqc.venues.v1.VenueSymbol.symbol": "cqc.markets.v1.Symbol",
    "cqc.venues.v1.VenueSymbol.spec": "cqc.markets.v1.MarketSpec",
    "cqc.events.v1.VenueAssetDelisted.venue_asset": "cqc.venues.v1.VenueAsset",
    "cqc.events.v1.VenueSymbolDelisted.venue_symbol": "cqc.venues.v1.VenueSymbol",
    "cqc.services.v1.CreateAssetResponse.collisions": "cqc.assets.v1.Asset",
    "cqc.services.v1.GetAssetResponse.active_flags": "cqc.assets.v1.AssetQualityFlag",
    "cqc.services.v1.CreateAssetGroupRequest.members": "cqc.assets.v1.AssetGroupMember",
}
"""Added fields that embed a message -> which."""

RPCS = """
    ResolveAsset BatchResolveAssets BatchGetAssets BatchGetVenueSymbols CheckTradeable ListAssetVariants
    MergeAssets UndeleteAsset ListAssetGroups ListAssetGroupMembers UpdateAssetGroup DeleteAssetGroup
    CreateAssetGroupFromVariants UpdateAssetDeployment DeleteAssetDeployment DeleteAssetIdentifier
    DeleteAssetRelationship DeleteSymbolIdentifier GetQualityFlag UpdateChain UpdateVenue UpdateVenueAsset
    UpdateVenueSymbol WatchChanges ListChanges GetChange RevertChange
"""
"""The RPCs of AssetRegistry beyond the 42 of CQC 0.3.1."""

BY_VERB = {
    ("List", "Search"): ("page_size page_token show_deleted", "next_page_token"),
    ("Update",): ("reason version update_mask", ""),
    ("Create", "Raise", "Add"): ("request_id validate_only", ""),
    ("Delete", "Remove", "Resolve"): ("reason version", ""),
}
"""How an RPC's name begins -> what its request has, what its response has."""

NOT_BY_VERB = {"ResolveAsset"}
"""It resolves a name, it does not end something."""
