#pragma once
// What Swift cannot call by itself: variadic libcurl functions, the packed `epoll_event`, and libc's
// regular expressions. Nothing here decides anything.
#include <ares.h>
#include <curl/curl.h>
#include <errno.h>
#include <regex.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

// MARK: epoll

/// One readiness report: `token` is what was given to `cp_epoll_set`.
typedef struct {
  uint64_t token;
  uint32_t events;
} cp_event;

enum { CP_READABLE = EPOLLIN, CP_WRITABLE = EPOLLOUT, CP_FAILED = EPOLLERR | EPOLLHUP };

static inline int cp_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static inline int cp_epoll_set(int epoll, int descriptor, uint32_t events, uint64_t token, bool is_new) {
  struct epoll_event event = {.events = events, .data.u64 = token};
  return epoll_ctl(epoll, is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event);
}

static inline int cp_epoll_remove(int epoll, int descriptor) {
  struct epoll_event event = {0};
  return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event);
}

/// Takes at most 128 reports without waiting; returns how many were written to `reports`.
enum { CP_BATCH = 128 };
static inline int cp_epoll_take(int epoll, cp_event *reports, int capacity) {
  struct epoll_event events[CP_BATCH];
  int count = epoll_wait(epoll, events, capacity < CP_BATCH ? capacity : CP_BATCH, 0);
  for (int i = 0; i < count; i++) {
    reports[i].token = events[i].data.u64;
    reports[i].events = events[i].events;
  }
  return count < 0 ? 0 : count;
}

// MARK: sockets

enum { CP_STREAM = SOCK_STREAM, CP_DATAGRAM = SOCK_DGRAM, CP_RAW = SOCK_RAW };

/// A socket that never blocks and is not inherited by child processes.
static inline int cp_socket(int family, int kind, int protocol) {
  return socket(family, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
}

// MARK: clock

/// Nanoseconds on the clock that keeps counting while the machine sleeps.
static inline int64_t cp_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_BOOTTIME, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static inline int64_t cp_wall_clock(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static inline int cp_timer_create(void) { return timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC); }

/// Arms the timer for an instant of `cp_now`; an instant in the past fires at once.
static inline int cp_timer_arm(int timer, int64_t at) {
  if (at < 1) at = 1;
  struct itimerspec spec = {.it_value = {.tv_sec = at / 1000000000, .tv_nsec = at % 1000000000}};
  return timerfd_settime(timer, TFD_TIMER_ABSTIME, &spec, NULL);
}

// MARK: libcurl

static inline CURLcode cp_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode cp_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode cp_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

typedef size_t (*cp_curl_data)(char *bytes, size_t size, size_t count, void *owner);

/// Sends body and header lines of this transfer to `body` and `header`, both with `owner`.
static inline void cp_set_sinks(CURL *easy, void *owner, cp_curl_data body, cp_curl_data header) {
  curl_easy_setopt(easy, CURLOPT_PRIVATE, owner);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, owner);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, owner);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, header);
}
static inline void cp_set_error_buffer(CURL *easy, char *buffer) {
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

static inline long cp_get_long(CURL *easy, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}
/// Microseconds since the transfer began, for the `_TIME_T` kind.
static inline int64_t cp_get_time(CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}
static inline const char *cp_get_string(CURL *easy, CURLINFO info) {
  char *value = NULL;
  curl_easy_getinfo(easy, info, &value);
  return value;
}
static inline void *cp_get_owner(CURL *easy) {
  char *value = NULL;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value);
  return value;
}

typedef int (*cp_curl_socket)(CURL *easy, curl_socket_t socket, int what, void *owner, void *per_socket);
typedef int (*cp_curl_timer)(CURLM *multi, long milliseconds, void *owner);

static inline void cp_set_multi(CURLM *multi, void *owner, cp_curl_socket socket, cp_curl_timer timer) {
  curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, owner);
  curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
  curl_multi_setopt(multi, CURLMOPT_TIMERDATA, owner);
  curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
}

/// The next finished transfer, or NULL.
static inline CURL *cp_next_finished(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

/// Has `error` take the number of the error if a socket for the transfer cannot be made, which libcurl forgets. It has to
/// outlive the handle.
void cp_watch_sockets(CURL *easy, int *error);

// MARK: certificates

/// What OpenSSL saw of the peer's certificates while it verified them.
typedef struct {
  /// Who issued the peer's own certificate: the common name, else the organisation; empty if it is not known.
  char issuer[256];
  /// Whom the certificate that verification stopped at is for; empty if it did not stop.
  char refused[256];
  /// The place of that certificate in the chain; 0 is the peer's own.
  int refused_at;
  /// When the peer's own certificate ends, in seconds since the epoch; 0 if it is not known.
  int64_t end;
} cp_certificate;

/// Has each handshake of the transfer fill `seen`, which has to outlive the handle.
CURLcode cp_watch_certificate(CURL *easy, cp_certificate *seen);

// MARK: c-ares

/// Stands between c-ares and its sockets: keeps the last error, and shows every datagram before c-ares
/// drops what it does not like in silence.
typedef struct {
  void *owner;
  void (*datagram)(void *owner, const uint8_t *bytes, long count);
  int last_error;
  /// A datagram met a closed port. The kernel tells this once for all datagrams on their way, so that c-ares
  /// would let the others run into their timeout.
  bool is_refused;
} cp_tap;

/// `tap` has to outlive the channel.
void cp_tap_install(ares_channel channel, cp_tap *tap);

// MARK: text

/// Whether `bytes` match the extended regular expression; -1 if the expression is not valid.
int cp_matches(const char *expression, const char *text);
