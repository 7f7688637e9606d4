"""Rows edited on the page of another: by the same rules."""

import pytest

from registry.models import Asset, AssetDeployment, AssetGroup, AssetGroupMember, AssetIdentifier
from tests.admin.pages import Form
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    GroupFactory,
    IdentifierFactory,
    MemberFactory,
    VenueAssetFactory,
    evm_address,
)

WHY = {"change_reason": "not its own"}
pytestmark = pytest.mark.django_db(transaction=True)


def stored(row):
    return type(row).objects.get(pk=row.pk)


def another(prefix, index, **values):
    """The fields of a form that "Add another" appends."""
    return {
        f"{prefix}-TOTAL_FORMS": str(index + 1),
        **{f"{prefix}-{index}-{name}": value for name, value in values.items()},
    }


def test_it_works(pages):
    coin = DeploymentFactory(decimals=None)
    chain = ChainFactory()
    new = another("deployments", 1, chain=chain.pk, address=evm_address(7), decimals="8")
    answer = pages(Asset).save(coin.asset, **{"deployments-0-decimals": "9"}, **new, **WHY)
    assert answer.is_saved
    assert stored(coin).decimals == 9
    assert AssetDeployment.objects.get(chain=chain).address == evm_address(7)
    assert stored(coin.asset).version == 1


def test_members_of_a_group(pages):
    member = MemberFactory()
    asset = AssetFactory()
    new = another("members", 1, asset=asset.pk, weight="0.5")
    assert pages(AssetGroup).save(member.group, **{"members-0-weight": "2"}, **new).is_saved
    weights = dict(AssetGroupMember.objects.values_list("asset_id", "weight"))
    assert weights == {member.asset_id: 2, asset.pk: 0.5}


def test_a_stale_inline_is_refused_and_nothing_is_saved(pages):
    coin = DeploymentFactory(decimals=6)
    opened = pages(Asset).form("change", coin.asset)
    coin.decimals = 18
    coin.save()
    typed = {"name": "typed", "deployments-0-decimals": "8"}
    answer = pages(Asset).save(coin.asset, opened=opened, **typed)
    assert "was changed after" in answer.errors["deployments-0-__all__"][0]
    assert stored(coin).decimals == 18
    assert stored(coin.asset).version == 1


def test_a_stale_inline_is_not_deleted(pages):
    known = IdentifierFactory()
    opened = pages(Asset).form("change", known.asset)
    known.is_primary = True
    known.save()
    answer = pages(Asset).save(known.asset, opened=opened, **{"identifiers-0-DELETE": "on"}, **WHY)
    assert "was changed after" in answer.errors["identifiers"][0]
    assert AssetIdentifier.objects.count() == 1


def test_a_row_that_is_gone_meanwhile_is_an_error_of_the_page(pages):
    known = IdentifierFactory()
    asset = known.asset
    opened = pages(Asset).form("change", asset)
    known.delete()
    answer = pages(Asset).save(asset, opened=opened, **{"identifiers-0-external_id": "typed"})
    assert answer.errors
    # To delete it is what has been done.
    assert pages(Asset).save(asset, opened=opened, **{"identifiers-0-DELETE": "on"}, **WHY).is_saved


def test_a_row_that_was_softly_deleted_meanwhile_too(pages):
    coin = DeploymentFactory(decimals=6)
    opened = pages(Asset).form("change", coin.asset)
    coin.delete()
    assert pages(Asset).save(coin.asset, opened=opened, **{"deployments-0-decimals": "1"}).errors
    assert (stored(coin).decimals, AssetDeployment.objects.count()) == (6, 1)


def test_a_change_between_the_check_and_the_save_is_refused(pages, monkeypatch):
    coin = DeploymentFactory(decimals=None)
    opened = pages(Asset).form("change", coin.asset)
    whole = AssetDeployment.save

    def overtaken(row, *args, **kwargs):
        monkeypatch.setattr(AssetDeployment, "save", whole)
        rival = stored(coin)
        rival.decimals = 18
        rival.save()
        whole(row, *args, **kwargs)

    monkeypatch.setattr(AssetDeployment, "save", overtaken)
    typed = {"name": "typed", "deployments-0-decimals": "8", **WHY}
    answer = pages(Asset).save(coin.asset, opened=opened, **typed)
    assert "was changed after" in answer.errors["deployments-0-__all__"][0]
    assert stored(coin.asset).name != "typed"


def test_what_is_wrong_stands_under_its_field(pages):
    known = DeploymentFactory()
    asset = AssetFactory()
    new = another("deployments", 0, chain=known.chain_id, address=known.address, decimals="6")
    answer = pages(Asset).save(asset, **new)
    assert {*answer.errors} == {"deployments-0-address"}
    assert "another live deployment has it on this chain" in answer.errors["deployments-0-address"][0]
    new["deployments-0-decimals"] = "256"
    assert "deployments-0-decimals" in pages(Asset).save(asset, **new).errors
    assert stored(asset).version == 1


def test_two_new_rows_that_cannot_stand_together(pages):
    chain, asset = ChainFactory(), AssetFactory()
    same = {"chain": chain.pk, "address": evm_address(4)}
    both = {**another("deployments", 0, **same), **another("deployments", 1, **same)}
    answer = pages(Asset).save(asset, **both)
    assert answer.errors == {"deployments-1-address": ["another live deployment has it on this chain"]}
    assert not AssetDeployment.objects.exists()


def test_deleting_goes_by_the_rule_of_the_model(pages):
    coin, known = DeploymentFactory(decimals=6), IdentifierFactory()
    listing = VenueAssetFactory(asset=coin.asset, deployment=coin)
    typed = {"deployments-0-DELETE": "on", "deployments-0-decimals": "9"}
    refused = pages(Asset).save(coin.asset, **typed)
    assert "say under Reason why it goes" in refused.errors["deployments"][0]
    assert not stored(coin).is_gone
    assert pages(Asset).send("change", coin.asset, **{**Form(refused.html).data, **typed, **WHY}).is_saved
    after = stored(coin)
    assert after.is_gone
    assert (after.decimals, stored(listing).deployment_id) == (6, coin.pk)
    assert pages(Asset).save(known.asset, **{"identifiers-0-DELETE": "on"}, **WHY).is_saved
    assert not AssetIdentifier.objects.exists()


def test_what_is_deleted_is_not_among_them(pages):
    coin = DeploymentFactory()
    coin.delete()
    assert pages(Asset).form("change", coin.asset)["deployments-TOTAL_FORMS"] == "0"


def test_identity_is_given_once(pages):
    coin = DeploymentFactory(decimals=None)
    typed = {"deployments-0-address": evm_address(5), "deployments-0-chain": ChainFactory().pk}
    assert pages(Asset).save(coin.asset, **typed, **{"deployments-0-decimals": "8"}, **WHY).is_saved
    after = stored(coin)
    assert (after.address, after.chain_id, after.decimals) == (coin.address, coin.chain_id, 8)


def test_a_large_group_can_be_edited(pages):
    group = GroupFactory()
    members = [MemberFactory(group=group) for _ in range(40)]
    form = pages(AssetGroup).form("change", group)
    assert form["members-TOTAL_FORMS"] == "30"
    assert pages(AssetGroup).save(group, name="all_eth", **{"members-29-weight": "7"}).is_saved
    assert stored(members[29]).weight == 7
    assert stored(members[30]).version == 1
