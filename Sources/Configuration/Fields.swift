internal import YAML

/// The words a map may use as keys: the cases of an enum, whose raw values are the words of the contract.
protocol Keys: RawRepresentable<String>, CaseIterable, Equatable {}

/// A map whose keys are the words of an enum.
struct Fields<Key: Keys> {
  let position: YAMLPosition
  fileprivate let entries: [(key: Key, entry: YAMLNode.Entry)]

  subscript(key: Key) -> YAMLNode? { entries.first { $0.key == key }?.entry.value }

  /// Which of `keys` are written, in that order.
  func written(of keys: [Key]) -> [Key] { keys.filter { self[$0] != nil } }
}

extension Reader {
  /// Reads a map, reporting keys that are none of `Key`; `nil` if it is no map.
  func readFields<Key: Keys>(_ node: YAMLNode, _ type: Key.Type) -> Fields<Key>? {
    guard let map = YAMLMap(node, known: Key.allCases.map(\.rawValue)) else {
      return node.isNull
        ? Fields(position: node.position, entries: [])
        : fail(.shape(.wrongShape(expected: .map, found: node.shape)), at: node.position)
    }
    for key in map.unknownKeys { reportUnknown(key, map.known) }
    let known = map.entries.compactMap { entry in
      Key(rawValue: entry.key.title).map { (key: $0, entry: entry) }
    }
    return Fields(position: node.position, entries: known)
  }

  /// A key that has to be there.
  func require<Key: Keys>(_ key: Key, in fields: Fields<Key>) -> YAMLNode? {
    fields[key] ?? fail(.shape(.missingKey(key.rawValue)), at: fields.position)
  }

  /// Reports keys that are words of the contract, but do not go with the others here.
  func refuse<Key: Keys>(beyond own: [Key], in fields: Fields<Key>) {
    for (key, entry) in fields.entries where !own.contains(key) {
      report(
        .shape(.unknownKey(key.rawValue, suggestion: nil, known: own.map(\.rawValue))), at: entry.key.position
      )
    }
  }

  private func reportUnknown(_ key: YAMLNode, _ known: [String]) {
    guard let word = word(key) else { return }
    report(
      .shape(.unknownKey(word.value, suggestion: suggestion(for: word, among: known), known: known)),
      at: word.position)
  }
}
