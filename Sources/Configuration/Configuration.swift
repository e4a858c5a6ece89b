internal import Catalogue
package import Model

/// A configuration read and validated: what to watch, and what is worth a second look.
///
/// Costs a few milliseconds for the default and about a quarter of a second for 10,000 services; does no
/// I/O but reading its file, and may be called from any thread.
package struct Configuration: Sendable, Equatable {
  package let plan: Plan
  /// Only warnings, in file order.
  package let warnings: [Diagnostic]

  /// The name by which the embedded default is cited.
  package static let defaultName = "default.yaml"

  /// Reads a file.
  /// - Parameter environment: values for `${NAME}`.
  /// - Throws: everything wrong with it, in file order.
  package static func load(
    path: String, environment: [String: String]
  ) throws(ConfigurationError) -> Configuration {
    try parse(text: ConfigurationFile.text(at: path), file: path, environment: environment)
  }

  /// The configuration that is embedded in the binary, through the same path as a user's.
  package static func embeddedDefault() throws(ConfigurationError) -> Configuration {
    try parse(text: Catalogue.defaultConfiguration, file: defaultName, environment: [:])
  }

  package static func parse(
    text: String, file: String, environment: [String: String]
  ) throws(ConfigurationError) -> Configuration {
    let root: YAMLNode?
    do { root = try YAMLNode(parsing: text) } catch {
      throw ConfigurationError(file: file, findings: [(error.fact, error.place)])
    }
    guard let root, !root.isNull else {
      throw ConfigurationError(file: file, findings: [(.file(.empty), Place(line: 1, column: 1))])
    }
    let reader = Reader(catalogue: .embedded, environment: environment)
    let plan = reader.plan(root)
    let findings = reader.findings.sorted { $0.place < $1.place }
    guard let plan, findings.allSatisfy(\.fact.isWarning) else {
      throw ConfigurationError(file: file, findings: findings)
    }
    return Configuration(
      plan: plan, warnings: findings.map { Diagnostic(file: file, place: $0.place, fact: $0.fact) })
  }
}

extension ConfigurationError {
  init(file: String, findings: [(fact: Fact, place: Place)]) {
    self.init(diagnostics: findings.map { Diagnostic(file: file, place: $0.place, fact: $0.fact) })
  }
}
