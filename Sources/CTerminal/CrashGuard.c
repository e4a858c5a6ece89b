#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1

#include "CrashGuard.h"

#include <curses.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT};
enum { CRASH_COUNT = sizeof crashes / sizeof *crashes, STACK_SIZE = 64 * 1024 };

// Written by the thread that opens the terminal while no handler is installed, read by the handlers.
static struct {
  char text[512];
  size_t length;
  const struct termios *before;
  struct sigaction chain[CRASH_COUNT];
  volatile sig_atomic_t is_armed;
} guard;

static int append(int byte) {
  // The guard has no time for the padding of old terminals.
  if (byte != 0 && guard.length < sizeof guard.text) guard.text[guard.length++] = (char)byte;
  return byte;
}

static void append_text(const char *text) {
  for (; *text != '\0'; text++) append(*text);
}

static void append_capability(const char *text) {
  if (text != NULL) tputs(text, 1, append);
}

static const struct sigaction *chain_of(int signal_number) {
  for (int i = 0; i < CRASH_COUNT; i++) {
    if (crashes[i] == signal_number) return &guard.chain[i];
  }
  return NULL;
}

/// Async-signal-safe throughout: write(2), tcsetattr, sigaction, raise.
static void on_crash(int signal_number, siginfo_t *info, void *context) {
  (void)context;
  if (guard.is_armed) {
    guard.is_armed = 0;
    (void)!write(STDOUT_FILENO, guard.text, guard.length);
    tcsetattr(STDIN_FILENO, TCSANOW, guard.before);
  }
  const struct sigaction *next = chain_of(signal_number);
  if (next != NULL) sigaction(signal_number, next, NULL);
  // A fault repeats itself on return, and so shows the next handler (or the core) the place it happened at.
  bool repeats = info->si_code > 0 && signal_number != SIGTRAP && signal_number != SIGQUIT;
  if (!repeats) raise(signal_number);
}

static void use_own_stack(void) {
  static char stack[STACK_SIZE];
  stack_t description = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&description, NULL);
}

void ct_guard_arm(const struct termios *before, const char *modes_off) {
  guard.length = 0;
  guard.before = before;
  append_text(modes_off);
  append_capability(exit_attribute_mode);
  append_capability(orig_pair);
  append_capability(cursor_normal);
  append_capability(exit_ca_mode);
  append_text("\r\n");
  guard.is_armed = 1;
  use_own_stack();
  struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  // A background job that crashes must restore the terminal rather than be stopped for it (SIGTTOU).
  sigfillset(&action.sa_mask);
  for (int i = 0; i < CRASH_COUNT; i++) sigaction(crashes[i], &action, &guard.chain[i]);
}

void ct_guard_disarm(void) {
  guard.is_armed = 0;
  for (int i = 0; i < CRASH_COUNT; i++) sigaction(crashes[i], &guard.chain[i], NULL);
}
