"""Starts LocalStack in this process: python -m alpes_localstack."""

from alpes_localstack.older_python import fit_interpreter


def main() -> None:
    """The entry of LocalStack's own image, once the interpreter is fit for it."""
    fit_interpreter()
    from localstack.runtime.main import main as run

    run()


if __name__ == "__main__":
    main()
