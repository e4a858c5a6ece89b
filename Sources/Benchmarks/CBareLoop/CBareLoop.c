#include "CBareLoop.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  CURLM *multi;
  int epoll;
  long timeout;
} bare_loop;

static size_t discard(char *bytes, size_t size, size_t count, void *owner) {
  (void)bytes, (void)owner;
  return size * count;
}

static int on_socket(CURL *easy, curl_socket_t socket, int what, void *owner, void *known) {
  (void)easy;
  bare_loop *loop = owner;
  if (what == CURL_POLL_REMOVE) {
    epoll_ctl(loop->epoll, EPOLL_CTL_DEL, socket, NULL);
    return 0;
  }
  struct epoll_event event = {.data.fd = socket};
  if (what & CURL_POLL_IN) event.events |= EPOLLIN;
  if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
  epoll_ctl(loop->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
  if (!known) curl_multi_assign(loop->multi, socket, loop);
  return 0;
}

static int on_timer(CURLM *multi, long milliseconds, void *owner) {
  (void)multi;
  ((bare_loop *)owner)->timeout = milliseconds;
  return 0;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static CURL *prepare(const char *url) {
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 5000L);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
  return easy;
}

/// Counts finished transfers and begins them anew while there is time.
static int64_t collect(bare_loop *loop, int *running, double end) {
  int64_t succeeded = 0;
  int left;
  CURLMsg *message;
  while ((message = curl_multi_info_read(loop->multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL *easy = message->easy_handle;
    succeeded += message->data.result == CURLE_OK;
    curl_multi_remove_handle(loop->multi, easy);
    if (now() < end) {
      curl_multi_add_handle(loop->multi, easy);
    } else {
      curl_easy_cleanup(easy);
      (*running)--;
    }
  }
  return succeeded;
}

int64_t bare_loop_run(const char *url, int concurrency, double seconds) {
  bare_loop loop = {.multi = curl_multi_init(), .epoll = epoll_create1(EPOLL_CLOEXEC), .timeout = 0};
  curl_multi_setopt(loop.multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(loop.multi, CURLMOPT_SOCKETDATA, &loop);
  curl_multi_setopt(loop.multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt(loop.multi, CURLMOPT_TIMERDATA, &loop);
  for (int i = 0; i < concurrency; i++) curl_multi_add_handle(loop.multi, prepare(url));
  double end = now() + seconds;
  int running = concurrency, active;
  int64_t succeeded = 0;
  struct epoll_event events[128];
  while (running > 0) {
    int wait = loop.timeout < 0 || loop.timeout > 100 ? 100 : (int)loop.timeout;
    int count = epoll_wait(loop.epoll, events, 128, wait);
    for (int i = 0; i < count; i++) {
      int what = 0;
      if (events[i].events & EPOLLIN) what |= CURL_CSELECT_IN;
      if (events[i].events & EPOLLOUT) what |= CURL_CSELECT_OUT;
      if (events[i].events & (EPOLLERR | EPOLLHUP)) what |= CURL_CSELECT_ERR;
      curl_multi_socket_action(loop.multi, events[i].data.fd, what, &active);
    }
    if (count == 0 || loop.timeout == 0) {
      curl_multi_socket_action(loop.multi, CURL_SOCKET_TIMEOUT, 0, &active);
    }
    succeeded += collect(&loop, &running, end);
  }
  curl_multi_cleanup(loop.multi);
  close(loop.epoll);
  return succeeded;
}
