"""A folder and an S3-compatible store keep the same promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from goldenthread.documents.stores import Folder, Store, StoreFailed, store_at


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of a bucket in a store that runs here."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="k",
        aws_secret_access_key="s",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket="thread")
    yield f"s3://k:s@{host}:{port}/thread/papers?tls=off"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return store_at(f"file://{tmp_path}/with%20space")
    return store_at(request.getfixturevalue("bucket"))


def test_what_was_put_is_there_until_it_is_removed(store: Store) -> None:
    store.put("abcdef", b"first")
    store.put("abcdef", b"second")
    with store.open("abcdef") as file:
        assert file.read() == b"second"
    assert list(store.names()) == ["abcdef"]
    store.remove("abcdef")
    store.remove("abcdef")
    assert list(store.names()) == []
    with pytest.raises(FileNotFoundError):
        store.open("abcdef")


def test_half_a_file_of_a_killed_process_is_no_file(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put("abcdef", b"whole")
    (tmp_path / "ab" / "abcdee.part").write_bytes(b"ha")
    assert list(folder.names()) == ["abcdef"]


def test_a_store_that_does_not_answer_is_a_sentence(bucket: str) -> None:
    nowhere = store_at("s3://k:s@127.0.0.1:9/thread?tls=off")
    with pytest.raises(StoreFailed, match="did not answer"):
        nowhere.put("abcdef", b"x")
    wrong = store_at(bucket.replace("/thread/", "/nothing/"))
    with pytest.raises(StoreFailed):
        wrong.put("abcdef", b"x")
