"""Starts LocalStack in this process: python -m alpes_localstack."""

from alpes_localstack.older_python import accept_bytes_in_uuid5, load_packages_module


def main() -> None:
    """The entry of LocalStack's own image, once the interpreter is fit for it."""
    accept_bytes_in_uuid5()
    load_packages_module()
    from localstack.runtime.main import main as run

    run()


if __name__ == "__main__":
    main()
