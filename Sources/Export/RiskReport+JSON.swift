package import JSON
package import Model

extension RiskReport {
  /// The members that a snapshot's `risk` and `faultline.risk/1` share, in the contract's order.
  package var members: [(String, JSON)] {
    [
      ("layers", .array(layers.map(\.json))), ("domains", .array(domains.map(\.json))),
      ("expected_loss", .optional(expectedLoss) { $0.json }), ("worst", .optional(worst) { $0.json }),
    ]
  }

  /// The summary that a snapshot carries: no cut sets.
  var json: JSON {
    .object(members + [("recommendations", .optional(recommendations) { .array($0.map(\.json)) })])
  }
}

extension RiskReport.Layer {
  fileprivate var json: JSON {
    let shares = shares.map { share -> JSON in
      ["id": .string(share.id.description), "share": .number(share.share)]
    }
    return [
      "layer": .string(kind.rawValue), "coverage": .number(coverage), "shares": .array(shares),
      "hhi": .optional(indices?.hhi, JSON.number), "effective": .optional(indices?.effective, JSON.number),
      "entropy": .optional(indices?.entropy, JSON.number),
      "evenness": .optional(indices?.evenness, JSON.number), "cr4": .optional(indices?.cr4, JSON.number),
      "gini": .optional(indices?.gini, JSON.number),
    ]
  }
}

extension RiskReport.Domain {
  fileprivate var json: JSON {
    [
      "id": .string(id.description), "kind": .string(id.kind.rawValue),
      "blast_radius": .optional(blastRadius, JSON.number), "weight": .number(weight),
      "services": .integer(services), "direct": .integer(direct), "transitive": .integer(transitive),
      "unavailability": .optional(unavailability) { .number($0.probability) },
      "unavailability_source": .optional(unavailability) { .string($0.source.rawValue) },
      "birnbaum": .optional(birnbaum, JSON.number),
    ]
  }
}

extension RiskReport.ExpectedLoss {
  fileprivate var json: JSON {
    [
      "fraction": .number(fraction), "weight_hours_per_year": .number(weightHoursPerYear),
      "bounds": [.number(bounds.lowerBound), .number(bounds.upperBound)],
      "method": .string(method.rawValue),
    ]
  }
}

extension RiskReport.Worst {
  fileprivate var json: JSON {
    ["domain": .string(domain.description), "blast_radius": .number(blastRadius)]
  }
}

extension RiskReport.Recommendation {
  package var json: JSON {
    [
      "service": .string(service), "change": .text(change), "add": .string(add.description),
      "delta_expected_loss": .number(deltaExpectedLoss), "delta_worst": .number(deltaWorst),
      "shares_fate_with": .array(sharesFateWith.map { .string($0.description) }),
    ]
  }
}
