#pragma once
#include <stddef.h>

/// One embedded scenario: its bytes live as long as the program and never change.
struct replay_file {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
};

size_t replay_file_count(void);
/// `index` has to be below the count.
struct replay_file replay_file_at(size_t index);
