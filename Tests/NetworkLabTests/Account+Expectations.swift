import Testing

extension Account {
  /// The fault is mine: it is recognised and explained, nothing is called down meanwhile, no incident comes of it, and
  /// all is well again soon after its end.
  ///
  /// - Parameter facts: what the evidence has to mention.
  func expectMine(
    _ verdict: String, because facts: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(detectedAfter != nil, "\(verdict) is never said: \(self)", sourceLocation: sourceLocation)
    #expect(verdictHeld == verdict, "\(self)", sourceLocation: sourceLocation)
    for fact in facts {
      #expect(
        evidence.contains(fact), "the evidence lacks “\(fact)”: \(self)", sourceLocation: sourceLocation)
    }
    #expect(recoveredAfter != nil, "never well again: \(self)", sourceLocation: sourceLocation)
    expectNoBlame(sourceLocation: sourceLocation)
  }

  /// The fault is a service's own: it is down for a reason, alone, in one incident that names it, while the network
  /// is well.
  func expectTheirs(
    _ service: String, becauseOf reason: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(detectedAfter != nil && recoveredAfter != nil, "\(self)", sourceLocation: sourceLocation)
    #expect(timeline.verdicts.isEmpty, "the network is well: \(self)", sourceLocation: sourceLocation)
    let downs = timeline.downs
    #expect(
      downs.count == 1 && downs[0].contains("service \(service)") && downs[0].contains(reason), "\(self)",
      sourceLocation: sourceLocation)
    #expect(
      incidents.count == 1 && incidents[0].contains(service), "\(self)", sourceLocation: sourceLocation)
  }

  /// Nothing was ever called down, and nothing was an incident.
  func expectNoBlame(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(timeline.downs.isEmpty, "\(self)", sourceLocation: sourceLocation)
    #expect(timeline.incidents.isEmpty && incidents.isEmpty, "\(self)", sourceLocation: sourceLocation)
  }
}
