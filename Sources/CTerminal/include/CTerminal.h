#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The one place that sees ncurses.h: its variadics, macros and mutable globals do not import into Swift.
//
// All of it belongs to one thread, the one that called ct_open. One terminal, on standard input and output.

/// What stands in the way of opening the terminal.
typedef enum {
  CT_READY,
  /// terminfo does not know $TERM.
  CT_UNKNOWN,
  /// The cursor cannot be placed: `dumb`, a printing terminal.
  CT_NOT_ADDRESSABLE,
  /// The mode of the terminal cannot be read or changed.
  CT_FAILED,
} CTStatus;

/// What terminfo says of the terminal.
typedef struct {
  /// 0 without colour.
  int colors;
  /// Colours are 24-bit values rather than indices.
  bool is_direct;
  /// The terminal's own foreground and background can be asked for with -1.
  bool has_default_colors;
} CTAbilities;

enum { CT_BOLD = 1, CT_DIM = 2, CT_UNDERLINE = 4, CT_REVERSE = 8, CT_ITALIC = 16 };

/// Takes LC_CTYPE from the environment. A locale that is not set or not installed gives way to C.UTF-8.
/// Returns whether characters outside ASCII can be drawn.
bool ct_use_locale(void);

/// Columns of a character, -1 if the locale cannot say.
int ct_width(uint32_t scalar);

/// A non-blocking eventfd, closed on exec; -1 if there are no descriptors left.
int ct_doorbell(void);

/// Looks a terminal up without touching it.
CTStatus ct_look_up(const char *name);

/// Enters the alternate screen with echo and line editing off, mouse and bracketed paste on, and the crash
/// guard armed. Everything is as before if the answer is not CT_READY.
CTStatus ct_open(const char *name);
CTAbilities ct_abilities(void);

/// Leaves the terminal as it was found. Nothing happens if it is not open.
void ct_close(void);

/// Gives the terminal back for a while, and takes it again. Returning without having left sets the modes again,
/// as is due after a stop that nobody announced (SIGSTOP).
void ct_leave(void);
void ct_return(void);

/// Stops the process as SIGTSTP does by default, and returns when it is continued; at once where no shell
/// could continue it.
void ct_stop(void);

/// Columns and rows as the kernel knows them; false if it does not.
bool ct_window_size(int *width, int *height);
void ct_size(int *width, int *height);
void ct_resize(int width, int height);

/// A colour pair, -1 being the terminal's own colour; 0 where there is no colour.
int ct_pair(int foreground, int background);

/// Forgets what the terminal shows: the next flush clears it and draws everything.
void ct_clear(int pair);

/// Draws one glyph: a base and up to four combining scalars. What leaves the screen is cut.
void ct_put(int x, int y, const uint32_t *scalars, size_t count, unsigned attributes, int pair);

/// Forgets what the terminal shows in a row: the next flush draws all of it.
void ct_forget_row(int y);

/// Whether the terminal is of the kind that knows xterm's private modes and operating system commands.
bool ct_is_modern(void);

/// Sends bytes past the screen: they must not move the cursor. Nothing is sent while the shell has the terminal.
void ct_send(const char *bytes, size_t count);

/// Sends the differences as one synchronized update. The cursor is hidden if `x` is negative.
void ct_flush(int x, int y);
