internal import Algorithms
package import Model
internal import Catalogue
internal import YAML

/// Reads scenario files: YAML, version 1. A reader is used for one file, by one thread.
final class ScenarioReader {
  static let sizeLimit = 1 << 20
  private(set) var problems: [ScenarioProblem] = []
  /// Domains beyond the catalogue's: those of the configuration.
  private let known: Set<DomainID>

  init(known: Set<DomainID>) { self.known = known }

  func report(_ fact: ScenarioProblem.Fact, at node: YAMLNode) {
    problems.append(ScenarioProblem(line: node.position.line, column: node.position.column, fact: fact))
  }

  func text(_ node: YAMLNode) -> String? {
    if node.text == nil { report(.notA(.text), at: node) }
    return node.text
  }

  /// A scalar understood by `read`; else `nil`, and reported.
  func value<Value>(
    _ node: YAMLNode, _ expectation: ScenarioProblem.Expectation, _ read: (String) -> Value?
  ) -> Value? {
    guard let written = text(node) else { return nil }
    guard let value = read(written) else {
      report(.wrong(expectation, written), at: node)
      return nil
    }
    return value
  }

  /// A domain that the catalogue or the configuration defines; operators, authorities and services of the
  /// scenario's own are open.
  func domain(_ node: YAMLNode, services: Set<Service.ID>) -> DomainID? {
    guard let id = value(node, .domain, DomainID.init(_:)) else { return nil }
    let catalogue = Catalogue.embedded
    let isDefined =
      switch id.kind {
      case .country, .jurisdiction: true
      case .service: services.contains(id.name) || known.contains(id)
      default: catalogue.contains(id) || known.contains(id)
      }
    guard isDefined else {
      let ids = catalogue.ids.map(\.description) + known.map(\.description).sorted()
      let suggestion = NearMiss.suggestion(for: id.description, among: ids)
      report(.undefinedDomain(id.description, suggestion: suggestion), at: node)
      return nil
    }
    return id
  }
}

extension Scenario {
  /// Reads a scenario.
  /// - Parameter known: domains that the user's configuration defines besides the catalogue's.
  /// - Throws: everything wrong with it, in file order.
  package static func parse(
    _ text: String, known: Set<DomainID> = []
  ) throws(ScenarioProblems) -> Scenario {
    let reader = ScenarioReader(known: known)
    let scenario = reader.scenario(try root(of: text))
    guard let scenario, reader.problems.isEmpty else {
      let order = reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
      throw ScenarioProblems(problems: order)
    }
    return scenario
  }

  private static func root(of text: String) throws(ScenarioProblems) -> YAMLNode {
    let root: YAMLNode?
    do throws(YAMLError) {
      root = try YAMLNode(parsing: text, limit: ScenarioReader.sizeLimit)
    } catch {
      throw ScenarioProblems(.yaml(error.reason), line: error.position.line, column: error.position.column)
    }
    guard let root else { throw ScenarioProblems(.missing("version")) }
    return root
  }
}

extension ScenarioProblems {
  init(_ fact: ScenarioProblem.Fact, line: Int = 1, column: Int = 1) {
    self.init(problems: [ScenarioProblem(line: line, column: column, fact: fact)])
  }
}
