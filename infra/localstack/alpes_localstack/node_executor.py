"""LocalStack's Lambda executor for local Node processes, chosen by LAMBDA_RUNTIME_EXECUTOR=node."""

import os
import tempfile
import threading
import time
from concurrent.futures import Future, wait
from pathlib import Path

from localstack import config
from localstack.aws.api.lambda_ import PackageType
from localstack.services.lambda_.invocation.executor_endpoint import (
    NAMESPACE,
    ShutdownDuringStartup,
    StatusErrorException,
)
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import (
    LambdaRuntimeException,
    RuntimeExecutor,
)

from alpes_localstack.node_process import NodeProcess, node_binary
from alpes_localstack.report import Report, exit_error, timeout_error
from alpes_localstack.runtime_api import Channel, InitFailed, Outcome, runtime_api

WORK = Path(tempfile.gettempdir()) / "alpes-lambda"


class NodeRuntimeExecutorPlugin(RuntimeExecutorPlugin):
    """The entry point that LocalStack finds by name."""

    name = "node"

    def load(self, *args: object, **kwargs: object) -> "type[NodeRuntimeExecutor]":
        return NodeRuntimeExecutor


class NodeRuntimeExecutor(RuntimeExecutor):
    """One execution environment: one Node process, one invocation at a time."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id=id, function_version=function_version)
        self._channel: Channel | None = None
        self._process: NodeProcess | None = None
        self._env: dict[str, str] = {}
        self._init_ms: float | None = None
        self._stopped = threading.Event()

    def start(self, env_vars: dict[str, str]) -> None:
        self._env = self._process_env(env_vars)
        self._spawn()

    def stop(self) -> None:
        self._stopped.set()
        self._end_process()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        request_id = payload["invoke-id"]
        if not (self._process and self._process.alive):
            self._respawn_after_failure()
        report = Report(request_id, self._env, self._init_ms)
        self._init_ms = None
        headers = {
            "Lambda-Runtime-Aws-Request-Id": request_id,
            "Lambda-Runtime-Deadline-Ms": str(int(time.time() * 1000 + report.timeout * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": payload["invoked-function-arn"],
            "Lambda-Runtime-Trace-Id": payload["trace-id"],
        }
        answer = self._channel.invoke(headers, payload["payload"].encode())
        outcome = self._await_outcome(answer, report)
        memory = self._process.peak_memory_mb() if self._process else 0
        logs = report.text(self._process.take_logs() if self._process else "", memory)
        if report.failed:
            self._end_process()
        return InvocationResult(request_id, outcome.payload, outcome.is_error, logs=logs)

    def get_address(self) -> str:
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        return "127.0.0.1"

    def get_runtime_endpoint(self) -> str:
        return f"http://127.0.0.1:{config.GATEWAY_LISTEN[0].port}{NAMESPACE}/{self.id}"

    def get_logs(self) -> str:
        return self._process.take_logs() if self._process else ""

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        settings = function_version.config
        if settings.package_type != PackageType.Zip:
            raise LambdaRuntimeException("the node executor runs zip packages, not images")
        if not (settings.runtime or "").startswith("nodejs"):
            raise LambdaRuntimeException(f"the node executor does not run {settings.runtime}")
        if settings.layers:
            raise LambdaRuntimeException("the node executor does not support layers")
        settings.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """Nothing is kept per version beside the unpacked code, which LocalStack removes."""

    @classmethod
    def validate_environment(cls) -> bool:
        node_binary()
        return True

    def _process_env(self, env_vars: dict[str, str]) -> dict[str, str]:
        """Only what Lambda gives a function: nothing of this process's environment leaks in."""
        return {
            "PATH": os.environ["PATH"],
            "LANG": "en_US.UTF-8",
            "NODE_COMPILE_CACHE": str(WORK / "compile-cache"),
            **{name: str(value) for name, value in env_vars.items()},
            "LAMBDA_TASK_ROOT": str(self._code()),
            "AWS_LAMBDA_RUNTIME_API": runtime_api().address(self.id),
        }

    def _code(self) -> Path:
        return self.function_version.config.code.get_unzipped_code_location()

    def _spawn(self) -> None:
        began = time.perf_counter()
        self._channel = runtime_api().open(self.id)
        self._process = NodeProcess(self._env, self._code(), WORK / f"{self.id}.log")
        try:
            while not self._channel.ready.done():
                wait([self._channel.ready], timeout=0.1)
                if self._stopped.is_set():
                    raise ShutdownDuringStartup("stopped while the function's module was loading")
                if not self._process.alive and not self._channel.ready.done():
                    raise InitFailed(exit_error("", self._process.exit_reason()))
            self._channel.ready.result()
        except InitFailed as failure:
            self._end_process()
            raise StatusErrorException("function failed to load", failure.payload) from failure
        self._init_ms = (time.perf_counter() - began) * 1000

    def _respawn_after_failure(self) -> None:
        """After a timeout or an exit Lambda starts the runtime anew in the same environment."""
        self._end_process()
        self._spawn()

    def _await_outcome(self, answer: "Future[Outcome]", report: Report) -> Outcome:
        deadline = time.monotonic() + report.timeout
        while (left := deadline - time.monotonic()) > 0:
            wait([answer], timeout=min(left, 0.1))
            if answer.done():
                return answer.result()
            if not (self._process and self._process.alive):
                # Its last answer may have crossed with its exit.
                wait([answer], timeout=0.1)
                return answer.result() if answer.done() else self._exited(report)
        report.fail(report.timeout_line())
        return Outcome(timeout_error(report.request_id, report.timeout), is_error=True)

    def _exited(self, report: Report) -> Outcome:
        reason = self._process.exit_reason() if self._process else "signal: killed"
        report.fail(f"RequestId: {report.request_id} Error: Runtime exited with error: {reason}")
        return Outcome(exit_error(report.request_id, reason), is_error=True)

    def _end_process(self) -> None:
        runtime_api().close(self.id)
        if self._process:
            self._process.kill()
            self._process = None


