internal import ArgumentParser
internal import Export
internal import Foundation
internal import History
internal import Model

/// `faultline history`: incidents and uptime from the history.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Print incidents and uptime from the history.",
    subcommands: [Incidents.self, Uptimes.self, Show.self])

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  struct Incidents: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List incidents, newest first.")

    @OptionGroup var source: HistorySource

    @Option(help: ArgumentHelp("List at most N incidents.", valueName: "n"))
    var limit = 50

    @Option(help: "Output format.")
    var format = Format.text

    func validate() throws {
      guard limit > 0 else { throw ValidationError("--limit must be at least 1, not \(limit)") }
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
      commandName: "uptime", abstract: "Print the uptime of regions, DNS names and services, with coverage.",
      discussion:
        "Coverage is the share of the time for which there is data. Exits with 78 if an id is not in the history."
    )

    @Argument(
      help: ArgumentHelp(
        "Region ids, name:NAME, service:ID; everything if none is given.", valueName: "id"))
    var things: [String] = []

    @OptionGroup var source: HistorySource

    @Option(help: "Output format.")
    var format = Format.text

    func run() throws {
      let now = HistorySource.now
      try source.read { reader in
        let rows = try UptimeRow.rows(of: subjects(reader), in: reader, at: now)
        return format == .json ? rows.json(at: now).text() + "\n" : rows.text
      }
    }

    private func subjects(_ reader: HistoryReader) throws -> [Subject] {
      let known = try reader.subjects()
      guard !things.isEmpty else { return known }
      return try things.map { word in
        if let subject = Subject(label: word), known.contains(subject) { return subject }
        throw HistorySource.Unknown(
          what: "\"\(word)\" is not in the history", among: known.map(\.label), word: word)
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show one incident with its timeline; as Markdown, a post-mortem.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

    @Argument(help: "The incident's id, or the beginning of one.")
    var id: String

    @OptionGroup var source: HistorySource

    @Option(help: "Output format.")
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
          ? "\"\(id)\" is not a known incident" : "\"\(id)\" matches \(found.count) incidents",
        among: known.map(\.id), word: id)
    }

    /// With the members' health changes from 15 minutes before it to 15 minutes after.
    private static func postmortem(of incident: Incident, in reader: HistoryReader) throws -> Postmortem {
      let now = HistorySource.now
      let margin = Duration.seconds(900)
      let end = (incident.closedAt ?? now) + margin
      let begin = Timestamp(nanoseconds: incident.openedAt.nanoseconds - margin.nanoseconds)
      let changes = try reader.changes(of: incident.members, in: begin..<max(begin, end))
      return Postmortem(
        incident,
        events: changes.map {
          Postmortem.Event(at: $0.start, member: $0.subject, health: $0.health, reason: $0.reason)
        }, at: now)
    }
  }
}
