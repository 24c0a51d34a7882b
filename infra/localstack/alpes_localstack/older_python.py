"""What LocalStack takes from Python 3.13, given to the older ones that it can run on.

4.14.0 has the syntax of 3.12; 4.13.1 runs on 3.11 as well.
"""

import importlib
import threading
import uuid
import warnings
from hashlib import sha1

from typing_extensions import deprecated


def fit_interpreter() -> None:
    """To be called before anything of LocalStack is imported. On 3.13 it changes nothing."""
    _offer_deprecated()
    _accept_bytes_in_uuid5()
    _load_packages_module()


def _offer_deprecated() -> None:
    """4.14.0 imports the decorator from where it is since 3.13."""
    if not hasattr(warnings, "deprecated"):
        warnings.deprecated = deprecated


def _load_packages_module() -> None:
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


def _accept_bytes_in_uuid5() -> None:
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
