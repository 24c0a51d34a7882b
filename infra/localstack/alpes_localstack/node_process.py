"""One function instance: a Node process whose output goes to a file.

A file and not a pipe, since Node writes to files synchronously: once the function's answer is
here, all that it logged is in the file. No reader thread, no race, and a full pipe never
blocks the function.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path

BOOTSTRAP = Path(__file__).parent / "bootstrap.mjs"


class NodeProcess:
    """Starts in its own process group, so that what the function spawns ends with it."""

    def __init__(self, env: dict[str, str], code: Path, log_file: Path) -> None:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        self._log_file = log_file
        self._log = open(log_file, "ab+", buffering=0)
        memory = int(env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"])
        command = [node_binary(), f"--max-old-space-size={memory * 9 // 10}", str(BOOTSTRAP)]
        self._process = subprocess.Popen(
            command,
            cwd=code,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def exit_reason(self) -> str:
        """How the process ended, in Lambda's words."""
        code = self._process.wait()
        if code < 0:
            return f"signal: {signal.Signals(-code).name.removeprefix('SIG').lower()}"
        return f"exit status {code}"

    def take_logs(self) -> str:
        """What was written since the last call."""
        self._log.seek(0)
        text = self._log.read().decode("utf-8", "replace")
        self._log.truncate(0)
        return text

    def peak_memory_mb(self) -> int:
        """The peak resident memory, from /proc; 0 where there is none."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:
            return 0
        peak = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0")
        return int(peak.split()[1]) // 1024

    def kill(self) -> None:
        """Ends the process and whatever it started."""
        if self.alive:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._log.close()
        self._log_file.unlink(missing_ok=True)


def node_binary() -> str:
    """The node that runs functions: ALPES_NODE, else the first on the PATH."""
    node = os.environ.get("ALPES_NODE") or shutil.which("node")
    if not node:
        raise RuntimeError("no node for Lambda functions: put it on the PATH or set ALPES_NODE")
    return node
