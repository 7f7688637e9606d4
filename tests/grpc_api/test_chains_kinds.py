"""What a chain is numbered and named by, and what that says of its deployments."""

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import connection
from grpc import StatusCode

from registry.models import Chain
from tests.factories import DeploymentFactory
from tests.unrecorded import unrecorded

from .helpers import create_chain, refused, update_chain

pytestmark = pytest.mark.django_db(transaction=True)


def deployment(stub, row):
    return stub.GetAssetDeployment(pb.GetAssetDeploymentRequest(deployment_id=str(row.pk))).deployment


@pytest.mark.parametrize("number", [0, -1])
def test_an_evm_number_is_above_zero(stub, number):
    refused(lambda: create_chain(stub, chain_id=number), StatusCode.INVALID_ARGUMENT, field="chain_id")
    create_chain(stub, id="arbitrum")
    refused(
        lambda: update_chain(stub, "arbitrum", network_id=number),
        StatusCode.INVALID_ARGUMENT,
        field="network_id",
    )


@pytest.mark.parametrize(
    ("chain_type", "caip2"),
    [("SOLANA", "eip155:1"), ("EVM", "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp"), ("TON", "eip155:1"),
     ("OTHER", "cosmos:osmosis-1"), ("BITCOIN", "bitcoin:mainnet"), ("EVM", "eip155:0")],
)  # fmt: skip
def test_a_name_is_of_its_kind_of_chain(stub, chain_type, caip2):
    refused(
        lambda: create_chain(stub, chain_type=chain_type, caip2=caip2),
        StatusCode.INVALID_ARGUMENT,
        field="caip2",
    )


@pytest.mark.parametrize(
    ("chain_type", "number", "caip2"),
    [("TON", -239, "ton:-239"), ("XRPL", 0, "xrpl:0"), ("OTHER", 1, "stacks:1")],
)
def test_numbers_and_names_of_other_kinds(stub, chain_type, number, caip2):
    chain = create_chain(stub, chain_type=chain_type, chain_id=number, caip2=caip2)
    assert (chain.network_id, chain.caip2) == (number, caip2)


def test_the_number_of_its_own_coin(stub):
    chain = create_chain(stub, id="arbitrum", chain_id=42161, slip44=60)
    coin = DeploymentFactory(chain=Chain.objects.get(), address=None, is_native=True)
    assert chain.slip44 == 60
    assert deployment(stub, coin).caip19 == "eip155:42161/slip44:60"
    assert update_chain(stub, "arbitrum", slip44=0).slip44 == 0
    assert deployment(stub, coin).caip19 == "eip155:42161/slip44:0"
    assert not update_chain(stub, "arbitrum", "slip44").HasField("slip44")
    assert not deployment(stub, coin).HasField("caip19")
    refused(lambda: update_chain(stub, "arbitrum", slip44=-1), StatusCode.INVALID_ARGUMENT, field="slip44")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("chain_type", {"chain_type": "SOLANA", "caip2": "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp"}),
        ("network_id", {"network_id": 10, "caip2": "eip155:10"}),
    ],
)
def test_what_deployments_are_named_by_stays(stub, field, changes):
    create_chain(stub, id="arbitrum", chain_id=42161)
    token = DeploymentFactory(chain=Chain.objects.get())
    error = refused(
        lambda: update_chain(stub, "arbitrum", **changes), StatusCode.INVALID_ARGUMENT, field=field
    )
    assert "deployments" in error.details()
    listed = stub.ListAssetDeployments(pb.ListAssetDeploymentsRequest(asset_id=str(token.asset_id)))
    assert [each.caip19 for each in listed.deployments] == [f"eip155:42161/erc20:{token.address}"]


def test_what_an_update_leaves_alone_does_not_stop_it(stub):
    """A chain that was registered before its CAIP-2 name was checked by its kind."""
    create_chain(stub, id="evmoslike", chain_type="COSMOS")
    with unrecorded(), connection.cursor() as cursor:
        cursor.execute("UPDATE registry_chain SET caip2 = 'eip155:777777'")
    DeploymentFactory(chain=Chain.objects.get(), address=None, is_native=True)
    assert update_chain(stub, "evmoslike", name="Evmos").chain_name == "Evmos"
    refused(
        lambda: update_chain(stub, "evmoslike", caip2="eip155:7"), StatusCode.INVALID_ARGUMENT, field="caip2"
    )


def test_a_namespace_stays_and_a_reference_may_change(stub):
    create_chain(stub, id="evmos", chain_type="COSMOS", caip2="cosmos:evmos_9001-1")
    create_chain(stub, id="ton", chain_type="TON", caip2="ton:-239")
    for chain in Chain.objects.all():
        DeploymentFactory(chain=chain, address=None, is_native=True)
    assert update_chain(stub, "evmos", caip2="cosmos:evmos_9001-2").caip2 == "cosmos:evmos_9001-2"
    refused(lambda: update_chain(stub, "ton", caip2="tvm:-239"), StatusCode.INVALID_ARGUMENT, field="caip2")
    refused(lambda: update_chain(stub, "ton", "caip2"), StatusCode.INVALID_ARGUMENT, field="caip2")


def test_a_chain_with_deployments_gets_the_number_and_name_it_lacked(stub):
    create_chain(stub, id="arbitrum")
    DeploymentFactory(chain=Chain.objects.get())
    assert update_chain(stub, "arbitrum", network_id=42161).caip2 == "eip155:42161"


def test_one_network_is_not_named_as_another(stub):
    refused(
        lambda: create_chain(stub, chain_id=1, caip2="eip155:5"), StatusCode.INVALID_ARGUMENT, field="caip2"
    )
    create_chain(stub, id="one", chain_id=1)
    refused(lambda: update_chain(stub, "one", network_id=5), StatusCode.INVALID_ARGUMENT, field="network_id")
    assert update_chain(stub, "one", network_id=5, caip2="eip155:5").network_id == 5
