internal import ArgumentParser

@main
struct Faultline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faultline", abstract: "A terminal dashboard for cloud dependency health.",
    version: Live.version,
    subcommands: [
      WatchCommand.self, CheckCommand.self, RiskCommand.self, ReplayCommand.self, FeedCommand.self,
      HistoryCommand.self, ConfigCommand.self, ThemesCommand.self,
    ],
    defaultSubcommand: WatchCommand.self)
}
