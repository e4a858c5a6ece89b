#!/usr/bin/env python3
"""Measures the dashboard on a pseudo-terminal beside btop and htop, in one run, against the project's budgets.

usage: screen.py [--binary .build/release/faultline] [--seconds 20] [--checks 10000] [--graph 100000] [--config FILE]

Each program runs alone on an 80x24 line in an empty network namespace where that can be had (so nothing is
sent anywhere), else on a configuration of loopback targets. Linux only; the standard library is enough.
Every block is printed as soon as it is measured. Exits 1 if a budget is missed.
"""
import argparse, fcntl, os, pty, select, shutil, signal, socket, statistics, struct, subprocess, sys
import tempfile, termios, threading, time

DOWN, UP, PAGE_DOWN, PAGE_UP = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~"

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

    def sleeps(self):
        """How often each thread has gone to sleep of its own accord."""
        counts = {}
        for task in os.listdir(f"/proc/{self.process.pid}/task"):
            try:
                for text in open(f"/proc/{self.process.pid}/task/{task}/status"):
                    if text.startswith("voluntary_ctxt_switches:"):
                        counts[task] = int(text.split()[1])
            except FileNotFoundError:
                pass  # The thread has ended meanwhile.
        return counts

    def wait(self, seconds):
        """Reads away what comes. Returns the sizes of the bursts."""
        sizes, end = [], time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            burst = self.burst(left)
            if burst:
                sizes.append(burst[2])
        return sizes

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


def first_frame(command, folder, runs=11):
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


def wakes_between(before, after):
    """Threads that have ended take their count with them; those that are new began at nought."""
    return sum(max(0, count - before.get(task, 0)) for task, count in after.items())


def steady(command, folder, seconds, settle=8, keys=b""):
    """CPU share, wake-ups a second, updates, bytes an update and RSS of a program left alone after `keys`."""
    program = Program(command, folder)
    program.wait(settle)
    if keys:
        os.write(program.master, keys)
        program.wait(1)
    cpu, sleeps, start = program.cpu(), program.sleeps(), time.perf_counter()
    sizes = program.wait(seconds)
    span = time.perf_counter() - start
    result = {
        "cpu": 100 * (program.cpu() - cpu) / span,
        "wakes": wakes_between(sleeps, program.sleeps()) / span,
        "updates": len(sizes) / span * 60,
        "bytes": statistics.median(sizes) if sizes else 0,
        "all": sum(sizes),
        "rss": program.rss(),
    }
    program.close()
    return result


def key_to_paint(program, keys, count, limit=0.3):
    """p50 and p95 milliseconds from a key to the last byte of what it changes; keys that change nothing are left out."""
    times = []
    for i in range(count):
        quiet_by = time.perf_counter() + 0.5
        while time.perf_counter() < quiet_by and program.burst(0.03):
            pass
        sent = time.perf_counter()
        os.write(program.master, keys[i % len(keys)])
        burst = program.burst(limit, quiet=0.01)
        if burst:
            times.append((burst[1] - sent) * 1000)
    times.sort()
    if not times:
        return float("nan"), float("nan")
    return times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.95))]


def keys_of(command, folder, count=100, settle=3, opening=b""):
    """Key to paint of a program by itself: the selection up and down, in the list that `opening` leads to."""
    program = Program(command, folder)
    program.wait(settle)
    os.write(program.master, opening)
    result = key_to_paint(program, [DOWN, UP], count)
    program.close()
    return result


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


