"""The Lambda Runtime API over HTTP, for all instances of this process on one port.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
An instance's base URL carries its id as first path segment, so that one server and one
port are enough.
"""

import json
import logging
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue

from localstack.utils.objects import singleton_factory

LOG = logging.getLogger(__name__)
VERSION = "2018-06-01"


@dataclass
class Outcome:
    """What a function answered: its payload, and whether it is an error."""

    payload: bytes
    is_error: bool


@dataclass
class Channel:
    """One instance's side of the Runtime API. It carries one invocation at a time."""

    ready: "Future[None]" = field(default_factory=Future)
    pending: SimpleQueue = field(default_factory=SimpleQueue)
    outcome: "Future[Outcome] | None" = None
    closed: threading.Event = field(default_factory=threading.Event)

    def invoke(self, headers: dict[str, str], payload: bytes) -> "Future[Outcome]":
        """Hands an invocation to the instance's next poll."""
        self.outcome = Future()
        self.pending.put((headers, payload))
        return self.outcome

    def finish(self, outcome: Outcome) -> None:
        """Answers the running invocation; a late second answer is dropped."""
        if self.outcome and not self.outcome.done():
            self.outcome.set_result(outcome)

    def close(self) -> None:
        """Ends the instance's poll."""
        self.closed.set()
        self.pending.put(None)


class InitFailed(Exception):
    """The function's module could not be loaded; carries the error as JSON."""

    def __init__(self, payload: bytes):
        super().__init__(payload.decode("utf-8", "replace"))
        self.payload = payload


class RuntimeApi:
    """Serves the channels of all instances."""

    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self._server = _Server(("127.0.0.1", 0), _handler_for(self.channels))
        threading.Thread(
            target=self._server.serve_forever, name="lambda-runtime-api", daemon=True
        ).start()

    def open(self, instance_id: str) -> Channel:
        """Registers an instance before its process starts."""
        channel = self.channels[instance_id] = Channel()
        return channel

    def close(self, instance_id: str) -> None:
        """Forgets an instance and ends its poll."""
        if channel := self.channels.pop(instance_id, None):
            channel.close()

    def address(self, instance_id: str) -> str:
        """The value of AWS_LAMBDA_RUNTIME_API for an instance."""
        return f"127.0.0.1:{self._server.server_address[1]}/{instance_id}"


@singleton_factory
def runtime_api() -> RuntimeApi:
    """The one Runtime API of this process."""
    return RuntimeApi()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """An instance that is killed resets its connection: nothing to report."""
        LOG.debug("connection of an instance lost", exc_info=True)


def _handler_for(channels: dict[str, Channel]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Without it a small answer waits for the client's delayed acknowledgement (40 ms).
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            channel, action = self._route()
            if channel is None or action != ["invocation", "next"]:
                return self._answer(404, {}, b"{}")
            if not channel.ready.done():
                channel.ready.set_result(None)
            invocation = channel.pending.get()
            if invocation is None:
                return self._answer(410, {}, b"{}")
            headers, payload = invocation
            self._answer(200, headers, payload)

        def do_POST(self) -> None:
            channel, action = self._route()
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            match channel and action:
                case ["init", "error"]:
                    if not channel.ready.done():
                        channel.ready.set_exception(InitFailed(body))
                case ["invocation", _, "response"]:
                    channel.finish(Outcome(body, is_error=False))
                case ["invocation", _, "error"]:
                    channel.finish(Outcome(body, is_error=True))
                case _:
                    return self._answer(404, {}, b"{}")
            self._answer(202, {}, json.dumps({"status": "OK"}).encode())

        def _route(self) -> tuple[Channel | None, list[str]]:
            _, instance_id, version, *rest = self.path.split("/")
            channel = channels.get(instance_id) if version == VERSION else None
            return channel, rest[1:]

        def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            LOG.debug(format, *args)

    return Handler
