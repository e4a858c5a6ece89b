internal import ArgumentParser
internal import Terminal
internal import Themes

/// How the dashboard looks.
struct LookOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The name of a theme, or a theme file.", valueName: "name|file"))
  var theme = EmbeddedThemes.standard

  @Option(
    help: ArgumentHelp(
      "How much colour: \(ColorChoice.words.joined(separator: ", ")).", valueName: "mode"),
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
      "How wide the terminal draws characters of ambiguous width; with 2, none is used.", valueName: "1|2"))
  var ambiguousWidth = 1

  func validate() throws {
    guard (1...2).contains(ambiguousWidth) else {
      throw ValidationError("--ambiguous-width is 1 or 2, not \(ambiguousWidth)")
    }
  }

  /// Ends the command with every problem of a theme that cannot be used.
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
