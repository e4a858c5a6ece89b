/// An embedded data file: one thing a line, fields separated by tabs, the first of them its id.
///
/// Only the ids are read at first; the start of the program does not wait for facts that nobody asks for.
struct Table: Sendable {
  /// In the order of the file.
  let ids: [String]
  private let bytes: [UInt8]
  private let lines: [String: Range<Int>]

  static let regions = Table(EmbeddedFile.regions.bytes)
  static let domains = Table(EmbeddedFile.domains.bytes)
  static let facts = Table(EmbeddedFile.facts.bytes)

  /// Lines that begin with `#` are comments. Of two lines with one id the first counts.
  init(_ bytes: [UInt8]) {
    var ids: [String] = []
    var lines: [String: Range<Int>] = [:]
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let id = String(decoding: line.prefix { $0 != UInt8(ascii: "\t") }, as: UTF8.self)
      ids.append(id)
      if lines[id] == nil { lines[id] = line.startIndex..<line.endIndex }
    }
    self.ids = ids
    self.bytes = bytes
    self.lines = lines
  }

  func contains(_ id: String) -> Bool { lines[id] != nil }

  /// The fields of a line; `-` reads as empty: absence.
  func record(_ id: String) -> [String]? {
    lines[id].map { range in
      bytes[range].split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { field in
        field.elementsEqual(CollectionOfOne(UInt8(ascii: "-"))) ? "" : String(decoding: field, as: UTF8.self)
      }
    }
  }
}
