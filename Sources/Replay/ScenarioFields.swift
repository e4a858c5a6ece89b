internal import Algorithms
internal import Catalogue
internal import Model
internal import Yams

/// One map of a scenario file: hands out its fields by key and notes what is wrong.
struct ScenarioFields {
  let reader: ScenarioReader
  let node: Node
  private var entries: [String: Node] = [:]

  /// `nil`, with a note, if the node is no map. Keys outside `known` are noted.
  init?(_ node: Node, known: [String], reader: ScenarioReader) {
    guard case .mapping(let mapping) = node else {
      reader.note(.notA(.map), at: node)
      return nil
    }
    self.reader = reader
    self.node = node
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key, known.contains(scalar.string) else {
        let written = key.scalar?.string ?? "this"
        let suggestion = NearMiss.suggestion(for: written, among: known)
        reader.note(.unknownKey(written, suggestion: suggestion), at: key)
        continue
      }
      entries[scalar.string] = value
    }
  }

  subscript(key: String) -> Node? { entries[key] }

  func has(_ key: String) -> Bool { entries[key] != nil }

  func needed(_ key: String) -> Node? {
    if entries[key] == nil { reader.note(.missing(key), at: node) }
    return entries[key]
  }

  func text(_ key: String) -> String? { entries[key].flatMap(reader.text) }

  func neededText(_ key: String) -> String? { needed(key).flatMap(reader.text) }

  func instant(_ key: String) -> Timestamp? {
    entries[key].flatMap { reader.value($0, .instant, Timestamp.init(iso8601:)) }
  }

  func neededInstant(_ key: String) -> Timestamp? { needed(key) == nil ? nil : instant(key) }

  func duration(_ key: String) -> Duration? {
    entries[key].flatMap { reader.value($0, .duration, Duration.init(written:)) }
  }

  func share(_ key: String) -> Double? {
    entries[key].flatMap {
      reader.value($0, .share) { Double($0).flatMap { (0...1).contains($0) ? $0 : nil } }
    }
  }

  /// The items of a list; empty, with a note if there is something else.
  func items(_ key: String) -> [Node] {
    guard let node = entries[key] else { return [] }
    guard case .sequence(let sequence) = node else {
      reader.note(.notA(.list), at: node)
      return []
    }
    return Array(sequence)
  }
}

extension Duration {
  /// `90s`, `5m`, `2h`; `nil` for anything else.
  init?(written text: String) {
    let seconds: Int64? =
      switch text.last {
      case "s": 1
      case "m": 60
      case "h": 3600
      default: nil
      }
    guard let seconds, let count = Int64(text.dropLast()), (0...1_000_000).contains(count) else { return nil }
    self = .seconds(count * seconds)
  }
}
