"""Reachability per failure with igraph: prints seconds for the nodes named, on an edge list (need, dependent)."""
import sys, time
import igraph

with open(sys.argv[1]) as edges:
    graph = igraph.Graph.Read_Edgelist(edges, directed=True)
nodes = [int(word) for word in sys.argv[2:]]
start = time.perf_counter()
for node in nodes:
    graph.subcomponent(node, mode="out")
print(time.perf_counter() - start)
