/// The themes that come with the program.
package enum EmbeddedThemes {
  /// The one used unless another is asked for.
  package static let standard = "dark"
  /// The one used where there is no colour, whatever was asked for.
  package static let colorless = "mono"
  /// In menu order.
  package static let names = [standard, "light", "high-contrast", "okabe-ito", "solarized", colorless]

  /// `nil` if there is no theme of that name.
  package static func source(of name: String) -> String? {
    bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func bytes(of name: String) -> [UInt8]? {
    switch name {
    case "dark": PackageResources.dark_yaml
    case "light": PackageResources.light_yaml
    case "high-contrast": PackageResources.high_contrast_yaml
    case "okabe-ito": PackageResources.okabe_ito_yaml
    case "solarized": PackageResources.solarized_yaml
    case "mono": PackageResources.mono_yaml
    default: nil
    }
  }
}
