internal import ArgumentParser
internal import Export
internal import Model

/// `faultline diff`: what changed between two snapshots.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two snapshots, changes for the worse first.",
    discussion: """
      Both files are JSON snapshots exported by check, replay or the dashboard. Exits with the worst health that \
      anything changed to for the worse, or was added with: 0 if nothing, 1 degraded, 2 down, 3 unknown; 74 the output could not be \
      written, 78 a file is not a snapshot.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("The earlier snapshot.", valueName: "a.json"))
  var before: String

  @Argument(help: ArgumentHelp("The later snapshot.", valueName: "b.json"))
  var after: String

  @Option(help: "Output format.")
  var format = Format.text

  private static let limit = 64 << 20

  func run() throws {
    let records = [before, after].map(Self.record)
    guard let first = records[0], let second = records[1] else { throw ExitCode(78) }
    let diff = SnapshotDiff(from: first, to: second)
    do {
      try OutputFile.writeToStandardOutput(format == .json ? diff.json.text() + "\n" : diff.text)
    } catch {
      StandardError.write("faultline: \(error)")
      throw ExitCode(74)
    }
    throw ExitCode(diff.exitCode)
  }

  /// `nil` if the file is not a snapshot; the reason has been written to standard error.
  private static func record(at path: String) -> SnapshotRecord? {
    do {
      let bytes = try InputFile.bytes(at: path, limit: limit)
      guard bytes.count <= limit else {
        StandardError.write("\(path): larger than \(limit >> 20) MiB, too large for a snapshot")
        return nil
      }
      return try SnapshotRecord(bytes)
    } catch let error as SnapshotRecordError {
      StandardError.write("\(path):\(error)")
    } catch {
      StandardError.write("\(error)")
    }
    return nil
  }
}
