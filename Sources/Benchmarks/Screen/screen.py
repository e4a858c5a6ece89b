#!/usr/bin/env python3
"""Measures the dashboard on a pseudo-terminal beside btop and htop, in one run, against the project's budgets.

usage: screen.py [--binary .build/release/faultline] [--seconds 20] [--checks 10000] [--config FILE]

Each program runs alone on an 80x24 line in an empty network namespace where that can be had (so nothing is
sent anywhere), else on a configuration of loopback targets. Linux only; the standard library is enough.
Exits 1 if a budget is missed.
"""
import argparse, fcntl, os, pty, select, shutil, signal, socket, statistics, struct, subprocess, sys
import tempfile, termios, threading, time

WIDTH, HEIGHT = 80, 24
# A burst of output is over when nothing has come for so long.
QUIET = 0.02


class Program:
    """A program on a line of its own."""

    def __init__(self, command, folder):
        environment = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": folder, "PATH": os.environ["PATH"]}
        master, line = pty.openpty()
        fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=line, stdout=line, stderr=line, env=environment, start_new_session=True, close_fds=True)
        os.close(line)
        self.master = master

    def burst(self, limit, quiet=QUIET):
        """Reads one burst. Returns (time of its first byte, of its last, bytes), or None within the limit."""
        first = last = None
        count = 0
        end = time.perf_counter() + limit
        while True:
            wait = quiet if first else end - time.perf_counter()
            if wait <= 0 or not select.select([self.master], [], [], wait)[0]:
                return (first, last, count) if first else None
            try:
                chunk = os.read(self.master, 65536)
            except OSError:
                return (first, last, count) if first else None
            last = time.perf_counter()
            first = first or last
            count += len(chunk)

    def cpu(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def status(self, name):
        """The sum of a field over all threads."""
        total = 0
        for task in os.listdir(f"/proc/{self.process.pid}/task"):
            for text in open(f"/proc/{self.process.pid}/task/{task}/status"):
                if text.startswith(name + ":"):
                    total += int(text.split()[1])
        return total

    def rss(self):
        for text in open(f"/proc/{self.process.pid}/status"):
            if text.startswith("VmRSS:"):
                return int(text.split()[1]) / 1024
        return 0

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        end = time.perf_counter() + 5
        while self.process.poll() is None and time.perf_counter() < end:
            self.burst(0.1)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)


def first_frame(command, folder, runs=15):
    """Median milliseconds from exec to the last byte of the first picture."""
    times = []
    for _ in range(runs):
        program = Program(command, folder)
        end = None
        # What enters the alternate screen may come before the picture.
        while end is None:
            burst = program.burst(5)
            if burst is None:
                break
            if burst[2] > 200:
                end = burst[1]
        if end:
            times.append((end - program.started) * 1000)
        program.close()
    return statistics.median(times)


def steady(command, folder, seconds, settle=8):
    """CPU share, wake-ups a second, updates, bytes an update and RSS of a program left alone."""
    program = Program(command, folder)
    end = time.perf_counter() + settle
    while time.perf_counter() < end:
        program.burst(end - time.perf_counter())
    cpu, wakes, sizes = program.cpu(), program.status("voluntary_ctxt_switches"), []
    start = time.perf_counter()
    while (left := start + seconds - time.perf_counter()) > 0:
        burst = program.burst(left)
        if burst:
            sizes.append(burst[2])
    span = time.perf_counter() - start
    result = {
        "cpu": 100 * (program.cpu() - cpu) / span,
        "wakes": (program.status("voluntary_ctxt_switches") - wakes) / span,
        "updates": len(sizes) / span * 60,
        "bytes": statistics.median(sizes) if sizes else 0,
        "rss": program.rss(),
    }
    program.close()
    return result


def key_to_paint(command, folder, count=200, settle=3):
    """p50 and p95 milliseconds from a key to the last byte of what it changes."""
    program = Program(command, folder)
    end = time.perf_counter() + settle
    while time.perf_counter() < end:
        program.burst(end - time.perf_counter())
    times = []
    for i in range(count):
        while program.burst(0.03):
            pass
        sent = time.perf_counter()
        os.write(program.master, b"\x1b[B" if i % 2 == 0 else b"\x1b[A")
        burst = program.burst(1)
        if burst:
            times.append((burst[1] - sent) * 1000)
    program.close()
    times.sort()
    if not times:
        return float("nan"), float("nan")
    return times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]


