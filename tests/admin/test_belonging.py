"""The page of an asset leads to what belongs to it and is edited elsewhere."""

import re
from html import unescape

import pytest

from registry.admin.belonging import LISTS
from registry.models import Asset
from tests.factories import (
    AssetFactory,
    DeploymentFactory,
    FlagFactory,
    MemberFactory,
    RelationshipFactory,
    SymbolFactory,
    VenueAssetFactory,
)

pytestmark = pytest.mark.django_db


def test_it_works(pages):
    asset = AssetFactory(symbol="USDC")
    namesake = AssetFactory(symbol="USDC")
    rows = {
        make(asset): make(namesake)
        for make in (
            lambda one: DeploymentFactory(asset=one),
            lambda one: RelationshipFactory(from_asset=one),
            lambda one: MemberFactory(asset=one),
            lambda one: VenueAssetFactory(asset=one),
            lambda one: SymbolFactory(base_asset=one),
            lambda one: FlagFactory(asset=one),
        )
    }
    html = pages(Asset).client.get(pages(Asset).url("change", asset)).content.decode()
    ours, theirs = {*rows}, {*rows.values()}
    for model in LISTS:
        (address,) = re.findall(rf'href="({pages(model).url("changelist")}\?[^"]*)"', html)
        listed = {*pages(model).client.get(unescape(address)).context["cl"].result_list}
        assert len(listed & ours) == 1
        assert not listed & theirs
