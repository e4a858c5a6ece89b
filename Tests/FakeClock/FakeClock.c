#define _GNU_SOURCE
#include "FakeClock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static char path[4096];

__attribute__((constructor)) static void remember(void) {
  const char *named = getenv("FAKE_CLOCK_FILE");
  if (named) strncpy(path, named, sizeof path - 1);
}

long fake_clock_offset(void) {
  int error = errno;
  char text[32] = {0};
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file >= 0) {
    if (read(file, text, sizeof text - 1) < 0) text[0] = 0;
    close(file);
  }
  errno = error;
  return strtol(text, NULL, 10);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += fake_clock_offset();
  return result;
}

time_t time(time_t *now) {
  struct timespec instant = {0};
  clock_gettime(CLOCK_REALTIME, &instant);
  if (now) *now = instant.tv_sec;
  return instant.tv_sec;
}

int gettimeofday(struct timeval *now, void *zone) {
  struct timespec instant = {0};
  int result = clock_gettime(CLOCK_REALTIME, &instant);
  now->tv_sec = instant.tv_sec;
  now->tv_usec = instant.tv_nsec / 1000;
  return result;
}
