internal import YAML
internal import Algorithms
internal import Catalogue
internal import Model

/// Reads one configuration: turns nodes to values and collects everything wrong on the way.
///
/// The methods return `nil` where they have reported; reading goes on, so that several errors come at once.
/// Lives inside one call of `Configuration.parse`: never shared between threads.
final class Reader {
  let catalogue: Catalogue
  /// Values for `${NAME}`.
  let environment: [String: String]
  private(set) var findings: [(fact: Fact, position: YAMLPosition)] = []

  /// Defaults that later sections lean on, set as soon as they are read.
  var probing = ProbingPolicy()
  var resolvers: [Resolver] = [.system]
  /// Ids of `domains:` and `services:`, known before anything refers to them.
  var overrides: [DomainID: DomainOverride] = [:]
  var serviceLines: [Service.ID: Int] = [:]
  var checksOfRegions: [DomainID: [Check]] = [:]
  /// What an unknown id was probably meant to be; looked up once each.
  var nearestDomains: [DomainID: String?] = [:]

  init(catalogue: Catalogue, environment: [String: String]) {
    self.catalogue = catalogue
    self.environment = environment
  }

  func report(_ fact: Fact, at position: YAMLPosition) { findings.append((fact, position)) }

  /// What was probably meant. Nothing for text out of the environment, which it could give away, and nothing
  /// once there are more mistakes than anyone reads: a file of junk should be refused quickly.
  func suggestion(for text: Text, among candidates: some Sequence<String>) -> String? {
    guard text.value == text.written, findings.count < 200 else { return nil }
    return NearMiss.suggestion(for: text.value, among: candidates)
  }

  /// Reports an error, and is nothing: `return fail(...)`.
  func fail<Value>(_ fact: Fact, at position: YAMLPosition) -> Value? {
    report(fact, at: position)
    return nil
  }
}

/// A scalar after `${NAME}` was filled in. Messages show `written`, never `value`: it may hold a secret.
struct Text {
  let value: String
  let written: String
  let position: YAMLPosition
}

extension Reader {
  /// A scalar that is not nothing.
  func text(_ node: YAMLNode) -> Text? {
    guard case .scalar(let written, _) = node.content, !node.isNull else {
      return fail(.shape(.wrongShape(expected: .text, found: node.shape)), at: node.position)
    }
    guard written.contains("$") else {
      return Text(value: written, written: written, position: node.position)
    }
    return expand(written, at: node.position).map {
      Text(value: $0, written: written, position: node.position)
    }
  }

  /// A key: `${NAME}` is not filled in.
  func word(_ node: YAMLNode) -> Text? {
    guard case .scalar(let written, _) = node.content else {
      return fail(.shape(.wrongShape(expected: .text, found: node.shape)), at: node.position)
    }
    return Text(value: written, written: written, position: node.position)
  }

  /// The items of a list; none if nothing is written.
  func list(_ node: YAMLNode?) -> [YAMLNode] {
    guard let node, !node.isNull else { return [] }
    guard case .list(let items) = node.content else {
      report(.shape(.wrongShape(expected: .list, found: node.shape)), at: node.position)
      return []
    }
    return items
  }

  /// The entries of a map; none if nothing is written.
  func entries(_ node: YAMLNode?) -> [YAMLNode.Entry] {
    guard let node, !node.isNull else { return [] }
    guard case .map(let entries) = node.content else {
      report(.shape(.wrongShape(expected: .map, found: node.shape)), at: node.position)
      return []
    }
    return entries
  }

  /// `nil`, and reported, for text that does not read as `expectation`.
  func read<Value>(
    _ node: YAMLNode?, as expectation: Fact.Expectation, _ parse: (String) -> Value?
  ) -> Value? {
    node.flatMap { text($0) }.flatMap { read($0, as: expectation, parse) }
  }

  func read<Value>(_ text: Text, as expectation: Fact.Expectation, _ parse: (String) -> Value?) -> Value? {
    parse(text.value)
      ?? fail(.value(.invalid(expectation, written: text.written, suggestion: nil)), at: text.position)
  }

  func safeText(_ node: YAMLNode?) -> SafeText? {
    read(node, as: .notEmpty) { $0.isEmpty ? nil : SafeText($0) }
  }
}

extension YAMLNode {
  var shape: Fact.Shape {
    switch content {
    case .scalar: isNull ? .nothing : .text
    case .list: .list
    case .map: .map
    }
  }
}
