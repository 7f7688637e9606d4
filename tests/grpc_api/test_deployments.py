"""Deployments, by their RPCs."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from django.db import transaction
from google.protobuf.timestamp_pb2 import Timestamp
from grpc import StatusCode

from registry.models import Asset
from tests.factories import AssetFactory, ChainFactory, DeploymentFactory, evm_address
from tests.programs import soon
from tests.unrecorded import unrecorded

from .helpers import execute, refused, waiting

pytestmark = pytest.mark.django_db(transaction=True)

USDC = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"


@pytest.fixture
def ethereum():
    return ChainFactory(chain_id="ethereum", chain_name="Ethereum", network_id=1, slip44=60)


@pytest.fixture
def usdc():
    return AssetFactory(symbol="USDC")


def create(stub, asset, chain, **fields):
    if not fields.get("is_native"):
        fields = {"contract_address": USDC} | fields
    request = pb.CreateAssetDeploymentRequest(asset_id=str(asset.pk), chain_id=chain.pk, **fields)
    return stub.CreateAssetDeployment(request).deployment


def get(stub, **fields):
    return stub.GetAssetDeployment(pb.GetAssetDeploymentRequest(**fields)).deployment


def update(stub, deployment, *mask, **fields):
    request = pb.UpdateAssetDeploymentRequest(deployment_id=deployment.deployment_id, **fields)
    request.update_mask.paths.extend(mask)
    return stub.UpdateAssetDeployment(request).deployment


def test_it_works(stub, usdc, ethereum):
    made = create(stub, usdc, ethereum, decimals=6, deployed_at=Timestamp(seconds=1_533_324_504))
    assert (made.asset_id, made.chain_id, made.chain_name) == (str(usdc.pk), "ethereum", "Ethereum")
    assert (made.address, made.decimals, made.is_canonical, made.is_native) == (USDC, 6, True, False)
    assert made.caip19 == f"eip155:1/erc20:{USDC}"
    assert made.deployed_at.seconds == 1_533_324_504
    assert get(stub, deployment_id=made.deployment_id) == made


def test_canonical_only_where_none_is(stub, usdc, ethereum):
    first, second = (
        create(stub, usdc, ethereum),
        create(stub, usdc, ethereum, contract_address=evm_address(1)),
    )
    other_chain = create(stub, usdc, ChainFactory())
    other_asset = create(stub, AssetFactory(), ethereum, contract_address=evm_address(2))
    made = (first, second, other_chain, other_asset)
    assert [each.is_canonical for each in made] == [True, False, True, True]


def test_canonical_as_it_is_said(stub, usdc, ethereum):
    assert not create(stub, usdc, ethereum, is_canonical=False).is_canonical
    assert create(stub, usdc, ethereum, contract_address=evm_address(1), is_canonical=True).is_canonical
    refused(
        lambda: create(stub, usdc, ethereum, contract_address=evm_address(2), is_canonical=True),
        StatusCode.ALREADY_EXISTS,
    )


def test_a_deleted_one_is_canonical_no_more(stub, usdc, ethereum):
    first = create(stub, usdc, ethereum)
    stub.DeleteAssetDeployment(pb.DeleteAssetDeploymentRequest(deployment_id=first.deployment_id))
    assert create(stub, usdc, ethereum).is_canonical


def test_unknown_decimals_stay_unknown(stub, usdc, ethereum):
    made = create(stub, usdc, ethereum)
    assert not made.HasField("decimals")
    assert update(stub, made, decimals=0).HasField("decimals")
    assert not update(stub, made, "decimals").HasField("decimals")


@pytest.mark.parametrize("decimals", [-1, 256, 2**31 - 1])
def test_decimals_that_no_token_has(stub, usdc, ethereum, decimals):
    refused(
        lambda: create(stub, usdc, ethereum, decimals=decimals), StatusCode.INVALID_ARGUMENT, field="decimals"
    )


def test_a_native_coin_has_no_address(stub, ethereum):
    ether = AssetFactory(symbol="ETH")
    made = create(stub, ether, ethereum, is_native=True, decimals=18)
    assert (made.HasField("address"), made.caip19) == (False, "eip155:1/slip44:60")
    refused(
        lambda: create(stub, AssetFactory(), ethereum, is_native=True, contract_address=USDC),
        StatusCode.INVALID_ARGUMENT,
        field="contract_address",
    )


def test_a_second_native_coin(stub, ethereum):
    create(stub, AssetFactory(), ethereum, is_native=True)
    refused(lambda: create(stub, AssetFactory(), ethereum, is_native=True), StatusCode.ALREADY_EXISTS)


def test_any_other_has_one(stub, usdc, ethereum):
    refused(
        lambda: create(stub, usdc, ethereum, contract_address=""),
        StatusCode.INVALID_ARGUMENT,
        field="contract_address",
    )


@pytest.mark.parametrize("write", [str, str.lower, lambda text: "0x" + text[2:].upper()])
def test_an_address_is_taken_in_any_case(stub, usdc, ethereum, write):
    create(stub, usdc, ethereum)
    refused(
        lambda: create(stub, AssetFactory(), ethereum, contract_address=write(USDC)),
        StatusCode.ALREADY_EXISTS,
        "ALREADY_EXISTS",
    )


def test_a_wrong_checksum(stub, usdc, ethereum):
    wrong = USDC.replace("A0b", "a0b")
    error = refused(
        lambda: create(stub, usdc, ethereum, contract_address=wrong),
        StatusCode.INVALID_ARGUMENT,
        field="contract_address",
    )
    assert "copy it again from the source" in error.details()
    assert USDC not in error.details()


@pytest.mark.parametrize("name", [f"eip155:1/erc20:{USDC}", f"eip155:1/erc20:{USDC.lower()}"])
@pytest.mark.parametrize("field", ["caip19", "deployment_id"])
def test_by_caip19(stub, usdc, ethereum, field, name):
    made = create(stub, usdc, ethereum)
    create(stub, usdc, ChainFactory(network_id=2))
    assert get(stub, **{field: name}) == made


def test_a_native_coin_by_caip19(stub, ethereum):
    made = create(stub, AssetFactory(), ethereum, is_native=True)
    assert get(stub, caip19="eip155:1/slip44:60") == made


@pytest.mark.parametrize(
    "name",
    ["eip155:1/slip44:61", "eip155:2/slip44:60", "eip155:3/slip44:None", f"eip155:2/erc20:{USDC}",
     "eip155:1/erc20:0x" + "1" * 40],
)  # fmt: skip
def test_a_caip19_of_nothing(stub, usdc, ethereum, name):
    create(stub, AssetFactory(), ethereum, is_native=True)
    create(stub, usdc, ethereum)
    create(stub, AssetFactory(), ChainFactory(network_id=3), is_native=True)
    refused(lambda: get(stub, caip19=name), StatusCode.NOT_FOUND, "NOT_FOUND")


@pytest.mark.parametrize("namespace", ["erc721", "erc1155", "foo", "slip44"])
@pytest.mark.parametrize("field", ["caip19", "deployment_id"])
def test_the_address_of_a_token_under_another_standard(stub, usdc, ethereum, field, namespace):
    create(stub, usdc, ethereum)
    refused(lambda: get(stub, **{field: f"eip155:1/{namespace}:{USDC}"}), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_a_collection_by_its_standard(stub, ethereum):
    made = create(stub, AssetFactory(asset_type="ERC721"), ethereum)
    assert get(stub, caip19=f"eip155:1/erc721:{USDC.lower()}") == made
    refused(lambda: get(stub, caip19=f"eip155:1/erc20:{USDC}"), StatusCode.NOT_FOUND)


def test_two_names_mean_one(stub, usdc, ethereum):
    made, other = create(stub, usdc, ethereum), create(stub, usdc, ethereum, contract_address=evm_address(1))
    assert get(stub, deployment_id=made.deployment_id, caip19=made.caip19) == made
    refused(
        lambda: get(stub, deployment_id=made.deployment_id, caip19=other.caip19),
        StatusCode.INVALID_ARGUMENT,
        field="caip19",
    )


def test_a_row_that_its_chain_cannot_read_has_no_name(stub, usdc, ethereum):
    made = create(stub, usdc, ethereum)
    with unrecorded():
        execute(
            "UPDATE registry_chain SET chain_type = 'SOLANA', caip2 = 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'"
        )
    listed = stub.ListAssetDeployments(pb.ListAssetDeploymentsRequest(asset_id=str(usdc.pk))).deployments
    assert [(each.address, each.HasField("caip19")) for each in listed] == [(USDC, False)]
    assert get(stub, deployment_id=made.deployment_id).address == USDC
    key = {"symbol": {"symbol": "USDC", "chain_id": "ethereum"}}
    assert stub.ResolveAsset(resolution_pb2.ResolveAssetRequest(key=key)).deployment.address == USDC


def test_of_two_at_once_one_is_canonical(stub, usdc, ethereum):
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            Asset.locked(usdc.pk)
            DeploymentFactory(asset=usdc, chain=ethereum, address=evm_address(1), is_canonical=True)
            second = pool.submit(create, stub, usdc, ethereum)
            assert soon(lambda: waiting(1))
        assert not second.result().is_canonical
        chain = ChainFactory()
        several = [
            pool.submit(create, stub, usdc, chain, contract_address=evm_address(number))
            for number in range(8)
        ]
        assert sum(each.result().is_canonical for each in several) == 1


@pytest.mark.parametrize("field", ["caip19", "deployment_id"])
@pytest.mark.parametrize("name", ["eip155:1/erc20", "eip155:1/erc20:0x12", "/", "eip155:1/erc721:0x1/7"])
def test_what_is_no_caip19(stub, ethereum, field, name):
    refused(lambda: get(stub, **{field: name}), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)


@pytest.mark.parametrize("fields", [{}, {"deployment_id": ""}, {"deployment_id": "usdc"}])
def test_it_must_be_named(stub, fields):
    refused(lambda: get(stub, **fields), StatusCode.INVALID_ARGUMENT, field="deployment_id")


def test_an_asset_and_a_chain_that_are_there(stub, usdc, ethereum):
    gone, nowhere = AssetFactory(), ChainFactory.build(chain_id="nowhere")
    gone.delete()
    refused(lambda: create(stub, gone, ethereum), StatusCode.NOT_FOUND, "NOT_FOUND")
    refused(lambda: create(stub, usdc, nowhere), StatusCode.NOT_FOUND, "NOT_FOUND")
    request = pb.CreateAssetDeploymentRequest(contract_address=USDC)
    error = refused(
        lambda: stub.CreateAssetDeployment(request), StatusCode.INVALID_ARGUMENT, field="asset_id"
    )
    assert "chain_id: must be set" in error.details()


def test_a_deleted_one_is_shown_when_asked_for(stub, usdc, ethereum):
    made = create(stub, usdc, ethereum)
    delete = pb.DeleteAssetDeploymentRequest(deployment_id=made.deployment_id)
    assert stub.DeleteAssetDeployment(delete).success
    refused(lambda: get(stub, deployment_id=made.deployment_id), StatusCode.NOT_FOUND)
    refused(lambda: update(stub, made, decimals=6), StatusCode.NOT_FOUND)
    refused(lambda: stub.DeleteAssetDeployment(delete), StatusCode.NOT_FOUND)
    assert get(stub, deployment_id=made.deployment_id, show_deleted=True).HasField("deleted_at")
    refused(lambda: get(stub, caip19=made.caip19), StatusCode.NOT_FOUND)
    assert get(stub, caip19=made.caip19, show_deleted=True).deployment_id == made.deployment_id
    again = create(stub, usdc, ethereum)
    assert get(stub, caip19=made.caip19, show_deleted=True) == again


def test_lists(stub, usdc, ethereum):
    one = create(stub, usdc, ethereum)
    two = create(stub, usdc, ethereum, contract_address=evm_address(1))
    DeploymentFactory()

    def found(**by):
        listed = stub.ListAssetDeployments(pb.ListAssetDeploymentsRequest(**by)).deployments
        return [each.deployment_id for each in listed]

    assert (
        found(asset_id=str(usdc.pk)) == found(chain_id="ethereum") == [one.deployment_id, two.deployment_id]
    )
    assert found(asset_id=str(usdc.pk), is_canonical=False) == [two.deployment_id]
    assert len(found()) == 3
    assert found(asset_id=str(AssetFactory().pk)) == []
