import Foundation
import TestSupport

/// Graphs whose numbers are known, and `faultline risk` on them.
enum RiskFixture {
  /// Two regions of one provider, two DNS operators, one certificate authority: P(fail) = 3.02479e-4.
  static let checkout = """
    {"id":"checkout","weight":10,"needs":[{"any":["aws/us-east-1","aws/eu-west-1"]},{"any":["dns:route53","dns:ns1"]},"ca:digicert"]}
    {"domain":"aws/us-east-1","unavailability":0.002}
    {"domain":"aws/eu-west-1","unavailability":0.001}
    {"domain":"aws","unavailability":0.0001}
    {"domain":"dns:route53","unavailability":0.0005,"without":["aws"]}
    {"domain":"dns:ns1","unavailability":0.001}
    {"domain":"ca:digicert","unavailability":0.0002}

    """

  /// Checkout on the network and shop on checkout, with a unit and a home.
  static let configuration = """
    version: 1
    vantage: {home: KR}
    weights: {unit: USD per hour}
    regions: [aws/us-east-1, aws/eu-west-1]
    domains:
      aws/eu-west-1: {unavailability: 0.001}
    services:
      - id: checkout
        weight: 10
        needs: [{any: [aws/us-east-1, aws/eu-west-1]}, {any: [dns:route53, dns:ns1]}, ca:digicert]
      - {id: shop, weight: 3, needs: [service:checkout, cdn:fastly]}

    """
}

extension Execution {
  /// `faultline risk` on a configuration.
  static func risk(_ configuration: String, _ arguments: String...) throws -> Execution {
    let folder = try TemporaryFolder()
    let path = try folder.file("config.yaml", configuration)
    return try Execution(program: Program.path, ["risk", "--config", path] + arguments)
  }

  /// `faultline risk` on a graph.
  static func risk(graph: String, _ arguments: String...) throws -> Execution {
    let folder = try TemporaryFolder()
    let path = try folder.file("graph.jsonl", graph)
    return try Execution(program: Program.path, ["risk", "--graph", path] + arguments)
  }
}
