internal import ArgumentParser
internal import Catalogue
internal import Configuration
internal import Export

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check a configuration file, or print one to start from.",
    subcommands: [Check.self, Example.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say whether a configuration file can be used, and name everything wrong with it.")

    @Argument(help: "The configuration file.")
    var file: String

    func run() throws {
      let configuration = try ConfigurationSource.load(path: file)
      try ConfigCommand.print("\(file): ok: \(configuration.summary)\n")
    }
  }

  struct Example: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the default configuration, commented, to start your own from.")

    func run() throws { try ConfigCommand.print(Catalogue.defaultConfiguration) }
  }

  fileprivate static func print(_ text: String) throws {
    do { try OutputFile.writeToStandardOutput(text) } catch {
      StandardError.write("\(error)")
      throw ExitCode(74)
    }
  }
}
