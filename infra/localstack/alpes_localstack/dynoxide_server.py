"""dynoxide as LocalStack's DynamoDB engine, in the place of the DynamoDB Local jar."""

import logging
import os
import re
import sqlite3
import threading

from localstack.aws.forwarder import AwsRequestProxy
from localstack.http import Response
from localstack.services.dynamodb.server import DynamodbServer
from localstack.utils.common import TMP_THREADS, ShellCommandThread
from localstack.utils.objects import singleton_factory

LOG = logging.getLogger(__name__)

# dynoxide names this region and account in every ARN.
OWN_SCOPE = b":dynoxide:000000000000:"
# Without it each write scans every stream record: 3,200 writes/s fall to 340 at 20,000 records.
STREAM_INDEX = (
    "CREATE INDEX IF NOT EXISTS alpes_stream_sequence"
    " ON _stream_records(table_name, CAST(sequence_number AS INTEGER))"
)

STATEMENTS = ("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction")

# Names and texts in their quotes, words, and whatever else there is.
TOKENS = re.compile(r""""(?:[^"]|"")*"|'(?:[^']|'')*'|\w+|\W""")


class DynoxideServer(DynamodbServer):
    """Runs the binary that DYNOXIDE_BINARY names, on a database file."""

    def __init__(self, port: int | None = None) -> None:
        super().__init__(port, host="127.0.0.1")
        self.db_path = os.environ.get("DYNOXIDE_DATA") or self.db_path
        self.proxy = DynoxideProxy(self.url)

    @staticmethod
    @singleton_factory
    def get() -> "DynoxideServer":
        return DynoxideServer()

    def do_start_thread(self) -> ShellCommandThread:
        binary = os.environ.get("DYNOXIDE_BINARY")
        if not binary or not os.access(binary, os.X_OK):
            raise RuntimeError(f"DYNOXIDE_BINARY must name the dynoxide executable: {binary}")
        command = [binary, "serve", "--host", self.host, "--port", str(self.port)]
        if self.db_path:
            command += ["--db-path", f"{self.db_path}/dynoxide.db"]
        thread = ShellCommandThread(
            command, log_listener=_log_line, auto_restart=True, name="dynoxide"
        )
        TMP_THREADS.append(thread)
        thread.start()
        return thread

    def wait_for_dynamodb(self) -> None:
        super().wait_for_dynamodb()
        if self.db_path:
            add_stream_index(f"{self.db_path}/dynoxide.db")


class DynoxideProxy(AwsRequestProxy):
    """Puts the caller's region and account into what dynoxide answers."""

    def __init__(self, endpoint_url: str) -> None:
        super().__init__(endpoint_url)
        self._forward = self.proxy.forward
        self._scope = threading.local()
        self.proxy.forward = self._forward_and_rename

    def forward(self, context, service_request=None):
        self._scope.value = (context.region, context.account_id)
        if context.operation.name in STATEMENTS:
            service_request = for_engine(service_request or context.service_request)
        return super().forward(context, service_request)

    def _forward_and_rename(self, *args, **kwargs) -> Response:
        response = self._forward(*args, **kwargs)
        region, account = self._scope.value
        body = response.get_data().replace(OWN_SCOPE, f":{region}:{account}:".encode())
        body = body.replace(b'"awsRegion":"dynoxide"', f'"awsRegion":"{region}"'.encode())
        response.set_data(body)
        return response


def for_engine(request):
    """A request whose statements dynoxide 1.2.1 understands.

    It knows of an UPDATE one SET and one REMOVE with commas between what they change, where
    DynamoDB has each REMOVE by itself. It is the same rule as the embedded grid's.
    """
    told = dict(request)
    if "Statement" in told:
        told["Statement"] = joined(told["Statement"])
    for several in ("Statements", "TransactStatements"):
        if several in told:
            told[several] = [for_engine(one) for one in told[several]]
    return told


def joined(statement: str) -> str:
    """The statement with one SET and one REMOVE, if it is an UPDATE."""
    if not re.match(r"\s*UPDATE\s", statement, re.IGNORECASE):
        return statement
    tokens = TOKENS.findall(statement)
    ends = (at for at, token in enumerate(tokens) if token.upper() in ("WHERE", "RETURNING"))
    end = next(ends, len(tokens))
    head, clauses = [], {"SET": [], "REMOVE": []}
    current = head
    for token in tokens[:end]:
        if token.upper() in clauses:
            current = []
            clauses[token.upper()].append(current)
        else:
            current.append(token)
    parts = [
        f"{keyword} " + ", ".join("".join(part).strip() for part in found)
        for keyword, found in clauses.items()
        if found
    ]
    return " ".join(["".join(head).strip(), *parts, "".join(tokens[end:])]).strip()


def add_stream_index(database: str) -> None:
    """Adds the index that dynoxide 1.2.1 lacks; writers wait for it a moment."""
    connection = sqlite3.connect(database, timeout=10)
    try:
        connection.execute(STREAM_INDEX)
        connection.commit()
    finally:
        connection.close()


def _log_line(line: str, **_: object) -> None:
    LOG.debug(line.rstrip())
