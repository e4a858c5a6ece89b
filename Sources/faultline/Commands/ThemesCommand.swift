internal import ArgumentParser
internal import Screen
internal import Themes

/// `faultline themes`: lists the themes, and checks theme files.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes, or check a theme file.", subcommands: [Check.self])

  func run() throws {
    var lines: [String] = []
    for name in ThemeSource.names() {
      do {
        lines.append("\(name)  \(try ThemeSource.theme(named: name).summary)\n")
      } catch {
        lines.append("\(name)  cannot be used: \(error.summary)\n")
      }
    }
    try StandardOutput.write(lines.joined())
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a theme file and report every error in it; exits with 78 if there is one.")

    @Argument(help: "The theme file.")
    var file: String

    func run() throws {
      let theme = try read()
      for weak in theme.lowContrasts { StandardError.write("\(file): \(Self.wording(of: weak))") }
      try StandardOutput.write("\(file): every role is defined\n")
    }

    private func read() throws -> Theme {
      do { return try ThemeSource.theme(at: file) } catch {
        for line in error.lines { StandardError.write(line) }
        throw ExitCode(error.exitCode)
      }
    }

    private static func wording(of weak: Theme.LowContrast) -> String {
      let tenths = Int(weak.ratio * 10)
      let place = weak.isSelected ? "the selection" : "its background"
      return "\(weak.role.rawValue) has a contrast of \(tenths / 10).\(tenths % 10):1 against \(place); "
        + "text needs at least \(Theme.readableContrast):1"
    }
  }
}
