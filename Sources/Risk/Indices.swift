internal import Model

extension RiskReport.Indices {
  /// Concentration indices of shares that add up to 1; `nil` without any.
  ///
  /// Gini: G = Σ (2i - n - 1) xᵢ / (n Σ x) over shares in rising order. Entropy in nats.
  init?(shares: [Double]) {
    let total = shares.reduce(0, +)
    guard total > 0 else { return nil }
    let rising = shares.filter { $0 > 0 }.map { $0 / total }.sorted()
    let count = Double(rising.count)
    let hhi = rising.reduce(0) { $0 + $1 * $1 }
    let entropy = max(0, -rising.reduce(0) { $0 + $1 * logarithm($1) })
    let ranked = rising.enumerated().reduce(0.0) { $0 + (2 * Double($1.offset + 1) - count - 1) * $1.element }
    self.init(
      hhi: hhi, effective: 1 / hhi, entropy: entropy,
      evenness: rising.count > 1 ? entropy / logarithm(count) : nil,
      cr4: min(1, rising.suffix(4).reduce(0, +)), gini: ranked / count)
  }
}
