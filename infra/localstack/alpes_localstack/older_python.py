"""What LocalStack 4.13.1 takes from Python 3.13, given to 3.11 and 3.12."""

import importlib
import threading
import uuid
from hashlib import sha1


def load_packages_module() -> None:
    """localstack.packages is annotated with `Lock | None`: threading.Lock must be a class.

    It is one since 3.13; before, the import fails, and with it DynamoDB and Lambda.
    """
    factory = threading.Lock
    if isinstance(factory, type):
        return

    class Lock:
        """A class in name; calling it makes a real lock."""

        def __new__(cls):
            return factory()

    threading.Lock = Lock
    try:
        importlib.import_module("localstack.packages.api")
    finally:
        threading.Lock = factory


def accept_bytes_in_uuid5() -> None:
    """KMS names a key's material by uuid5 of bytes, which 3.11 refuses."""
    stock = uuid.uuid5
    try:
        stock(uuid.NAMESPACE_DNS, b"")
    except TypeError:
        uuid.uuid5 = lambda namespace, name: (
            uuid.UUID(bytes=sha1(namespace.bytes + name).digest()[:16], version=5)
            if isinstance(name, bytes)
            else stock(namespace, name)
        )
