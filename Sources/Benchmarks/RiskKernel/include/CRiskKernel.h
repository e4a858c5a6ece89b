// The plain kernel that the calculator is measured against: one bit row per node, one pass, no tricks.
#ifndef FAULTLINE_CRISKKERNEL_H
#define FAULTLINE_CRISKKERNEL_H
#include <stdint.h>

// rows: 8 words a node, those of leaves set by the caller. code and starts as in DependencyGraph, without
// cycles and without k of n beyond "all fail". radii: 512 doubles, weights: one a node.
void risk_kernel(const uint32_t *code, const uint32_t *starts, uint32_t nodes, uint64_t *rows,
                 const double *weights, double *radii);
#endif
