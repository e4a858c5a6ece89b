internal import ArgumentParser
internal import Export
internal import Model

/// The output options that `check` and `replay --headless` share.
struct SnapshotOutput: ParsableArguments {
  @Option(help: "Output format.")
  var format: ExportFormat?

  @Option(help: "The table to write with --format csv.")
  var table: SnapshotTable?

  @Option(
    help: ArgumentHelp(
      "Write to FILE instead of standard output; with csv, all tables into a directory.",
      valueName: "file"))
  var output: String?

  /// Whether any of these options was given.
  var isGiven: Bool { format != nil || table != nil || output != nil }

  func validate() throws {
    guard table == nil || format == .csv else { throw ValidationError("--table needs --format csv") }
  }

  /// - Throws: exit code 74 if it cannot be written, after writing the reason to standard error.
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
