internal import Algorithms
package import Catalogue
package import Model

/// A graph as JSON Lines: one service or one domain a line, keys as in the configuration.
///
/// Domains get the catalogue's facts (provider, country, jurisdiction, place); lines add to them. Nothing but
/// a need of an undefined service is an error of reference: ids that the catalogue does not know stand alone.
package struct GraphFile {
  /// More problems than this are not collected: one slip can be on every line.
  private static let problemLimit = 100

  private let path: String
  private let catalogue: Catalogue
  private var builder = DependencyGraph.Builder()
  private var problems: [FileProblem] = []
  /// By the builder's numbers, for services not yet defined: where they were first needed.
  private var firstNeeds: [UInt32: (line: Int, column: Int)] = [:]
  private var overrides: [DomainID: DomainLine] = [:]
  private var code = NeedCode()

  /// - Parameter path: `-` is standard input.
  package static func read(
    path: String, catalogue: Catalogue
  ) throws(FileProblems) -> DependencyGraph {
    var file = GraphFile(path: path, catalogue: catalogue)
    do throws(FileProblem) {
      try LineReader(path: path).forEachLine { line, bytes in file.read(line, bytes) }
    } catch {
      throw FileProblems([error])
    }
    return try file.finished()
  }

  private init(path: String, catalogue: Catalogue) {
    self.path = path
    self.catalogue = catalogue
  }

  private mutating func read(_ line: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
    guard problems.count < Self.problemLimit else { return }
    let start = line == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var cursor = LineCursor(UnsafeBufferPointer(rebasing: bytes[start...]))
    guard !cursor.isAtEnd() else { return }
    do throws(LineCursor.Problem) {
      try readLine(&cursor, line)
      try cursor.end()
    } catch {
      problems.append(
        FileProblem(file: path, line: line, column: start + error.offset + 1, fact: error.fact))
    }
  }

  // MARK: One line

  private mutating func readLine(_ cursor: inout LineCursor, _ line: Int) throws(LineCursor.Problem) {
    var fields = LineFields()
    code.removeAll()
    let start = cursor.offset
    try cursor.object { cursor, key throws(LineCursor.Problem) in
      try self.readMember(&cursor, key, &fields, line)
    }
    switch (fields.service, fields.domain) {
    case (let id?, nil): try define(service: id, fields, cursor)
    case (nil, let id?): try define(domain: id, fields, cursor)
    default: throw cursor.problem(.missingKey("id"), at: start)
    }
  }

  private mutating func readMember(
    _ cursor: inout LineCursor, _ key: UnsafeBufferPointer<UInt8>, _ fields: inout LineFields, _ line: Int
  ) throws(LineCursor.Problem) {
    guard let word = LineFields.Key(key) else { throw LineFields.unknown(key, cursor) }
    guard fields.insert(word) else {
      throw cursor.problem(.repeatedKey(word.rawValue), at: cursor.keyOffset)
    }
    if word == .needs {
      try readNeeds(&cursor, line)
    } else {
      try fields.read(word, &cursor)
    }
  }

  private mutating func define(
    service id: LineFields.Name, _ fields: LineFields, _ cursor: LineCursor
  ) throws(LineCursor.Problem) {
    guard DomainID.isName(id.bytes) else {
      throw cursor.problem(.invalidID(String(decoding: id.bytes, as: UTF8.self)), at: id.offset)
    }
    let number = builder.reference(service: id.bytes)
    guard !builder.isDefined(service: number) else {
      throw cursor.problem(.duplicate(String(decoding: id.bytes, as: UTF8.self)), at: id.offset)
    }
    if !firstNeeds.isEmpty { firstNeeds[number] = nil }
    builder.define(service: number, weight: fields.weight, code: code)
  }

  private mutating func define(
    domain id: LineFields.Name, _ fields: LineFields, _ cursor: LineCursor
  ) throws(LineCursor.Problem) {
    let text = String(decoding: id.bytes, as: UTF8.self)
    guard let domain = DomainID(text) else { throw cursor.problem(.invalidID(text), at: id.offset) }
    guard overrides[domain] == nil else { throw cursor.problem(.duplicate(text), at: id.offset) }
    overrides[domain] = DomainLine(fields: fields, code: code)
    if domain.kind != .service {
      _ = builder.reference(domain)
    } else {
      firstNeeds[builder.reference(domain)] = nil
    }
  }

  // MARK: Needs

  private mutating func readNeeds(_ cursor: inout LineCursor, _ line: Int) throws(LineCursor.Problem) {
    try cursor.array { cursor throws(LineCursor.Problem) in try self.readNeed(&cursor, line) }
  }

  private mutating func readNeed(_ cursor: inout LineCursor, _ line: Int) throws(LineCursor.Problem) {
    if cursor.peek() == UInt8(ascii: "{") { return try readGroup(&cursor, line) }
    let start = cursor.offset
    let id = try cursor.string()
    code.append(node: try reference(id, at: start, line, cursor))
  }

  /// A group's head stands before its members, so its place is kept and filled in at the end.
  private mutating func readGroup(_ cursor: inout LineCursor, _ line: Int) throws(LineCursor.Problem) {
    let start = cursor.offset
    var group = GroupFields()
    let head = code.beginGroup()
    try cursor.object { cursor, key throws(LineCursor.Problem) in
      switch try group.part(for: key, cursor) {
      case .members:
        try cursor.array { cursor throws(LineCursor.Problem) in
          group.members += 1
          try self.readNeed(&cursor, line)
        }
      case .count: group.count = try cursor.number()
      case .domain:
        _ = cursor.peek()
        let place = cursor.offset
        let id = try cursor.string()
        self.code.append(node: try self.reference(id, at: place, line, cursor))
      case .evidence: try cursor.skip()
      }
    }
    if group.isDomain {
      code.dissolveGroup(at: head)
    } else {
      let failing = try group.failing(cursor, at: start)
      code.endGroup(at: head, failing: failing, members: group.members)
    }
  }

  private mutating func reference(
    _ id: UnsafeBufferPointer<UInt8>, at offset: Int, _ line: Int, _ cursor: LineCursor
  ) throws(LineCursor.Problem) -> UInt32 {
    guard let name = id.dropping("service:") else {
      if let known = builder.names.number(of: id, kind: .provider) { return UInt32(known) }
      let text = String(decoding: id, as: UTF8.self)
      guard let domain = DomainID(text) else { throw cursor.problem(.invalidID(text), at: offset) }
      return builder.reference(domain)
    }
    if let known = builder.names.number(of: name, kind: .service) { return UInt32(known) }
    guard DomainID.isName(name) else {
      throw cursor.problem(.invalidID(String(decoding: id, as: UTF8.self)), at: offset)
    }
    let number = builder.reference(service: name)
    firstNeeds[number] = (line, offset + 1)
    return number
  }

  // MARK: The whole

  private consuming func finished() throws(FileProblems) -> DependencyGraph {
    reportUndefined()
    var number = 0
    while number < builder.names.count {
      if builder.names.kinds[number] != .service, let id = DomainID(builder.names.string(number)) {
        builder.define(facts(of: id))
      }
      number += 1
    }
    for (id, line) in overrides where id.kind == .service {
      builder.define(line.applied(to: FaultDomain(id: id), builder))
    }
    guard problems.isEmpty else { throw FileProblems(problems) }
    return builder.finish()
  }

  private mutating func facts(of id: DomainID) -> FaultDomain {
    let known =
      catalogue.domain(id)
      ?? FaultDomain(id: id, needs: id.provider.map { [.domain($0, evidence: nil)] } ?? [])
    let domain = overrides[id].map { $0.applied(to: known, builder) } ?? known
    for need in domain.needs.flatMap(\.domains) { _ = builder.reference(need) }
    return domain
  }

  private mutating func reportUndefined() {
    let undefined = firstNeeds.filter { !builder.isDefined(service: $0.key) }
      .sorted { ($0.value.line, $0.value.column) < ($1.value.line, $1.value.column) }
    for (number, place) in undefined.prefix(Self.problemLimit - min(problems.count, Self.problemLimit)) {
      let id = builder.names.string(Int(number))
      problems.append(
        FileProblem(
          file: path, line: place.line, column: place.column,
          fact: .undefinedService(id, suggestion: suggestion(for: id))))
    }
    problems.sort { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
  }

  /// Looks among the first ten thousand services only: a hint, not a search.
  private func suggestion(for id: String) -> String? {
    let services = (0..<min(builder.names.count, 10_000)).filter {
      builder.names.kinds[$0] == .service && builder.isDefined(service: UInt32($0))
    }
    return NearMiss.suggestion(for: id, among: services.lazy.map(builder.names.string))
  }
}
