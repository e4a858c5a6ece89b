"""Reachability per failure with igraph, on the graph that bench-risk wrote: prints seconds."""
import json, sys, time
import igraph

number, edges, domains = {}, [], set()
def index(name):
    return number.setdefault(name, len(number))
def leaves(need):
    if isinstance(need, str):
        yield need
        return
    for key in ("any", "all", "of"):
        for member in need.get(key, []):
            yield from leaves(member)
with open(sys.argv[1]) as lines:
    for line in lines:
        service = json.loads(line)
        me = index("service:" + service["id"])
        for need in service.get("needs", []):
            for leaf in leaves(need):
                if not leaf.startswith("service:"):
                    domains.add(leaf)
                edges.append((index(leaf), me))
graph = igraph.Graph(n=len(number), edges=edges, directed=True)
sample = sorted(domains)[: int(sys.argv[2])]
start = time.perf_counter()
for domain in sample:
    graph.subcomponent(number[domain], mode="out")
print((time.perf_counter() - start) / len(sample) * len(domains))
