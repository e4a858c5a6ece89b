internal import Glibc

/// Which configuration file a command uses.
package enum ConfigurationPath {
  /// The one named with `--config`; else the first that exists of `$XDG_CONFIG_HOME/faultline/config.yaml`
  /// and `~/.config/faultline/config.yaml`; `nil` means the embedded default.
  package static func resolve(
    named path: String?, environment: [String: String],
    exists: (String) -> Bool = { access($0, F_OK) == 0 }
  ) -> String? {
    path ?? usual(in: environment).first(where: exists)
  }

  /// The XDG base directory specification ignores a relative folder, and so do we.
  private static func usual(in environment: [String: String]) -> [String] {
    let folders = [environment["XDG_CONFIG_HOME"], environment["HOME"].map { "\($0)/.config" }]
    return folders.compactMap { $0 }.filter { $0.hasPrefix("/") }.map { "\($0)/faultline/config.yaml" }
  }
}

extension Configuration {
  /// Reads the file that `ConfigurationPath` finds, or the embedded default.
  package static func load(
    named path: String?, environment: [String: String]
  ) throws(ConfigurationError) -> Configuration {
    guard let path = ConfigurationPath.resolve(named: path, environment: environment) else {
      return try embeddedDefault()
    }
    return try load(path: path, environment: environment)
  }
}
