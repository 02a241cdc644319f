"""The thread's pages answer, for whom they should and for nobody else."""

import pytest
from django.test import Client

PAGES = [
    "/",
    "/north/groups/",
    "/north/groups/reviews/",
    "/north/actions/",
    "/north/learning/",
    "/north/products/",
    "/north/impact/",
    "/north/actions/new/",
    "/north/learning/new/",
    "/north/sources/new/",
    "/north/products/new/",
    "/north/impact/new/",
]


@pytest.mark.parametrize("address", PAGES)
def test_manager_opens_every_page(client: Client, world, address: str) -> None:
    client.force_login(_person(world, "manager"))
    response = client.get(address)
    assert response.status_code == 200, address


@pytest.mark.parametrize("name", ["action", "draft_action", "reported_action", "assured_action"])
def test_actions_page_and_thread(client: Client, world, name: str) -> None:
    client.force_login(_person(world, "manager"))
    for address in (f"/north/actions/{world.references[name]}/", f"/north/thread/{world.references[name]}/"):
        response = client.get(address)
        assert response.status_code == 200


def _person(world, name: str):
    from goldenthread.accounts.models import Person

    return Person.objects.get(pk=world.people[name])
