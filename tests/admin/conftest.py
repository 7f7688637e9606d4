"""A curator at the admin."""

import pytest

from tests.admin.pages import Pages


@pytest.fixture
def pages(admin_client):
    """`pages(Asset)`: the pages of a model, by somebody who may do everything."""
    return lambda model: Pages(admin_client, model)
