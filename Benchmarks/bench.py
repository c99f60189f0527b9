"""What the benchmarks share: environments of pinned peers, the release binary, the machine, processes measured in turns."""

import hashlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def log(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def prepared_venv(folder: Path, *requirements: list) -> Path:
    """The folder of the programs of a virtual environment with what the pip arguments name; a change makes it anew."""
    files = [part for arguments in requirements for part in arguments if isinstance(part, Path)]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    stamp = folder / "requirements.sha256"
    if not stamp.is_file() or stamp.read_text() != digest:
        log(f"Installing the peers into {folder.relative_to(ROOT)} …")
        venv.create(folder, with_pip=True, clear=True)
        pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
        for arguments in requirements:
            subprocess.run([*pip, *arguments], check=True)
        stamp.write_text(digest)
    return folder / "bin"


def built_limn() -> Path:
    """The release binary, built with the flags of scripts/start."""
    log("Building limn (release) …")
    script = '. "$0"; need_swift >&2; build_release >&2; release_binary'
    shell = ["bash", "-c", script, str(ROOT / "scripts" / "lib" / "common.sh")]
    return Path(subprocess.run(shell, check=True, stdout=subprocess.PIPE, text=True).stdout.strip())


class Contestant:
    """A command, what must happen before each run of it, and what it took."""

    def __init__(self, name, command, folder, before=lambda: None, environment=None):
        self.name, self.folder, self.before = name, folder, before
        self.command = [str(part) for part in command]
        self.environment = {**os.environ, **(environment or {})}
        self.seconds, self.cpu, self.peak = [], [], None

    def run(self, counted: bool) -> None:
        elapsed, usage, output = self.spawn(self.command)
        if counted:
            self.seconds.append(self.elapsed(elapsed, output))
            self.cpu.append(usage.ru_utime + usage.ru_stime)

    def elapsed(self, whole: float, output: str) -> float:
        """The seconds that count, of a process that took `whole` and printed `output`."""
        return whole

    def weigh(self) -> None:
        """Peak memory, in a run of its own. A child begins with the peak of the process that started it,
        which for Python is more than some contestants ever need; GNU time is small."""
        with tempfile.NamedTemporaryFile() as report:
            self.spawn(["/usr/bin/time", "-f", "%M", "-o", report.name, *self.command])
            self.peak = int(report.read()) / 1024

    def spawn(self, command: list[str]):
        self.before()
        with tempfile.TemporaryFile() as output:
            start = time.perf_counter()
            process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
            _, status, usage = os.wait4(process.pid, 0)
            elapsed = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read().decode(errors="replace")
            if process.returncode != 0:
                log(text)
                sys.exit(f"{self.name} ended with status {process.returncode}")
        return elapsed, usage, text

    def summary(self) -> dict:
        return {
            "seconds": {
                "median": round(statistics.median(self.seconds), 4),
                "min": round(min(self.seconds), 4),
                "max": round(max(self.seconds), 4),
            },
            "cpu_seconds": {"median": round(statistics.median(self.cpu), 4)},
            "peak_mb": self.peak and round(self.peak, 1),
        }


def take_turns(field: list[Contestant], repetitions: int) -> dict:
    """The summaries of all contestants, by name. Each runs once without being counted, and once more to be weighed."""
    for repetition in range(repetitions + 1):
        log(f"Round {repetition} of {repetitions}" if repetition else "Warming up …")
        for contestant in field:
            contestant.run(counted=repetition > 0)
    if Path("/usr/bin/time").exists():
        log("Measuring memory …")
        for contestant in field:
            contestant.weigh()
    else:
        log("No /usr/bin/time (package `time`), so that memory is not measured.")
    return {contestant.name: contestant.summary() for contestant in field}


def machine() -> dict:
    """The processor, its cores, and how busy they are."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        processor = platform.machine()
    load = round(os.getloadavg()[0], 2)
    return {"processor": processor, "cores": os.cpu_count(), "system": platform.system(), "load": load}


def machine_text(machine: dict) -> str:
    return f"{machine['processor']}, {machine['cores']} cores, load {machine['load']} at the start"


def versions(programs: Path, wanted: set) -> dict:
    """The versions of Python and of the packages that are wanted."""
    freeze = subprocess.run([programs / "pip", "freeze"], check=True, stdout=subprocess.PIPE, text=True).stdout
    pairs = (line.split("==") for line in freeze.splitlines() if "==" in line)
    return {"python": platform.python_version(), **{name: version for name, version in pairs if name in wanted}}


def limn_version(limn: Path) -> str:
    return subprocess.run([limn, "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def time_text(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def print_times(results: dict) -> None:
    print(f"{'':30}{'median':>10}{'min – max':>22}{'cpu':>10}{'peak':>10}")
    for name, result in results.items():
        seconds = result["seconds"]
        spread = f"{time_text(seconds['min'])} – {time_text(seconds['max'])}"
        peak = f"{result['peak_mb']:.0f} MB" if result["peak_mb"] else "–"
        cpu = time_text(result["cpu_seconds"]["median"])
        print(f"{name:30}{time_text(seconds['median']):>10}{spread:>22}{cpu:>10}{peak:>10}")
