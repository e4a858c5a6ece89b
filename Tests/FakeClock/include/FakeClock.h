/// A library to preload: the program's wall clock is off by as many seconds as the file says that the environment's
/// FAKE_CLOCK_FILE names, at every moment; clocks that only go forward stay as they are.
///
/// Debian's faketime shifts timers on those clocks as well, and moves the environment, by which Swift finds a
/// program's arguments.

/// Seconds, negative for a clock that is behind.
long fake_clock_offset(void);
