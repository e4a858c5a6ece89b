#pragma once
#include <stdint.h>

/// The floor: as little C as drives libcurl's multi socket interface over epoll, without judging, scheduling
/// or observing anything. Sends GETs to `url`, `concurrency` at a time, each over a fresh connection, until
/// `seconds` are over; returns how many succeeded.
int64_t bare_loop_run(const char *url, int concurrency, double seconds);
