"""Columns that a message or a request leaves out, and why."""

CREATED_BY = {"AssetGroupMember": "AddAssetToGroup", "QualityFlag": "RaiseQualityFlag"}
CHANGED_BY = {"AssetGroupMember": "AddAssetToGroup", "QualityFlag": "ResolveQualityFlag"}

EXCEPTIONS: dict[str, dict[str, str]] = {}
