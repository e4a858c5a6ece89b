internal import Catalogue
package import Model

/// Display names of regions, as feeds write them, to the ids of the catalogue.
package struct RegionDirectory: Sendable {
  private struct Entry: Sendable {
    /// Lower case, UTF-8.
    let name: [UInt8]
    let id: String
  }

  /// Per provider, the longest name first, so that "East US 2" is not read as "East US".
  private let entries: [String: [Entry]]

  /// - Parameter names: a provider's own name of each region, `East US 2`, with the region's id.
  package init(_ names: [(name: SafeText, region: DomainID)]) {
    var entries: [String: [Entry]] = [:]
    for (name, region) in names {
      guard let provider = region.provider else { continue }
      entries[provider.description, default: []].append(
        Entry(name: Array(name.string.lowercased().utf8), id: region.name))
    }
    self.entries = entries.mapValues { list in list.sorted { $0.name.count > $1.name.count } }
  }

  package static let embedded = RegionDirectory(Catalogue.embedded.regions.map { ($0.name, $0.id) })

  /// The ids of the regions a text names, in the text's order, and what is left of it without them.
  /// A name counts on word boundaries only; each part of the text is read once, by the longest name. A text
  /// longer than any that is shown is read as far as that.
  func regions(in text: String, of provider: String) -> (ids: [String], rest: String) {
    var rest = Array(text.prefix(SafeText.limit).lowercased().utf8)
    var found: [(at: Int, id: String)] = []
    for entry in entries[provider] ?? [] {
      var start = 0
      while let at = Self.position(of: entry.name, in: rest, from: start) {
        found.append((at, entry.id))
        start = at + entry.name.count
        for index in at..<start { rest[index] = 0 }
      }
    }
    let ids = found.sorted { $0.at < $1.at }.map(\.id)
    return (ids, String(decoding: rest.filter { $0 != 0 }, as: UTF8.self).trimmed)
  }

  private static func position(of name: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard !name.isEmpty, text.count - start >= name.count else { return nil }
    return (start...text.count - name.count).first { start in
      let end = start + name.count
      return text[start] == name[0] && text[start..<end].elementsEqual(name)
        && (start == 0 || !isWord(text[start - 1])) && (end == text.count || !isWord(text[end]))
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
  }
}
