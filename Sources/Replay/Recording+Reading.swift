internal import JSON
internal import Model

extension Recording {
  /// Whether a text begins as a recording does; else it may be a scenario.
  package static func looksLikeOne(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.first == UInt8(ascii: "{")
  }

  /// Reads a recording up to its last whole line.
  package init(bytes: [UInt8]) throws(Problem) {
    let end = bytes.lastIndex(of: 10) ?? -1
    let lines = bytes[..<(end + 1)].split(separator: 10, omittingEmptySubsequences: false).dropLast()
    guard let first = lines.first else { throw .empty }
    let header = try Self.header(first)
    begunAt = header.begunAt
    vantage = header.vantage
    isTorn = end + 1 < bytes.count
    events = []
    events.reserveCapacity(lines.count)
    for (index, line) in lines.enumerated().dropFirst() {
      guard let event = Self.event(line) else { throw .badLine(index + 1) }
      events.append(event)
    }
  }

  /// Refuses a file that recording cannot go on in. One torn within its header counts as begun, and as empty.
  static func checkHeader(of beginning: [UInt8]) throws(Problem) {
    if let end = beginning.firstIndex(of: 10) {
      _ = try header(beginning[..<end])
    } else if !beginning.starts(with: RecordingLines.firstWords.utf8) {
      throw .notARecording
    }
  }

  private static func header(_ line: ArraySlice<UInt8>) throws(Problem) -> RecordingLines.Header {
    guard let json = try? JSON(parsing: line), let schema = try? json.read("schema", as: String.self),
      schema.hasPrefix("faultline.recording/")
    else { throw .notARecording }
    guard schema == Self.schema else { throw .unknownVersion(schema) }
    guard let header = try? RecordingLines.Header(json: json) else { throw .badLine(1) }
    return header
  }

  private static func event(_ line: ArraySlice<UInt8>) -> ReelEvent? {
    (try? JSON(parsing: line)).flatMap { try? ReelEvent(recorded: $0) }
  }
}
