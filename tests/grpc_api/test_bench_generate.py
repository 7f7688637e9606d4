"""bench.generate: rows that no door made, and a record that begins with them."""

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import connection

from bench.tables import generate
from registry.models import Asset, AssetDeployment, Change
from registry.reading.past import AS_OF
from registry.services.verifying.whole import verify
from tests.superuser import run_as_superuser

pytestmark = pytest.mark.django_db(transaction=True)

INDEXES = "SELECT count(*) FROM pg_indexes WHERE schemaname IN ('public', 'history')"


def one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def test_it_works(stub, capsys):
    run_as_superuser("UPDATE history.revision SET head = 0")
    indexes = one(INDEXES)
    generate(400)
    assert (Asset.objects.count(), AssetDeployment.objects.count()) == (400, 800)
    assert one(INDEXES) == indexes
    changes = Change.objects.count()
    assert one("SELECT head FROM history.revision") == changes > 2000
    assert not verify(None, lambda _: None)

    row = Asset.objects.live().filter(look_alike_of=None).order_by("pk")[0]
    named, row.name = row.name, "Renamed since"
    row.save()
    request = pb.GetAssetRequest(asset_id=str(row.pk))
    then = stub.GetAsset(request, metadata=[(AS_OF, str(changes))]).asset
    assert (then.version, then.name) == (1, named)
    assert stub.GetAsset(request).asset.name == "Renamed since"
    listed = stub.ListAssets(pb.ListAssetsRequest(page_size=1000), metadata=[(AS_OF, str(changes))])
    assert len(listed.assets) == Asset.objects.live().count()
    assert not verify(None, lambda _: None)

    capsys.readouterr()
    generate(400)
    assert capsys.readouterr().out == "The database holds rows already: nothing is generated.\n"
