internal import Yams

/// Why a text is not read as YAML, and where.
package struct YAMLError: Error, Equatable, Sendable {
  package enum Reason: Hashable, Sendable {
    case syntax(problem: String)
    case tooLarge(limit: Int)
    case tooDeep(limit: Int)
    /// An anchor or an alias: neither is allowed.
    case anchor
    case severalDocuments
    case duplicateKey(String)
  }

  package let reason: Reason
  package let position: YAMLPosition
}

extension YAMLError.Reason: CustomStringConvertible {
  /// What is wrong; what to do.
  package var description: String {
    switch self {
    case .syntax(let problem): "not valid YAML: \(problem); check indentation, colons and quotes"
    case .tooLarge(let limit): "the file is larger than \(limit >> 10) KiB; shorten it"
    case .tooDeep(let limit): "nested more than \(limit) levels deep; flatten it"
    case .anchor: "anchors (&) and aliases (*) are not allowed; repeat the value, or quote it"
    case .severalDocuments: "a second document begins here; keep only one"
    case .duplicateKey(let key): "duplicate key \"\(key)\"; keep one"
    }
  }
}

extension YAMLNode {
  /// Deeper than any sensible file, shallow enough for every stack.
  package static let nestingLimit = 64

  /// Reads one YAML document without anchors and aliases; `nil` if there is nothing in it.
  ///
  /// Yams composes an alias as a value, so a bomb costs nothing until something walks it; but it hashes
  /// the keys of a map, and there a bomb would expand. So a text that may hold aliases is first composed
  /// with every `&` turned into a tag: no anchor is ever defined, and the first alias ends it.
  ///
  /// - Parameter limit: bytes at most.
  package init?(parsing text: String, limit: Int) throws(YAMLError) {
    guard text.utf8.count <= limit else {
      throw YAMLError(reason: .tooLarge(limit: limit), position: .start)
    }
    if Self.mayHoldAliases(text) {
      _ = try Self.compose(text.replacing("&", with: "!"))
    }
    guard let node = try Self.compose(text) else { return nil }
    self = node
  }

  private static func mayHoldAliases(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "&")) && text.utf8.contains(UInt8(ascii: "*"))
  }

  private static func compose(_ text: String) throws(YAMLError) -> YAMLNode? {
    do {
      // The parser owns the anchors that the nodes refer to weakly: it has to outlive the conversion.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      let node = try parser.singleRoot().map { try YAMLNode($0, depth: 1) }
      return withExtendedLifetime(parser) { node }
    } catch let error as YAMLError {
      throw error
    } catch {
      throw YAMLError(error, in: text)
    }
  }

  private init(_ node: Node, depth: Int) throws(YAMLError) {
    let position = node.mark.map(YAMLPosition.init) ?? .start
    guard node.anchor == nil else { throw YAMLError(reason: .anchor, position: position) }
    guard depth <= Self.nestingLimit else {
      throw YAMLError(reason: .tooDeep(limit: Self.nestingLimit), position: position)
    }
    self.position = position
    switch node {
    case .scalar(let scalar): content = .scalar(scalar.string, isPlain: scalar.style == .plain)
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      items.reserveCapacity(sequence.count)
      for item in sequence { items.append(try YAMLNode(item, depth: depth + 1)) }
      content = .list(items)
    case .mapping(let mapping):
      var entries: [Entry] = []
      entries.reserveCapacity(mapping.count)
      for (key, value) in mapping {
        entries.append(
          Entry(key: try YAMLNode(key, depth: depth + 1), value: try YAMLNode(value, depth: depth + 1)))
      }
      content = .map(entries)
    case .alias: throw YAMLError(reason: .anchor, position: position)
    }
  }
}

extension YAMLError {
  /// What Yams reports, as a fact of ours.
  fileprivate init(_ error: any Error, in text: String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      let isTooDeep = problem.hasPrefix("Maximum nesting level")
      self.init(
        reason: isTooDeep ? .tooDeep(limit: YAMLNode.nestingLimit) : .syntax(problem: problem),
        position: YAMLPosition(mark))
    case .composer(_, let problem, let mark, _):
      self.init(
        reason: problem.contains("alias") ? .anchor : .severalDocuments, position: YAMLPosition(mark))
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let first = YAMLPosition(context.mark)
      self.init(reason: .duplicateKey(key), position: Self.second(key, after: first, in: text) ?? first)
    case .reader(let problem, let offset, _, _):
      self.init(
        reason: .syntax(problem: problem), position: YAMLPosition(characterOffset: offset ?? 0, in: text))
    default:
      self.init(reason: .syntax(problem: "not readable as YAML"), position: .start)
    }
  }

  /// The parser says only where the key stands first; this finds it again below, as far indented.
  private static func second(_ key: String, after first: YAMLPosition, in text: String) -> YAMLPosition? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.indices.dropFirst(first.line).first { index in
      lines[index].prefix { $0 == " " }.count == first.column - 1
        && lines[index].dropFirst(first.column - 1).hasPrefix("\(key):")
    }
    return line.map { YAMLPosition(line: $0 + 1, column: first.column) }
  }
}

extension YAMLPosition {
  fileprivate init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }

  fileprivate init(characterOffset offset: Int, in text: String) {
    let before = text.prefix(offset)
    let lineStart = before.lastIndex(where: \.isNewline).map { before.index(after: $0) } ?? before.startIndex
    self.init(
      line: 1 + before.count(where: \.isNewline), column: 1 + before[lineStart...].unicodeScalars.count)
  }
}
