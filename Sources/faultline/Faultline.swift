internal import ArgumentParser
internal import Glibc
internal import Model

@main
struct Faultline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faultline", abstract: "A terminal dashboard for cloud dependency health.",
    version: Live.version,
    subcommands: [
      WatchCommand.self, CheckCommand.self, RiskCommand.self, ReplayCommand.self, FeedCommand.self,
      HistoryCommand.self, DiffCommand.self, ConfigCommand.self, ThemesCommand.self,
    ],
    defaultSubcommand: WatchCommand.self)

  static func main() {
    // A closed pipe is an error of the write to it, not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let status = status(of: error)
      if status == .success, !(error is ExitCode) { exit(withError: answer(error)) }
      guard status == internalError, !(error is ExitCode) else { exit(withError: error) }
      StandardError.write("faultline: internal error: \(SafeText("\(error)")); please report it")
      exit(withError: status)
    }
  }

  /// Writes help, the version or a completion script; written here so that a failed write is reported.
  private static func answer(_ error: any Error) -> ExitCode {
    do {
      try StandardOutput.write(fullMessage(for: error) + "\n")
      return .success
    } catch {
      return exitCode(for: error)
    }
  }

  static let internalError = ExitCode(70)

  /// The exit code of an error. ArgumentParser would use 1 for unexpected ones, which means "degraded" here.
  static func status(of error: any Error) -> ExitCode {
    let code = exitCode(for: error)
    return code == .failure && !(error is ExitCode) ? internalError : code
  }
}
