internal import Model
internal import Yams

extension YAMLNode {
  /// Deeper than any sensible configuration, shallow enough for every stack.
  static let nestingLimit = 64

  struct Flaw: Error {
    let fact: Fact
    let place: Place
  }

  /// Reads one YAML document without anchors and aliases; `nil` if there is nothing in it.
  ///
  /// Yams composes an alias as a value, so a bomb costs nothing until something walks it; but it hashes
  /// the keys of a map, and there a bomb would expand. So a text that may hold aliases is first composed
  /// with every `&` turned into a tag: no anchor is ever defined, and the first alias ends it.
  init?(parsing text: String) throws(Flaw) {
    if Self.mayHoldAliases(text) {
      _ = try Self.compose(text.replacing("&", with: "!"))
    }
    guard let node = try Self.compose(text) else { return nil }
    self = node
  }

  private static func mayHoldAliases(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "&")) && text.utf8.contains(UInt8(ascii: "*"))
  }

  private static func compose(_ text: String) throws(Flaw) -> YAMLNode? {
    do {
      // The parser owns the anchors that the nodes refer to weakly: it has to outlive the conversion.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      let node = try parser.singleRoot().map { try YAMLNode($0, depth: 1) }
      return withExtendedLifetime(parser) { node }
    } catch let flaw as Flaw {
      throw flaw
    } catch {
      throw Flaw(error, in: text)
    }
  }

  private init(_ node: Node, depth: Int) throws(Flaw) {
    let place = node.mark.map { Place(line: $0.line, column: $0.column) } ?? Place(line: 1, column: 1)
    guard node.anchor == nil else { throw Flaw(fact: .file(.anchor), place: place) }
    guard depth <= Self.nestingLimit else {
      throw Flaw(fact: .file(.tooDeep(limit: Self.nestingLimit)), place: place)
    }
    self.place = place
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
    case .alias: throw Flaw(fact: .file(.anchor), place: place)
    }
  }
}

extension YAMLNode.Flaw {
  /// What Yams reports, as a fact of ours.
  init(_ error: any Error, in text: String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      let isTooDeep = problem.hasPrefix("Maximum nesting level")
      self.init(
        isTooDeep ? .file(.tooDeep(limit: YAMLNode.nestingLimit)) : .file(.syntax(problem: problem)), mark)
    case .composer(_, let problem, let mark, _):
      self.init(problem.contains("alias") ? .file(.anchor) : .file(.severalDocuments), mark)
    case .duplicatedKeysInMapping(let keys, let context):
      self.init(.shape(.duplicateKey(keys.first ?? "")), context.mark)
    case .reader(let problem, let offset, _, _):
      self.init(fact: .file(.syntax(problem: problem)), place: Place(characterOffset: offset ?? 0, in: text))
    default:
      self.init(fact: .file(.syntax(problem: "not readable as YAML")), place: Place(line: 1, column: 1))
    }
  }

  private init(_ fact: Fact, _ mark: Mark) {
    self.init(fact: fact, place: Place(line: mark.line, column: mark.column))
  }
}

extension Place {
  init(characterOffset offset: Int, in text: String) {
    let before = text.prefix(offset)
    let lineStart = before.lastIndex(where: \.isNewline).map { before.index(after: $0) } ?? before.startIndex
    self.init(
      line: 1 + before.count(where: \.isNewline), column: 1 + before[lineStart...].unicodeScalars.count)
  }
}
