#define _GNU_SOURCE
#include "CProbing.h"

#include <sys/socket.h>
#include <sys/uio.h>

static ares_socket_t tap_socket(int domain, int type, int protocol, void *data) {
  cp_tap *tap = data;
  int descriptor = socket(domain, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
  if (descriptor < 0) tap->last_error = errno;
  return descriptor;
}

static int tap_close(ares_socket_t descriptor, void *data) {
  (void)data;
  return close(descriptor);
}

static int tap_connect(
    ares_socket_t descriptor, const struct sockaddr *address, ares_socklen_t length, void *data) {
  cp_tap *tap = data;
  int result = connect(descriptor, address, length);
  if (result < 0 && errno != EINPROGRESS) tap->last_error = errno;
  return result;
}

static void note_error(cp_tap *tap, int descriptor) {
  if (errno == EAGAIN || errno == EWOULDBLOCK) return;
  tap->last_error = errno;
  int kind = 0;
  socklen_t length = sizeof kind;
  if (errno == ECONNREFUSED && getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &kind, &length) == 0) {
    tap->is_refused |= kind == SOCK_DGRAM;
  }
  errno = tap->last_error;
}

static ares_ssize_t tap_receive(
    ares_socket_t descriptor, void *buffer, size_t size, int flags, struct sockaddr *from,
    ares_socklen_t *from_length, void *data) {
  cp_tap *tap = data;
  ares_ssize_t count = recvfrom(descriptor, buffer, size, flags, from, from_length);
  if (count < 0) {
    note_error(tap, descriptor);
  } else if (from) {  // c-ares asks for the sender of datagrams only
    tap->datagram(tap->owner, buffer, count);
  }
  return count;
}

static ares_ssize_t tap_send(ares_socket_t descriptor, const struct iovec *parts, int count, void *data) {
  cp_tap *tap = data;
  struct msghdr message = {.msg_iov = (struct iovec *)parts, .msg_iovlen = count};
  // A datagram is one part, and `send` costs less.
  ares_ssize_t sent = count == 1 ? send(descriptor, parts->iov_base, parts->iov_len, MSG_NOSIGNAL)
                                 : sendmsg(descriptor, &message, MSG_NOSIGNAL);
  if (sent < 0) note_error(tap, descriptor);
  return sent;
}

void cp_tap_install(ares_channel channel, cp_tap *tap) {
  static const struct ares_socket_functions functions = {
      tap_socket, tap_close, tap_connect, tap_receive, tap_send};
  ares_set_socket_functions(channel, &functions, tap);
}

int cp_matches(const char *expression, const char *text) {
  regex_t compiled;
  if (regcomp(&compiled, expression, REG_EXTENDED | REG_NOSUB) != 0) return -1;
  int result = regexec(&compiled, text, 0, NULL, 0);
  regfree(&compiled);
  return result == 0;
}
