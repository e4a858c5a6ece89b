internal import ArgumentParser

@main
struct Faultline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "faultline", abstract: "A terminal dashboard for cloud dependency health.",
    subcommands: [
      WatchCommand.self, ThemesCommand.self, ConfigCommand.self, FeedCommand.self,
      HistoryCommand.self, RiskCommand.self, ReplayCommand.self,
    ],
    defaultSubcommand: WatchCommand.self)
}
