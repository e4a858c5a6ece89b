internal import Algorithms
package import Model
internal import Catalogue
internal import Yams

/// Reads scenario files: YAML, version 1. A reader is used for one file, by one thread.
final class ScenarioReader {
  static let sizeLimit = 1 << 20
  private(set) var problems: [ScenarioProblem] = []
  /// Domains beyond the catalogue's: those of the configuration.
  private let known: Set<DomainID>

  init(known: Set<DomainID>) { self.known = known }

  func note(_ fact: ScenarioProblem.Fact, at node: Node) {
    let mark = node.mark
    problems.append(ScenarioProblem(line: mark?.line ?? 1, column: mark?.column ?? 1, fact: fact))
  }

  func text(_ node: Node) -> String? {
    guard case .scalar(let scalar) = node else {
      note(.notA(.text), at: node)
      return nil
    }
    return scalar.string
  }

  /// A scalar understood by `read`; else a note and `nil`.
  func value<Value>(
    _ node: Node, _ expectation: ScenarioProblem.Expectation, _ read: (String) -> Value?
  ) -> Value? {
    guard let written = text(node) else { return nil }
    guard let value = read(written) else {
      note(.wrong(expectation, written), at: node)
      return nil
    }
    return value
  }

  /// A domain that the catalogue or the configuration defines; operators, authorities and services of the
  /// scenario's own are open.
  func domain(_ node: Node, services: Set<Service.ID>) -> DomainID? {
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
      note(.undefinedDomain(id.description, suggestion: suggestion), at: node)
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
    guard text.utf8.count <= ScenarioReader.sizeLimit else {
      throw ScenarioProblems(.tooLarge(limit: ScenarioReader.sizeLimit))
    }
    let reader = ScenarioReader(known: known)
    let scenario = reader.scenario(try root(of: text))
    guard let scenario, reader.problems.isEmpty else {
      let order = reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
      throw ScenarioProblems(problems: order)
    }
    return scenario
  }

  private static func root(of text: String) throws(ScenarioProblems) -> Node {
    do {
      guard let root = try Yams.compose(yaml: text, .basic) else {
        throw ScenarioProblems(.missing("version"))
      }
      return root
    } catch let problems as ScenarioProblems {
      throw problems
    } catch {
      switch error as? YamlError {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw ScenarioProblems(.syntax(problem), line: mark.line, column: mark.column)
      case .duplicatedKeysInMapping(let keys, let context):
        throw ScenarioProblems(
          .syntax("duplicate key \"\(keys.first ?? "")\""), line: context.mark.line,
          column: context.mark.column)
      default: throw ScenarioProblems(.syntax("the file cannot be read"))
      }
    }
  }
}

extension ScenarioProblems {
  init(_ fact: ScenarioProblem.Fact, line: Int = 1, column: Int = 1) {
    self.init(problems: [ScenarioProblem(line: line, column: column, fact: fact)])
  }
}
