internal import ArgumentParser
internal import Configuration
internal import Foundation

/// Loads the configuration of commands; diagnostics go to standard error.
enum ConfigurationSource {
  /// The most diagnostics shown: more would scroll the first ones away.
  private static let shownDiagnostics = 100

  /// The file named with `--config`, else the user's own, else the embedded default.
  /// - Throws: exit code 78, after writing the reason to standard error.
  static func load(named path: String?) throws -> Configuration {
    let environment = ProcessInfo.processInfo.environment
    return try reporting { () throws(ConfigurationError) in
      try Configuration.load(named: path, environment: environment)
    }
  }

  /// Whether `load(named:)` reads a file of the user's rather than the embedded default.
  static func isOwn(named path: String?) -> Bool {
    ConfigurationPath.resolve(named: path, environment: ProcessInfo.processInfo.environment) != nil
  }

  /// Exactly this file.
  static func load(path: String) throws -> Configuration {
    let environment = ProcessInfo.processInfo.environment
    return try reporting { () throws(ConfigurationError) in
      try Configuration.load(path: path, environment: environment)
    }
  }

  private static func reporting(
    _ load: () throws(ConfigurationError) -> Configuration
  ) throws -> Configuration {
    do {
      let configuration = try load()
      show(configuration.warnings)
      return configuration
    } catch {
      show(error.diagnostics)
      throw ExitCode(78)
    }
  }

  private static func show(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics.prefix(shownDiagnostics) { StandardError.write("\(diagnostic)") }
    let rest = diagnostics.count - shownDiagnostics
    if rest > 0 { StandardError.write("... and \(rest) more") }
  }
}