class Listener(threading.Thread):
    """Accepts and closes connections on a loopback port."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.port = self.socket.getsockname()[1]

    def run(self):
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return


def loopback_configuration(path, checks, port):
    """`checks` services, each probed by one TCP connection to the loopback interface every 30 seconds."""
    with open(path, "w") as file:
        file.write("version: 1\ncontrols: []\nprobe: {interval: 30s}\nservices:\n")
        for i in range(checks):
            file.write(f"  - {{id: s{i}, checks: [{{tcp: \"127.{i % 200}.{i // 200}.1:{port}\"}}], needs: [aws/us-east-1]}}\n")


def isolated(command):
    """The command in a network namespace with nothing but loopback, or None where that is not allowed."""
    for unshare in (["unshare", "-n"], ["unshare", "-rn"]):
        wrapped = unshare + ["sh", "-c", 'ip link set lo up 2>/dev/null; exec "$@"', "sh"]
        if subprocess.run(wrapped + ["true"], capture_output=True).returncode == 0:
            return wrapped + command
    return None


def report(title, rows):
    print(f"\n{title}")
    for name, value, unit, budget, peers in rows:
        verdict = "" if budget is None else ("ok  " if value <= budget else "MISS") + f" budget {budget:g}"
        ratios = "  ".join(f"{peer} {amount:.1f} ({amount / value:.1f}x)" if value else f"{peer} {amount:.1f}" for peer, amount in peers)
        print(f"  {name:34}{value:9.2f} {unit:5} {verdict:18} {ratios}")
    return all(budget is None or value <= budget for _, value, _, budget, _ in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=".build/release/faultline")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--checks", type=int, default=10_000)
    parser.add_argument("--config", help="instead of the embedded default configuration")
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    folder = tempfile.mkdtemp(prefix="faultline-bench.")
    listener = Listener()
    listener.start()
    small, large = os.path.join(folder, "small.yaml"), os.path.join(folder, "large.yaml")
    loopback_configuration(small, 60, listener.port)
    loopback_configuration(large, options.checks, listener.port)
    chosen = ["--config", os.path.abspath(options.config)] if options.config else []
    default = isolated([binary, "watch"] + chosen) or [binary, "watch", "--config", small]
    calm = [binary, "watch", "--config", small]
    crowd = [binary, "watch", "--config", large]
    peers = [(name, [path]) for name in ("btop", "htop") if (path := shutil.which(name))]
    try:
        good = measure(default, calm, crowd, peers, folder, options)
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


def measure(default, calm, crowd, peers, folder, options):
    firsts = [(name, first_frame(command, folder)) for name, command in peers]
    rests = [(name, steady(command, folder, options.seconds)) for name, command in peers]
    keys = [(name, key_to_paint(command, folder)) for name, command in peers]
    of = lambda key: [(name, rest[key]) for name, rest in rests]
    first = first_frame(calm, folder)
    own, quiet = steady(default, folder, options.seconds), steady(calm, folder, options.seconds)
    p50, p95 = key_to_paint(calm, folder)
    good = report(f"Screen at {WIDTH}x{HEIGHT}, 60 loopback checks at 30 s", [
        ("first frame, median", first, "ms", 40, firsts),
        ("idle CPU", quiet["cpu"], "%", 0.3, of("cpu")),
        ("wake-ups", quiet["wakes"], "/s", 20, of("wakes")),
        ("updates", quiet["updates"], "/min", None, of("updates")),
        ("a steady update, median", quiet["bytes"], "B", 1000, of("bytes")),
        ("key to paint, p50", p50, "ms", None, [(n, k[0]) for n, k in keys]),
        ("key to paint, p95", p95, "ms", 5, [(n, k[1]) for n, k in keys]),
        ("RSS", quiet["rss"], "MiB", None, of("rss")),
    ])
    good &= report("Default configuration, no network", [
        ("CPU", own["cpu"], "%", None, of("cpu")),
        ("a steady update, median", own["bytes"], "B", 1000, of("bytes")),
        ("RSS", own["rss"], "MiB", 40, of("rss")),
    ])
    if options.checks:
        busy = key_to_paint(crowd, folder, settle=12)
        rest = steady(crowd, folder, options.seconds, settle=12)
        good &= report(f"{options.checks} loopback checks at 30 s", [
            ("key to paint, p50", busy[0], "ms", None, []),
            ("key to paint, p95", busy[1], "ms", 5, []),
            ("CPU", rest["cpu"], "%", 25, []),
            ("RSS", rest["rss"], "MiB", 150, []),
        ])
    return good


if __name__ == "__main__":
    main()
