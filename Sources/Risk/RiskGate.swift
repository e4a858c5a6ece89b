package import Model

/// A condition that a continuous-integration run holds a graph to: `top_share(region) <= 0.5`.
package struct RiskGate: Equatable, Sendable, CustomStringConvertible {
  package enum Measure: Equatable, Sendable {
    case topShare(DomainID.Kind), effective(DomainID.Kind), hhi(DomainID.Kind), coverage(DomainID.Kind)
    case blastRadius(DomainID)
    case singlePoints(Service.ID), unavailability(Service.ID)
    case expectedLoss
  }

  package enum Comparison: String, CaseIterable, Sendable {
    // Longer ones first, for reading.
    case atMost = "<="
    case atLeast = ">="
    case equal = "=="
    case unequal = "!="
    case below = "<"
    case above = ">"
  }

  /// Why an expression is not a valid gate.
  package enum Problem: Error, Equatable, Sendable, CustomStringConvertible {
    case form(String)
    case unknownMeasure(String)
    case unknownLayer(String)
    case wrongArgument(String)

    package var description: String {
      let example = "write one such as top_share(region) <= 0.5"
      return switch self {
      case .form(let text): "\"\(SafeText(text))\" is not a valid gate; \(example)"
      case .unknownMeasure(let word):
        "\"\(SafeText(word))\" is not a valid measure; use top_share, effective, hhi, coverage, blast_radius, "
          + "single_points, unavailability or expected_loss"
      case .unknownLayer(let word):
        "\"\(SafeText(word))\" is not a valid layer; use provider, region, dns, cdn, ca, country or jurisdiction"
      case .wrongArgument(let word): "\"\(SafeText(word))\" is not a valid id; \(example)"
      }
    }
  }

  package let measure: Measure
  package let comparison: Comparison
  package let limit: Double
  package let description: String

  package init(_ text: String) throws(Problem) {
    let trimmed = text.split(separator: " ").joined()
    guard let open = trimmed.firstIndex(of: "("), let close = trimmed.firstIndex(of: ")"), open < close else {
      throw .form(text)
    }
    let rest = trimmed[trimmed.index(after: close)...]
    guard let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }),
      let limit = Double(rest.dropFirst(comparison.rawValue.count)), limit.isFinite
    else { throw .form(text) }
    measure = try Self.measure(
      String(trimmed[..<open]), String(trimmed[trimmed.index(after: open)..<close]))
    self.comparison = comparison
    self.limit = limit
    description = "\(trimmed[...close]) \(comparison.rawValue) \(rest.dropFirst(comparison.rawValue.count))"
  }

  private static func measure(_ word: String, _ argument: String) throws(Problem) -> Measure {
    switch word {
    case "top_share": return .topShare(try layer(argument))
    case "effective": return .effective(try layer(argument))
    case "hhi": return .hhi(try layer(argument))
    case "coverage": return .coverage(try layer(argument))
    case "blast_radius":
      guard let id = DomainID(argument) else { throw .wrongArgument(argument) }
      return .blastRadius(id)
    case "single_points": return .singlePoints(try service(argument))
    case "unavailability": return .unavailability(try service(argument))
    case "expected_loss": return .expectedLoss
    default: throw .unknownMeasure(word)
    }
  }

  private static func layer(_ word: String) throws(Problem) -> DomainID.Kind {
    guard let kind = DomainID.Kind(rawValue: word), kind != .service else { throw .unknownLayer(word) }
    return kind
  }

  /// With or without the prefix `service:`.
  private static func service(_ word: String) throws(Problem) -> Service.ID {
    guard !word.isEmpty else { throw .wrongArgument(word) }
    return Service.id(in: word)
  }

  /// The service that the gate asks about, whose details it needs.
  package var service: Service.ID? {
    switch measure {
    case .singlePoints(let id), .unavailability(let id): id
    default: nil
    }
  }

  /// What is measured; `nil` where there is nothing to measure: no service reaches the layer, nothing has
  /// weight. Where only bounds are known, the one that is worse for the gate counts.
  package func value(in report: RiskReport, on graph: DependencyGraph) -> Double? {
    func layer(_ kind: DomainID.Kind) -> RiskReport.Layer? { report.layers.first { $0.kind == kind } }
    let isCeiling = comparison == .atMost || comparison == .below
    switch measure {
    case .topShare(let kind): return layer(kind)?.shares.first?.share
    case .effective(let kind): return layer(kind)?.indices?.effective
    case .hhi(let kind): return layer(kind)?.indices?.hhi
    case .coverage(let kind): return layer(kind)?.coverage
    case .blastRadius(let id):
      guard graph.totalWeight > 0 else { return nil }
      return RiskCalculator.whatIf([id], on: graph).weightLost / graph.totalWeight
    case .singlePoints(let id):
      return report.serviceDetails?.first { $0.id == id }.map { Double($0.singlePoints.count) }
    case .unavailability(let id):
      guard let bounds = report.serviceDetails?.first(where: { $0.id == id })?.bounds else { return nil }
      return isCeiling ? bounds.upperBound : bounds.lowerBound
    case .expectedLoss:
      return report.expectedLoss.map { isCeiling ? $0.bounds.upperBound : $0.bounds.lowerBound }
    }
  }

  /// A gate without a value fails.
  package func holds(for value: Double?) -> Bool {
    guard let value else { return false }
    return switch comparison {
    case .atMost: value <= limit
    case .atLeast: value >= limit
    case .equal: value == limit
    case .unequal: value != limit
    case .below: value < limit
    case .above: value > limit
    }
  }
}
