"""What Lambda says about an invocation: its log lines, and the errors that the platform makes."""

import json
import math
import time
from datetime import UTC, datetime


class Report:
    """The platform's log lines around what the function wrote."""

    def __init__(self, request_id: str, env: dict[str, str], init_ms: float | None) -> None:
        self.request_id = request_id
        self.timeout = float(env["AWS_LAMBDA_FUNCTION_TIMEOUT"])
        self.failed = False
        self._env = env
        self._init_ms = init_ms
        self._began = time.perf_counter()
        self._failure = ""

    def fail(self, line: str) -> None:
        """The instance did not survive: the line that Lambda logs for it."""
        self.failed = True
        self._failure = f"{line}\n"

    def timeout_line(self) -> str:
        """Lambda's log line of a timeout."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return f"{now} {self.request_id} Task timed out after {self.timeout:.2f} seconds"

    def text(self, output: str, memory_mb: int) -> str:
        """All lines of the invocation, in order."""
        duration = (time.perf_counter() - self._began) * 1000
        if output and not output.endswith("\n"):
            output += "\n"
        fields = [
            f"REPORT RequestId: {self.request_id}",
            f"Duration: {duration:.2f} ms",
            f"Billed Duration: {math.ceil(duration)} ms",
            f"Memory Size: {self._env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']} MB",
            f"Max Memory Used: {memory_mb} MB",
        ]
        if self._init_ms is not None:
            fields.append(f"Init Duration: {self._init_ms:.2f} ms")
        return "".join(
            [
                f"START RequestId: {self.request_id} "
                f"Version: {self._env['AWS_LAMBDA_FUNCTION_VERSION']}\n",
                output,
                self._failure,
                f"END RequestId: {self.request_id}\n",
                "\t".join(fields) + "\n",
            ]
        )


def timeout_error(request_id: str, seconds: float) -> bytes:
    """The payload of an invocation that ran out of time."""
    message = f"RequestId: {request_id} Error: Task timed out after {seconds:.2f} seconds"
    return _error("Sandbox.Timedout", message)


def exit_error(request_id: str, reason: str) -> bytes:
    """The payload of an invocation whose process ended."""
    message = f"RequestId: {request_id} Error: Runtime exited with error: {reason}"
    return _error("Runtime.ExitError", message)


def _error(kind: str, message: str) -> bytes:
    return json.dumps({"errorType": kind, "errorMessage": message}).encode()