def abstract_configuration(path, services):
    """A graph of `services` without checks, on fourteen regions."""
    regions = [f"{provider}/{region}" for provider, names in (
        ("aws", ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-northeast-1", "ap-southeast-1")),
        ("gcp", ("us-central1", "us-east4", "europe-west1", "asia-east1")),
        ("azure", ("eastus", "westus2", "westeurope", "northeurope"))) for region in names]
    with open(path, "w") as file:
        file.write("version: 1\ncontrols: []\nservices:\n")
        for i in range(services):
            file.write(f"- {{id: s{i}, needs: [{regions[i * i % len(regions)]}]}}\n")


def report(title, rows):
    print(f"\n{title}")
    for name, value, unit, budget, peers in rows:
        verdict = "" if budget is None else ("ok  " if value <= budget else "MISS") + f" budget {budget:g}"
        ratios = "  ".join(f"{peer} {amount:.1f} ({amount / value:.1f}x)" if value else f"{peer} {amount:.1f}" for peer, amount in peers)
        print(f"  {name:34}{value:9.2f} {unit:5} {verdict:18} {ratios}", flush=True)
    return all(budget is None or value <= budget for _, value, _, budget, _ in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=".build/release/faultline")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--checks", type=int, default=10_000)
    parser.add_argument("--graph", type=int, default=100_000, help="services of the graph behind what-if")
    parser.add_argument("--config", help="instead of the embedded default configuration")
    options = parser.parse_args()
    binary = os.path.abspath(options.binary)
    folder = tempfile.mkdtemp(prefix="faultline-bench.")
    listener = Listener()
    listener.start()
    small, large, graph = (os.path.join(folder, name) for name in ("small.yaml", "large.yaml", "graph.yaml"))
    loopback_configuration(small, 60, listener.port)
    loopback_configuration(large, options.checks, listener.port)
    abstract_configuration(graph, options.graph)
    watch = [binary, "watch", "--no-history", "--config"]
    chosen = ["--config", os.path.abspath(options.config)] if options.config else []
    default = isolated([binary, "watch", "--no-history"] + chosen) or watch + [small]
    try:
        good = alone(watch + [small], folder, options)
        good &= by_default(default, folder, options)
        if options.checks:
            good &= crowded(watch + [large], folder, options)
        if options.graph:
            good &= what_if(watch + [graph], folder, options)
    finally:
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


def alone(command, folder, options):
    """Side by side with the peers."""
    peers = [(name, [path]) for name in ("btop", "htop") if (path := shutil.which(name))]
    firsts = [(name, first_frame(peer, folder, runs=5)) for name, peer in peers]
    rests = [(name, steady(peer, folder, options.seconds)) for name, peer in peers]
    keys = [(name, keys_of(peer, folder, count=40)) for name, peer in peers]
    of = lambda field: [(name, rest[field]) for name, rest in rests]
    rest, frozen = steady(command, folder, options.seconds), steady(command, folder, options.seconds, keys=b"f")
    p50, p95 = keys_of(command, folder, opening=b"3")
    return report(f"Screen at {WIDTH}x{HEIGHT}, 60 loopback checks at 30 s", [
        ("first frame, median", first_frame(command, folder), "ms", 40, firsts),
        ("idle CPU", rest["cpu"], "%", 0.3, of("cpu")),
        ("wake-ups", rest["wakes"], "/s", 20, of("wakes")),
        ("updates", rest["updates"], "/min", None, of("updates")),
        ("a steady update, median", rest["bytes"], "B", 1000, of("bytes")),
        ("bytes while nothing changes", frozen["all"], "B", 0, []),
        ("key to paint, p50", p50, "ms", None, [(name, key[0]) for name, key in keys]),
        ("key to paint, p95", p95, "ms", 5, [(name, key[1]) for name, key in keys]),
        ("RSS", rest["rss"], "MiB", None, of("rss")),
    ])


def by_default(command, folder, options):
    rest = steady(command, folder, options.seconds)
    return report("Default configuration, no network", [
        ("CPU", rest["cpu"], "%", None, []),
        ("wake-ups", rest["wakes"], "/s", None, []),
        ("a steady update, median", rest["bytes"], "B", 1000, []),
        ("RSS", rest["rss"], "MiB", 40, []),
    ])


def crowded(command, folder, options):
    program = Program(command, folder)
    program.wait(12)
    os.write(program.master, b"3")
    rows = []
    for name, keys in [
        ("selection", [DOWN, UP]), ("page", [PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP]), ("sort", [b"s"]),
        ("reverse", [b"S"]), ("problems only", [b"p"]),
    ]:
        p50, p95 = key_to_paint(program, keys, 60)
        rows += [(f"{name}, p50", p50, "ms", None, []), (f"{name}, p95", p95, "ms", 5, [])]
    os.write(program.master, b"/s")
    p50, p95 = key_to_paint(program, [b"9", b"\x7f"], 60)
    rows += [("typing a filter, p50", p50, "ms", None, []), ("typing a filter, p95", p95, "ms", 5, [])]
    os.write(program.master, b"\x1b")
    cpu, start = program.cpu(), time.perf_counter()
    program.wait(options.seconds)
    share = 100 * (program.cpu() - cpu) / (time.perf_counter() - start)
    rows += [("CPU", share, "%", 25, []), ("RSS", program.rss(), "MiB", 150, [])]
    program.close()
    return report(f"{options.checks} loopback checks at 30 s, key to paint", rows)


def what_if(command, folder, options):
    """Hypotheses on a large graph: rows toggled, and the page scrolled meanwhile."""
    program = Program(command, folder)
    program.wait(15)
    os.write(program.master, b"w")
    program.wait(3)
    rows = []
    for name, keys in [("selection", [DOWN, UP]), ("a domain failed and back", [b"\r"])]:
        p50, p95 = key_to_paint(program, keys, 40, limit=2)
        rows += [(f"{name}, p50", p50, "ms", None, []), (f"{name}, p95", p95, "ms", 5, [])]
    rows.append(("RSS", program.rss(), "MiB", None, []))
    program.close()
    return report(f"What-if open on {options.graph} services, key to paint", rows)


if __name__ == "__main__":
    main()
