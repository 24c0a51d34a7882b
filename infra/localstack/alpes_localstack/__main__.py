"""Starts LocalStack in this process: python -m alpes_localstack."""

import importlib
import threading


def load_packages_module() -> None:
    """Lets localstack.packages be imported by Python 3.11 and 3.12.

    Its annotation `Lock | None` needs threading.Lock to be a class, which it is since 3.13;
    before, the import fails with a TypeError, and with it DynamoDB and Lambda.
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


def main() -> None:
    """The entry of LocalStack's own image, after the patch."""
    load_packages_module()
    from localstack.runtime.main import main as run

    run()


if __name__ == "__main__":
    main()
