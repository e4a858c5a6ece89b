internal import ArgumentParser
internal import Catalogue
internal import Configuration
internal import Export

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check a configuration file, or print an example.",
    subcommands: [Check.self, Example.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a configuration file and report every error in it.")

    @Argument(help: "The configuration file.")
    var file: String

    func run() throws {
      let configuration = try ConfigurationSource.load(path: file)
      try ConfigCommand.print("\(file): ok: \(configuration.summary)\n")
    }
  }

  struct Example: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the default configuration with comments, as a starting point.")

    func run() throws { try ConfigCommand.print(Catalogue.defaultConfiguration) }
  }

  fileprivate static func print(_ text: String) throws {
    do { try OutputFile.writeToStandardOutput(text) } catch {
      StandardError.write("\(error)")
      throw ExitCode(74)
    }
  }
}
