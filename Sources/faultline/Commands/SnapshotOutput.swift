internal import ArgumentParser
internal import Export
internal import Model

/// How a snapshot is printed, and where: what `check` and `replay --headless` share.
struct SnapshotOutput: ParsableArguments {
  @Option(help: "How to print.")
  var format: ExportFormat?

  @Option(help: "Which table csv prints; state, if not said.")
  var table: SnapshotTable?

  @Option(
    help: ArgumentHelp(
      "Write to FILE instead of standard output; csv writes all its tables into a folder.",
      valueName: "file"))
  var output: String?

  /// Whether anything was said about it.
  var isGiven: Bool { format != nil || table != nil || output != nil }

  func validate() throws {
    guard table == nil || format == .csv else { throw ValidationError("--table goes with --format csv") }
  }

  /// - Throws: exit code 74 if it cannot be written; why is on standard error.
  func write(_ snapshot: Snapshot) throws {
    do {
      if let output, format == .csv, table == nil, OutputFile.isFolder(output) {
        try snapshot.writeTables(in: output)
      } else if let output {
        try OutputFile.write(text(of: snapshot), to: output, replacing: true)
      } else {
        try OutputFile.writeToStandardOutput(text(of: snapshot))
      }
    } catch {
      StandardError.write("faultline: \(error)")
      throw ExitCode(74)
    }
  }

  private func text(of snapshot: Snapshot) -> String {
    table.map(snapshot.csv) ?? snapshot.exported(as: format ?? .text)
  }
}

extension ExportFormat: ExpressibleByArgument {}
extension SnapshotTable: ExpressibleByArgument {}
