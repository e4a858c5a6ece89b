// The first inhabitant arrives with the next commits.
