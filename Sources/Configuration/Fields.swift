/// The words a map may use as keys: the cases of an enum, whose raw values are the words of the contract.
protocol Keys: RawRepresentable<String>, CaseIterable, Equatable {}

/// A map whose every key is known.
///
/// A list, not a dictionary: there are few keys, and each new kind of dictionary costs the start of the
/// program a tenth of a millisecond.
struct Fields<Key: Keys> {
  let place: Place
  fileprivate let entries: [(key: Key, entry: YAMLNode.Entry)]

  subscript(key: Key) -> YAMLNode? { entries.first { $0.key == key }?.entry.value }

  /// Which of `keys` are written, in that order.
  func written(of keys: [Key]) -> [Key] { keys.filter { self[$0] != nil } }
}

extension Reader {
  /// Reads a map, reporting keys that are none of `Key`; `nil` if it is no map.
  func readFields<Key: Keys>(_ node: YAMLNode, _ type: Key.Type) -> Fields<Key>? {
    guard case .map(let entries) = node.content else {
      return node.isNull
        ? Fields(place: node.place, entries: [])
        : fail(.shape(.wrongShape(expected: .map, found: node.shape)), at: node.place)
    }
    let known = entries.compactMap { entry in key(entry.key, Key.self).map { (key: $0, entry: entry) } }
    return Fields(place: node.place, entries: known)
  }

  /// A key that has to be there.
  func require<Key: Keys>(_ key: Key, in fields: Fields<Key>) -> YAMLNode? {
    fields[key] ?? fail(.shape(.missingKey(key.rawValue)), at: fields.place)
  }

  /// Reports keys that are words of the contract, but do not go with the others here.
  func refuse<Key: Keys>(beyond own: [Key], in fields: Fields<Key>) {
    for (key, entry) in fields.entries where !own.contains(key) {
      report(
        .shape(.unknownKey(key.rawValue, suggestion: nil, known: own.map(\.rawValue))), at: entry.key.place)
    }
  }

  private func key<Key: Keys>(_ node: YAMLNode, _ type: Key.Type) -> Key? {
    guard let word = word(node) else { return nil }
    if let key = Key(rawValue: word.value) { return key }
    let known = Key.allCases.map(\.rawValue)
    return fail(
      .shape(.unknownKey(word.value, suggestion: suggestion(for: word, among: known), known: known)),
      at: word.place)
  }
}
