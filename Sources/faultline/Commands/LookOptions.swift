internal import ArgumentParser
internal import Terminal
internal import Themes

/// Appearance of the dashboard.
struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Theme: a name listed by `faultline themes`, or a file.", valueName: "name|file"))
  var theme = EmbeddedThemes.standard

  @Option(
    help: ArgumentHelp(
      "Colours: \(ColorChoice.words.joined(separator: ", ")).", valueName: "mode"),
    transform: { word in
      guard let choice = ColorChoice(word) else {
        throw ValidationError("use one of \(ColorChoice.words.joined(separator: ", "))")
      }
      return choice
    })
  var color = ColorChoice.auto

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Option(
    help: ArgumentHelp(
      "Columns that the terminal gives to characters of ambiguous width; with 2, none are used.",
      valueName: "1|2"))
  var ambiguousWidth = 1

  func validate() throws {
    guard (1...2).contains(ambiguousWidth) else {
      throw ValidationError("--ambiguous-width must be 1 or 2, not \(ambiguousWidth)")
    }
  }

  /// Reports every error in a theme that cannot be used, and ends the command.
  func sessionOptions() throws -> SessionOptions {
    do {
      return SessionOptions(
        theme: try ThemeSource.theme(named: theme),
        colorlessTheme: try ThemeSource.theme(named: EmbeddedThemes.colorless), color: color,
        isASCII: ascii || ambiguousWidth == 2)
    } catch {
      for line in error.lines { StandardError.write("faultline: \(line)") }
      throw ExitCode(error.exitCode)
    }
  }
}
