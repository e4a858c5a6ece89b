#include "CRiskKernel.h"

#define GROUP 0x80000000u

static uint32_t member(const uint32_t *code, uint32_t at, const uint64_t *rows, uint64_t *out) {
  uint32_t word = code[at];
  if (!(word & GROUP)) {
    for (int lane = 0; lane < 8; lane++) out[lane] = rows[8ul * word + lane];
    return at + 1;
  }
  uint32_t failing = word & ~GROUP, count = code[at + 1];
  at += 2;
  for (int lane = 0; lane < 8; lane++) out[lane] = failing == 1 ? 0 : ~0ull;
  for (uint32_t index = 0; index < count; index++) {
    uint64_t one[8];
    at = member(code, at, rows, one);
    for (int lane = 0; lane < 8; lane++) out[lane] = failing == 1 ? out[lane] | one[lane] : out[lane] & one[lane];
  }
  return at;
}

void risk_kernel(const uint32_t *code, const uint32_t *starts, uint32_t nodes, uint64_t *rows,
                 const double *weights, double *radii) {
  for (uint32_t node = 0; node < nodes; node++) {
    uint64_t *row = rows + 8ul * node;
    for (uint32_t at = starts[node]; at < starts[node + 1];) {
      uint64_t one[8];
      at = member(code, at, rows, one);
      for (int lane = 0; lane < 8; lane++) row[lane] |= one[lane];
    }
    if (weights[node] == 0) continue;
    for (int lane = 0; lane < 8; lane++)
      for (uint64_t rest = row[lane]; rest; rest &= rest - 1)
        radii[lane * 64 + __builtin_ctzll(rest)] += weights[node];
  }
}
