package import Model

extension ExportFormat {
  package var fileExtension: String {
    switch self {
    case .text: "txt"
    case .json: "json"
    case .csv: "csv"
    case .markdown: "md"
    case .html: "html"
    // The extension that node exporter's textfile collector reads.
    case .prometheus: "prom"
    case .dot: "dot"
    }
  }
}

extension Snapshot {
  /// The snapshot as one document that ends with a newline; as CSV, the state table.
  package func exported(as format: ExportFormat) -> String {
    switch format {
    case .text: text
    case .json: json.text() + "\n"
    case .csv: csv(.state)
    case .markdown: markdown
    case .html: html
    case .prometheus: metrics
    case .dot: dot
    }
  }
}

extension Snapshot {
  /// Writes a new file into a folder; for CSV, a new folder with all tables. Returns its path.
  package func writeNew(as format: ExportFormat, in folder: String) throws(OutputError) -> String {
    guard format == .csv else {
      return try OutputFile.writeNew(
        exported(as: format), in: folder, at: generatedAt, extension: format.fileExtension)
    }
    let path = try OutputFile.makeNewFolder(in: folder, at: generatedAt)
    try writeTables(in: path)
    return path
  }

  /// Writes every table into a folder (`state.csv`, `regions.csv`, ...), replacing files of these names.
  package func writeTables(in folder: String) throws(OutputError) {
    for table in SnapshotTable.allCases {
      try OutputFile.write(csv(table), to: "\(folder)/\(table.rawValue).csv", replacing: true)
    }
  }
}
