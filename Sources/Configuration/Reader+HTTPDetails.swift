internal import YAML
internal import Model

extension Reader {
  /// One status, one range (`200-499`), or a list of them.
  func statusSet(_ node: YAMLNode) -> StatusSet {
    let items: [YAMLNode] =
      if case .scalar = node.content { [node] } else { list(node) }
    let codes = items.compactMap { read($0, as: .status, Self.statuses(written:)) }
    if items.isEmpty {
      report(.value(.invalid(.notEmpty, written: "[]", suggestion: nil)), at: node.position)
    }
    let first = codes.first.map { Set($0) } ?? []
    return .exactly(codes.dropFirst().reduce(into: first) { $0.formUnion($1) })
  }

  private static func statuses(written: String) -> ClosedRange<Int>? {
    let bounds = written.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(bounds.count), let low = bounds.first ?? nil, let high = bounds.last ?? nil,
      low <= high, (100...599).contains(low), (100...599).contains(high)
    else { return nil }
    return low...high
  }

  /// Names are tokens (RFC 9110), values without line ends: nothing can smuggle in a second field.
  func headers(_ node: YAMLNode?) -> [HTTPProbe.Header] {
    entries(node).compactMap { entry in
      let name = word(entry.key).flatMap { read($0, as: .headerName) { Self.isToken($0) ? $0 : nil } }
      let value = read(entry.value, as: .headerValue) { Self.isFieldValue($0) ? $0 : nil }
      guard let name, let value else { return nil }
      return HTTPProbe.Header(name: name, value: value)
    }
  }

  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "!#$%&'*+-.^_`|~".unicodeScalars.contains($0))
      }
  }

  private static func isFieldValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}
