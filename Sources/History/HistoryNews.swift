package import Model

/// What history tells those who run it, on its own queue.
package enum HistoryNews: Sendable, Equatable {
  /// It can be read; these incidents were open when it was last written.
  case opened(openIncidents: [Incident])
  /// How unavailable regions were, for those with at least 30 days of coverage.
  case unavailabilities([DomainID: Unavailability])
  /// Uptime by label: region ids, `name:...`, `service:...`.
  case uptimes([Subject: Uptime])
  /// Whether it is being written, and if not, why.
  case state(SourceState)
}
