#pragma once

#include <termios.h>

/// From now on a crash leaves the terminal as it was: `modes_off`, then what terminfo says, then `before`,
/// which has to stay where it is. Call after newterm, whose terminal it reads.
void ct_guard_arm(const struct termios *before, const char *modes_off);

/// Gives crashes back to whoever handled them before.
void ct_guard_disarm(void);
