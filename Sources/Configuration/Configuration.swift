internal import YAML
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
    do throws(YAMLError) {
      root = try YAMLNode(parsing: text, limit: ConfigurationFile.sizeLimit)
    } catch {
      throw ConfigurationError(file: file, findings: [(Fact(error.reason), error.position)])
    }
    guard let root, !root.isNull else {
      throw ConfigurationError(file: file, findings: [(.file(.empty), .start)])
    }
    let reader = Reader(catalogue: .embedded, environment: environment)
    let plan = reader.plan(root)
    let findings = reader.findings.sorted { $0.position < $1.position }
    guard let plan, findings.allSatisfy(\.fact.isWarning) else {
      throw ConfigurationError(file: file, findings: findings)
    }
    return Configuration(
      plan: plan, warnings: findings.map { Diagnostic(file: file, position: $0.position, fact: $0.fact) })
  }
}

extension ConfigurationError {
  init(file: String, findings: [(fact: Fact, position: YAMLPosition)]) {
    self.init(diagnostics: findings.map { Diagnostic(file: file, position: $0.position, fact: $0.fact) })
  }
}

extension Fact {
  fileprivate init(_ reason: YAMLError.Reason) {
    self =
      switch reason {
      case .syntax(let problem): .file(.syntax(problem: problem))
      case .tooLarge(let limit): .file(.tooLarge(limit: limit))
      case .tooDeep(let limit): .file(.tooDeep(limit: limit))
      case .anchor: .file(.anchor)
      case .severalDocuments: .file(.severalDocuments)
      case .duplicateKey(let key): .shape(.duplicateKey(key))
      }
  }
}

extension Configuration {
  /// What is configured, in one line: `12 regions, 1 name, 30 services, ...`; what there is none of is left
  /// out.
  package var summary: String {
    let counts = [
      (plan.regions.count, "region"), (plan.names.count, "name"), (plan.services.count, "service"),
      (plan.configuredChecks.count, "check"), (plan.resolvers.count, "resolver"), (plan.feeds.count, "feed"),
      (plan.prometheusSources.count, "source"), (plan.maintenance.count, "maintenance window"),
      (plan.alerts.count, "alert"),
    ]
    return counts.filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
