#define _GNU_SOURCE
#include "CProbing.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <pthread.h>
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

static pthread_once_t certificate_once = PTHREAD_ONCE_INIT;
static int certificate_index = -1;

static void make_certificate_index(void) {
  certificate_index = SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL);
}

/// Writes the common name, else the organisation, as UTF-8.
static void write_name(char *text, size_t size, const X509_NAME *name) {
  static const int parts[] = {NID_commonName, NID_organizationName};
  text[0] = 0;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    int at = X509_NAME_get_index_by_NID(name, parts[i], -1);
    if (at < 0) continue;
    unsigned char *utf8 = NULL;
    int length = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (length <= 0) continue;
    size_t count = (size_t)length < size ? (size_t)length : size - 1;
    memcpy(text, utf8, count);
    text[count] = 0;
    OPENSSL_free(utf8);
    return;
  }
}

static int64_t end_of(const X509 *certificate) {
  struct tm end;
  const ASN1_TIME *time = X509_get0_notAfter(certificate);
  return time && ASN1_TIME_to_tm(time, &end) == 1 ? (int64_t)timegm(&end) : 0;
}

/// Called by OpenSSL for each certificate, the peer's own last; leaves the verdict as it is.
static int see_certificate(int is_good, X509_STORE_CTX *store) {
  int depth = X509_STORE_CTX_get_error_depth(store);
  if (is_good && depth > 0) return is_good;
  SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
  cp_certificate *seen = ssl ? SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), certificate_index) : NULL;
  if (!seen) return is_good;
  X509 *own = X509_STORE_CTX_get0_cert(store);
  if (own) {
    write_name(seen->issuer, sizeof seen->issuer, X509_get_issuer_name(own));
    seen->end = end_of(own);
  }
  X509 *refused = is_good ? NULL : X509_STORE_CTX_get_current_cert(store);
  if (refused) {
    write_name(seen->refused, sizeof seen->refused, X509_get_subject_name(refused));
    seen->refused_at = depth;
  }
  return is_good;
}

static CURLcode prepare_certificates(CURL *easy, void *context, void *seen) {
  (void)easy;
  SSL_CTX_set_ex_data(context, certificate_index, seen);
  SSL_CTX_set_verify(context, SSL_CTX_get_verify_mode(context), see_certificate);
  return CURLE_OK;
}

CURLcode cp_watch_certificate(CURL *easy, cp_certificate *seen) {
  pthread_once(&certificate_once, make_certificate_index);
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, seen);
  return curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, prepare_certificates);
}

static curl_socket_t open_socket(void *error, curlsocktype purpose, struct curl_sockaddr *address) {
  (void)purpose;
  int descriptor = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (descriptor < 0) *(int *)error = errno;
  return descriptor;
}

void cp_watch_sockets(CURL *easy, int *error) {
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, error);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
}
