#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1

#include "CTerminal.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "CrashGuard.h"

// Belongs to the thread that called ct_open, as all of ncurses does.
static struct {
  SCREEN *screen;
  struct termios before;
  /// Answers to xterm's private modes, as everything with a mouse does; old terminals are not sent any.
  bool is_modern;
  bool has_default_colors;
  /// Between ct_leave and ct_return.
  bool is_away;
} session;

// The title is put on the terminal's stack, and taken back from there.
static const char modes_on[] = "\033[22;0t\033[?1000h\033[?1006h\033[?2004h";
static const char modes_off[] = "\033[?2026l\033[?2004l\033[?1006l\033[?1000l\033[23;0t";

static void send_bytes(const char *bytes, size_t left) {
  while (left > 0) {
    ssize_t sent = write(STDOUT_FILENO, bytes, left);
    if (sent <= 0) return;
    bytes += sent;
    left -= (size_t)sent;
  }
}

static void send(const char *text) { send_bytes(text, strlen(text)); }

bool ct_is_modern(void) { return session.screen != NULL && session.is_modern; }

void ct_send(const char *bytes, size_t count) {
  if (session.screen != NULL && !session.is_away) send_bytes(bytes, count);
}

bool ct_use_locale(void) {
  const char *locale = setlocale(LC_CTYPE, "");
  const char *names[] = {getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG")};
  bool is_chosen = false;
  for (int i = 0; i < 3; i++) is_chosen |= names[i] != NULL && *names[i] != '\0';
  if (locale == NULL || !is_chosen) setlocale(LC_CTYPE, "C.UTF-8");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int ct_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

int ct_doorbell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

CTStatus ct_look_up(const char *name) {
  int answer = 0;
  if (setupterm(name, STDOUT_FILENO, &answer) != OK) return answer == 1 ? CT_NOT_ADDRESSABLE : CT_UNKNOWN;
  bool can_place = cursor_address != NULL && clear_screen != NULL;
  del_curterm(cur_term);
  return can_place ? CT_READY : CT_NOT_ADDRESSABLE;
}

/// Ctrl-S must not freeze the screen, nor Ctrl-V and Ctrl-O eat a key. Signals stay with the terminal, so
/// Ctrl-Z reaches the whole job, and Ctrl-\ ends a program that hangs.
static void use_keys_unprocessed(void) {
  struct termios mode;
  if (tcgetattr(STDIN_FILENO, &mode) != 0) return;
  mode.c_iflag &= ~(tcflag_t)(IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP);
  mode.c_lflag &= ~(tcflag_t)IEXTEN;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &mode);
  def_prog_mode();
}

static void set_up_screen(void) {
  set_escdelay(25);
  cbreak();
  noecho();
  nonl();
  use_keys_unprocessed();
  // What is typed must not hold back what is drawn.
  typeahead(-1);
  leaveok(stdscr, TRUE);
  curs_set(0);
  session.has_default_colors = has_colors() && start_color() == OK && use_default_colors() == OK;
}

CTStatus ct_open(const char *name) {
  unsetenv("LINES");
  unsetenv("COLUMNS");
  CTStatus status = ct_look_up(name);
  if (status != CT_READY) return status;
  if (tcgetattr(STDIN_FILENO, &session.before) != 0) return CT_FAILED;
  session.screen = newterm(name, stdout, stdin);
  if (session.screen == NULL) {
    tcsetattr(STDIN_FILENO, TCSADRAIN, &session.before);
    return CT_FAILED;
  }
  session.is_away = false;
  session.is_modern = key_mouse != NULL;
  ct_guard_arm(&session.before, session.is_modern ? modes_off : "");
  set_up_screen();
  if (session.is_modern) send(modes_on);
  static bool is_registered = false;
  if (!is_registered) is_registered = atexit(ct_close) == 0;
  return CT_READY;
}

CTAbilities ct_abilities(void) {
  bool is_direct = tigetflag("RGB") > 0 || tigetnum("RGB") > 0;
  return (CTAbilities){has_colors() ? COLORS : 0, is_direct, session.has_default_colors};
}

void ct_leave(void) {
  if (session.screen == NULL || session.is_away) return;
  session.is_away = true;
  if (session.is_modern) send(modes_off);
  endwin();
  tcsetattr(STDIN_FILENO, TCSADRAIN, &session.before);
}

void ct_return(void) {
  if (session.screen == NULL) return;
  if (session.is_away) tcgetattr(STDIN_FILENO, &session.before);
  session.is_away = false;
  reset_prog_mode();
  if (session.is_modern) send(modes_on);
}

void ct_close(void) {
  if (session.screen == NULL) return;
  ct_leave();
  ct_guard_disarm();
  delscreen(session.screen);
  session.screen = NULL;
}

void ct_stop(void) {
  struct sigaction before, action = {.sa_handler = SIG_DFL};
  sigset_t only, mask;
  sigemptyset(&action.sa_mask);
  sigaction(SIGTSTP, &action, &before);
  sigemptyset(&only);
  sigaddset(&only, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &only, &mask);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &before, NULL);
}

bool ct_window_size(int *width, int *height) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *width = size.ws_col;
  *height = size.ws_row;
  return true;
}

void ct_size(int *width, int *height) { getmaxyx(stdscr, *height, *width); }

void ct_resize(int width, int height) { resizeterm(height, width); }

int ct_pair(int foreground, int background) {
  // alloc_pair crashes on a terminal without colours.
  if (!has_colors()) return 0;
  if (foreground < 0 && !session.has_default_colors) foreground = COLOR_WHITE;
  if (background < 0 && !session.has_default_colors) background = COLOR_BLACK;
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
}

static attr_t curses_attributes(unsigned attributes) {
  attr_t result = A_NORMAL;
  if (attributes & CT_BOLD) result |= A_BOLD;
  if (attributes & CT_DIM) result |= A_DIM;
  if (attributes & CT_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & CT_REVERSE) result |= A_REVERSE;
  if (attributes & CT_ITALIC) result |= A_ITALIC;
  return result;
}

void ct_clear(int pair) {
  cchar_t blank;
  setcchar(&blank, L" ", A_NORMAL, 0, &pair);
  bkgrndset(&blank);
  erase();
  clearok(curscr, TRUE);
}

void ct_put(int x, int y, const uint32_t *scalars, size_t count, unsigned attributes, int pair) {
  wchar_t text[CCHARW_MAX + 1];
  size_t length = 0;
  for (; length < count && length < CCHARW_MAX; length++) text[length] = (wchar_t)scalars[length];
  text[length] = L'\0';
  cchar_t cell;
  if (setcchar(&cell, text, curses_attributes(attributes), 0, &pair) == OK) {
    // ERR in the last cell, though it draws: the cursor cannot move on from there.
    (void)mvadd_wch(y, x, &cell);
  }
}

void ct_forget_row(int y) { wredrawln(stdscr, y, 1); }

void ct_flush(int x, int y) {
  leaveok(stdscr, x < 0);
  if (x >= 0) move(y, x);
  wnoutrefresh(stdscr);
  if (session.is_modern) send("\033[?2026h");
  curs_set(x < 0 ? 0 : 1);
  doupdate();
  if (session.is_modern) send("\033[?2026l");
}
