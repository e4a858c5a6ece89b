package import JSON
package import Model

extension Uptime {
  /// `{"24h": {"uptime", "coverage"}, ...}`: shares of 0...1; uptime is `null` where nothing was decided.
  package var json: JSON {
    .object(
      Window.allCases.map { window in
        let tally = self[window]
        return (
          window.rawValue,
          ["uptime": .optional(tally.share, JSON.number), "coverage": .number(tally.coverage)]
        )
      })
  }
}
