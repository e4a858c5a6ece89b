internal import Algorithms

/// A map of which the keys are known that it may have.
///
/// A list, not a dictionary: there are few keys, and each new kind of dictionary costs the start of the
/// program a tenth of a millisecond.
package struct YAMLMap: Sendable {
  package let position: YAMLPosition
  /// Those with a known key, in the order of the text. No key is repeated: the reader refuses it.
  package private(set) var entries: [YAMLNode.Entry] = []
  /// Keys that are none of the known ones.
  package private(set) var unknownKeys: [YAMLNode] = []
  package let known: [String]

  /// `nil` if the node is no map.
  package init?(_ node: YAMLNode, known: [String]) {
    guard case .map(let written) = node.content else { return nil }
    position = node.position
    self.known = known
    for entry in written {
      if let key = entry.key.text, known.contains(key) {
        entries.append(entry)
      } else {
        unknownKeys.append(entry.key)
      }
    }
  }

  package subscript(key: String) -> YAMLNode? { entries.first { $0.key.text == key }?.value }

  /// The known key that an unknown one was probably meant to be.
  package func suggestion(for key: YAMLNode) -> String? {
    NearMiss.suggestion(for: key.title, among: known)
  }
}
