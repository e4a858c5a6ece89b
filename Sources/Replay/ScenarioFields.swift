internal import Model
internal import YAML

/// One map of a scenario file: hands out its fields by key and reports what is wrong.
struct ScenarioFields {
  let reader: ScenarioReader
  let node: YAMLNode
  private let map: YAMLMap

  /// `nil`, and reported, if the node is no map. Keys outside `known` are reported.
  init?(_ node: YAMLNode, known: [String], reader: ScenarioReader) {
    guard let map = YAMLMap(node, known: known) else {
      reader.report(.notA(.map), at: node)
      return nil
    }
    self.reader = reader
    self.node = node
    self.map = map
    for key in map.unknownKeys {
      reader.report(.unknownKey(key.text ?? "this", suggestion: map.suggestion(for: key)), at: key)
    }
  }

  subscript(key: String) -> YAMLNode? { map[key] }

  func has(_ key: String) -> Bool { map[key] != nil }

  func needed(_ key: String) -> YAMLNode? {
    if map[key] == nil { reader.report(.missing(key), at: node) }
    return map[key]
  }

  func text(_ key: String) -> String? { map[key].flatMap(reader.text) }

  func neededText(_ key: String) -> String? { needed(key).flatMap(reader.text) }

  func instant(_ key: String) -> Timestamp? {
    map[key].flatMap { reader.value($0, .instant, Timestamp.init(iso8601:)) }
  }

  func neededInstant(_ key: String) -> Timestamp? { needed(key) == nil ? nil : instant(key) }

  func duration(_ key: String) -> Duration? {
    map[key].flatMap { reader.value($0, .duration, Duration.init(written:)) }
  }

  func share(_ key: String) -> Double? {
    map[key].flatMap {
      reader.value($0, .share) { Double($0).flatMap { (0...1).contains($0) ? $0 : nil } }
    }
  }

  /// The items of a list; empty, and reported, if there is something else.
  func items(_ key: String) -> [YAMLNode] {
    guard let node = map[key] else { return [] }
    guard case .list(let items) = node.content else {
      reader.report(.notA(.list), at: node)
      return []
    }
    return items
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
