/// The themes that come with the program.
package enum EmbeddedThemes {
  /// The one used unless another is asked for.
  package static let standard = "dark"
  /// The one used where there is no colour, whatever was asked for.
  package static let colorless = "mono"
  package static let names = [standard, colorless]

  /// `nil` if there is no theme of that name.
  package static func source(of name: String) -> String? {
    switch name {
    case "dark": String(decoding: PackageResources.dark_yaml, as: UTF8.self)
    case "mono": String(decoding: PackageResources.mono_yaml, as: UTF8.self)
    default: nil
    }
  }
}
