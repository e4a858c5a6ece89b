internal import Algorithms
internal import Catalogue
internal import Model

/// The members of one line, but for its needs. Pointers are into the line and live as long as it is read.
struct LineFields {
  enum Key: String, CaseIterable {
    case id, weight, needs, name, owner, runbook, tags, checks, feed
    case domain, unavailability, country, jurisdiction, latitude, longitude, without

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
      // Comparing bytes spares a string for every key of every line.
      if bytes.elementsEqual("id".utf8) {
        self = .id
      } else if bytes.elementsEqual("needs".utf8) {
        self = .needs
      } else if bytes.elementsEqual("weight".utf8) {
        self = .weight
      } else if let key = Key(rawValue: String(decoding: bytes, as: UTF8.self)) {
        self = key
      } else {
        return nil
      }
    }
  }

  struct Name {
    let bytes: UnsafeBufferPointer<UInt8>
    let offset: Int
  }

  private(set) var service: Name?
  private(set) var domain: Name?
  private(set) var weight = 1.0
  private(set) var unavailability: Double?
  private(set) var country: String?
  private(set) var jurisdiction: String?
  private(set) var latitude: Double?
  private(set) var longitude: Double?
  private(set) var without: [DomainID] = []
  private var seen: UInt32 = 0

  /// False if the key stood before.
  mutating func insert(_ key: Key) -> Bool {
    let bit: UInt32 = 1 << UInt32(Key.allCases.firstIndex(of: key) ?? 0)
    defer { seen |= bit }
    return seen & bit == 0
  }

  static func unknown(_ key: UnsafeBufferPointer<UInt8>, _ cursor: LineCursor) -> LineCursor.Problem {
    let text = String(decoding: key, as: UTF8.self)
    let suggestion = NearMiss.suggestion(for: text, among: Key.allCases.map(\.rawValue))
    return cursor.problem(
      .unknownKey(text, suggestion: suggestion), at: cursor.keyOffset)
  }

  mutating func read(_ key: Key, _ cursor: inout LineCursor) throws(LineCursor.Problem) {
    _ = cursor.peek()
    let start = cursor.offset
    switch key {
    case .id: service = Name(bytes: try cursor.string(), offset: start)
    case .domain: domain = Name(bytes: try cursor.string(), offset: start)
    case .weight:
      weight = try cursor.number()
      guard Service.weights.contains(weight) else { throw cursor.problem(.wrongWeight, at: start) }
    case .unavailability:
      let value = try cursor.number()
      guard (0...1).contains(value) else { throw cursor.problem(.notAProbability, at: start) }
      unavailability = value
    case .country: country = try Self.country(&cursor, start)
    case .jurisdiction: jurisdiction = try Self.country(&cursor, start)
    case .latitude: latitude = try Self.degrees(&cursor, start, 90, key)
    case .longitude: longitude = try Self.degrees(&cursor, start, 180, key)
    case .without: without = try Self.ids(&cursor)
    case .name, .owner, .runbook, .tags, .checks, .feed, .needs: try cursor.skip()
    }
  }

  private static func country(_ cursor: inout LineCursor, _ start: Int) throws(LineCursor.Problem) -> String {
    let code = String(decoding: try cursor.string(), as: UTF8.self)
    guard CountryCode.assigned.contains(code) else { throw cursor.problem(.wrongCountry(code), at: start) }
    return code
  }

  private static func degrees(
    _ cursor: inout LineCursor, _ start: Int, _ limit: Double, _ key: Key
  ) throws(LineCursor.Problem) -> Double {
    let value = try cursor.number()
    guard abs(value) <= limit else { throw cursor.problem(.outOfRange(key.rawValue), at: start) }
    return value
  }

  private static func ids(_ cursor: inout LineCursor) throws(LineCursor.Problem) -> [DomainID] {
    var ids: [DomainID] = []
    try cursor.array { cursor throws(LineCursor.Problem) in
      _ = cursor.peek()
      let start = cursor.offset
      let text = String(decoding: try cursor.string(), as: UTF8.self)
      guard let id = DomainID(text) else { throw cursor.problem(.invalidID(text), at: start) }
      ids.append(id)
    }
    return ids
  }
}

