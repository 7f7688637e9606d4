"""Columns that a message or a request leaves out, and why."""

CREATED_BY = {"AssetGroupMember": "AddAssetToGroup", "QualityFlag": "RaiseQualityFlag"}
"""Model -> the RPC that creates its rows, where it is not Create and the model's name."""

CHANGED_BY = {"AssetGroupMember": "AddAssetToGroup"}
"""Model -> the RPC that changes its rows, where it is not Update and the model's name."""

NEVER_CHANGED = {
    "AssetIdentifier": "a wrong one is deleted and created anew: its history stays that of one claim",
    "SymbolIdentifier": "a wrong one is deleted and created anew: its history stays that of one claim",
    "AssetRelationship": "a wrong one is deleted and created anew: closures and inherited flags follow the edge",
    "QualityFlag": "ResolveQualityFlag ends it, RaiseQualityFlag extends it; what it says stays said",
}
"""Models whose rows no RPC changes."""

DELETED = {"deleted_at": "Delete and UndeleteAsset set it"}
LISTED = {"delisted_at": "what is created is listed: Update delists it"}
RESOLVED = "ResolveQualityFlag sets it"
INSTRUMENT = "it makes the symbol what it is: another instrument is another symbol"
PLACE = "it makes the deployment what it is: another place is another deployment"
MERGED = {"merged_into_id": "MergeAssets sets it"}

EXCEPTIONS: dict[str, dict[str, str]] = {
    "CreateAssetRequest": {**DELETED, **MERGED},
    "UpdateAssetRequest": {**DELETED, **MERGED, "source": "who said it first stays who said it first"},
    "CreateAssetDeploymentRequest": DELETED,
    "UpdateAssetDeploymentRequest": {
        **DELETED,
        **dict.fromkeys(("asset_id", "chain_id", "address", "is_native"), PLACE),
    },
    "CreateAssetGroupRequest": DELETED,
    "UpdateAssetGroupRequest": DELETED,
    "RaiseQualityFlagRequest": {
        "raised_at": "it is the moment of the call",
        **dict.fromkeys(("resolved_at", "resolved_by", "resolution_notes"), RESOLVED),
    },
    "CreateSymbolRequest": {**DELETED, **LISTED},
    "UpdateSymbolRequest": {
        **DELETED,
        **dict.fromkeys(
            (
                "base_asset_id", "quote_asset_id", "settlement_asset_id", "expiry", "strike_price", "option_type",
            ),
            INSTRUMENT,
        ),
    },
    "CreateVenueAssetRequest": LISTED,
    "CreateVenueSymbolRequest": LISTED,
    "UpdateVenueSymbolRequest": {"symbol_id": "another symbol under the venue's name is another listing"},
}  # fmt: skip
"""Message or request -> column -> why it is left out there."""
