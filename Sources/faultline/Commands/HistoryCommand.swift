internal import ArgumentParser
internal import Export
internal import Foundation
internal import History
internal import Model

/// `faultline history`: what is remembered.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Print incidents and uptimes from what Faultline remembers.",
    subcommands: [Incidents.self, Uptimes.self, Show.self])

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  struct Incidents: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the incidents, newest first.")

    @OptionGroup var source: HistorySource

    @Option(help: "How many to list at most.")
    var limit = 50

    @Option(help: "How to print: text or json.")
    var format = Format.text

    func validate() throws {
      guard limit > 0 else { throw ValidationError("--limit is at least 1, not \(limit)") }
    }

    func run() throws {
      try source.read { reader in
        let incidents = try reader.incidents(limit: limit)
        return format == .json ? incidents.json.text() + "\n" : incidents.text
      }
    }
  }

  struct Uptimes: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "uptime", abstract: "Print how long each thing was how available, with coverage.",
      discussion: "Exits 78 if a thing named is not remembered.")

    @Argument(help: "Regions, `name:...`, `service:...`; everything if none is given.")
    var things: [String] = []

    @OptionGroup var source: HistorySource

    @Option(help: "How to print: text or json.")
    var format = Format.text

    func run() throws {
      let now = HistorySource.now
      try source.read { reader in
        let rows = try UptimeRow.rows(of: labels(reader), in: reader, at: now)
        return format == .json ? rows.json(at: now).text() + "\n" : rows.text
      }
    }

    private func labels(_ reader: HistoryReader) throws -> [String] {
      let known = try reader.subjects()
      guard let stranger = things.first(where: { !known.contains($0) }) else {
        return things.isEmpty ? known : things
      }
      throw HistorySource.Unknown(what: "“\(stranger)” is not remembered", among: known, word: stranger)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell one incident from its first symptom to its end; as Markdown, a post-mortem.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

    @Argument(help: "The incident's id, or the beginning of it.")
    var id: String

    @OptionGroup var source: HistorySource

    @Option(help: "How to print: text, json or markdown.")
    var format = Format.text

    func run() throws {
      try source.read { reader in
        let postmortem = try Self.postmortem(of: incident(reader), in: reader)
        return switch format {
        case .text: postmortem.text
        case .json: postmortem.json.text() + "\n"
        case .markdown: postmortem.markdown
        }
      }
    }

    private func incident(_ reader: HistoryReader) throws -> Incident {
      let found = try reader.incidents(idPrefix: id)
      if found.count == 1, let incident = found.first { return incident }
      let known = found.isEmpty ? try reader.incidents(limit: 200) : found
      throw HistorySource.Unknown(
        what: found.isEmpty
          ? "there is no incident “\(id)”" : "“\(id)” begins the ids of \(found.count) incidents",
        among: known.map(\.id), word: id)
    }

    /// With the members' changes of health from a quarter of an hour before to a quarter after.
    private static func postmortem(of incident: Incident, in reader: HistoryReader) throws -> Postmortem {
      let now = HistorySource.now
      let margin = Duration.seconds(900)
      let end = (incident.closedAt ?? now) + margin
      let begin = Timestamp(nanoseconds: incident.openedAt.nanoseconds - margin.nanoseconds)
      let changes = try reader.changes(of: incident.members, in: begin..<max(begin, end))
      return Postmortem(
        incident,
        events: changes.map {
          Postmortem.Event(at: $0.start, member: $0.label, health: $0.health, reason: $0.reason)
        }, at: now)
    }
  }
}