/// The members of an object that stands for a need.
struct GroupFields {
  enum Part { case members, count, domain, evidence }

  var members = 0
  var count: Double?
  private var list: String?
  private(set) var isDomain = false
  private static let keys = ["any", "all", "at_least", "of", "domain", "evidence"]

  /// What a key's value is.
  mutating func part(
    for key: UnsafeBufferPointer<UInt8>, _ cursor: LineCursor
  ) throws(LineCursor.Problem) -> Part {
    let word = String(decoding: key, as: UTF8.self)
    let keyOffset = cursor.keyOffset
    switch word {
    case "any", "all", "of":
      if let first = list ?? (isDomain ? "domain" : nil) {
        throw cursor.problem(
          first == word ? .repeatedKey(word) : .group(.twoKinds(first, word)), at: keyOffset)
      }
      list = word
      return .members
    case "at_least": return .count
    case "domain":
      if let first = list ?? (isDomain ? "domain" : nil) {
        throw cursor.problem(
          first == word ? .repeatedKey(word) : .group(.twoKinds(first, word)), at: keyOffset)
      }
      isDomain = true
      return .domain
    case "evidence": return .evidence
    default:
      let suggestion = NearMiss.suggestion(for: word, among: Self.keys)
      throw cursor.problem(.unknownKey(word, suggestion: suggestion), at: keyOffset)
    }
  }

  /// How many members must fail for the group to fail.
  func failing(_ cursor: LineCursor, at start: Int) throws(LineCursor.Problem) -> Int {
    guard let list else {
      throw cursor.problem(count == nil ? .group(.noKind) : .group(.lonelyCount), at: start)
    }
    guard members > 0 else { throw cursor.problem(.group(.emptyGroup), at: start) }
    guard (list == "of") == (count != nil) else {
      throw cursor.problem(
        list == "of" ? .group(.ofWithoutCount) : .group(.twoKinds(list, "at_least")), at: start)
    }
    guard let count else { return list == "any" ? members : 1 }
    guard count == count.rounded() else { throw cursor.problem(.group(.brokenCount), at: start) }
    guard count >= 1, count <= Double(members) else {
      throw cursor.problem(
        .group(.impossibleCount(Int(max(-1e9, min(1e9, count))), members: members)), at: start)
    }
    return members - Int(count) + 1
  }
}

/// What a line says of a domain, kept until the catalogue's facts are joined to it.
struct DomainLine {
  private let fields: Kept
  private let code: NeedCode

  private struct Kept {
    let unavailability: Double?
    let country, jurisdiction: String?
    let latitude, longitude: Double?
    let without: [DomainID]
  }

  init(fields: LineFields, code: NeedCode) {
    self.fields = Kept(
      unavailability: fields.unavailability, country: fields.country, jurisdiction: fields.jurisdiction,
      latitude: fields.latitude, longitude: fields.longitude, without: fields.without)
    self.code = code
  }

  /// The domain with the line's needs added, those dropped taken away, other facts replaced.
  func applied(to known: FaultDomain, _ builder: DependencyGraph.Builder) -> FaultDomain {
    var domain = known
    domain.needs.removeAll { need in
      if case .domain(let id, _) = need { fields.without.contains(id) } else { false }
    }
    domain.controlPlanes.removeAll { fields.without.contains($0) }
    let added = builder.needs(from: code)
    domain.needs.append(contentsOf: added.filter { !domain.needs.contains($0) })
    domain.country = fields.country ?? domain.country
    domain.jurisdiction = fields.jurisdiction ?? domain.jurisdiction
    if let latitude = fields.latitude, let longitude = fields.longitude {
      domain.coordinates = Coordinates(latitude: latitude, longitude: longitude)
    }
    domain.unavailability =
      fields.unavailability.map { Unavailability($0, .configured) } ?? domain.unavailability
    return domain
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// What follows a prefix; `nil` if the text does not begin with it.
  func dropping(_ prefix: StaticString) -> UnsafeBufferPointer<UInt8>? {
    let length = prefix.utf8CodeUnitCount
    guard count >= length else { return nil }
    for index in 0..<length where self[index] != prefix.utf8Start[index] { return nil }
    return UnsafeBufferPointer(rebasing: self[length...])
  }
}
