import Lab
import Model
import Testing

@testable import Probing

/// Builds messages byte by byte.
private enum Wire {
  static func name(_ text: String) -> [UInt8] {
    text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  /// A response to `a.test A` with `count` answers in `records`.
  static func response(_ records: [UInt8], count: UInt8, code: UInt8 = 0) -> [UInt8] {
    [0x12, 0x34, 0x81, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0] + name("a.test") + [0, 1, 0, 1] + records
  }

  static func record(_ owner: [UInt8], _ type: UInt8, ttl: UInt8 = 60, _ data: [UInt8]) -> [UInt8] {
    owner + [0, type, 0, 1, 0, 0, 0, ttl, 0, UInt8(data.count)] + data
  }

  /// Points to the question's name.
  static let question: [UInt8] = [0xC0, 12]
  static let address: [UInt8] = [192, 0, 2, 1]

  static func judge(_ bytes: [UInt8]) throws -> DNSVerdict {
    let name = try #require(DNSName("A.test"))
    do {
      return try DNSMessage(bytes).judge(name: name, type: .a)
    } catch {
      return .failed(.malformed(error))
    }
  }
}

@Suite("DNS messages are read strictly")
struct DNSMessageTests {
  private let chained = Wire.response(
    Wire.record(Wire.question, 5, ttl: 20, Wire.name("b.test"))
      + Wire.record(Wire.name("B.TEST"), 1, Wire.address)
      + Wire.record(Wire.name("b.test"), 1, [192, 0, 2, 2]),
    count: 3)

  @Test func aChainIsFollowedToItsRecords() throws {
    let target = try #require(DNSName("b.test"))
    #expect(try Wire.judge(chained) == .records(["192.0.2.1", "192.0.2.2"], chain: [target], ttl: 20))
  }

  @Test func cutAtAnyPlaceItIsMalformedAndNeverACrash() throws {
    for length in 0..<chained.count {
      guard case .failed(let failure) = try Wire.judge(Array(chained.prefix(length))) else {
        Issue.record("\(length) bytes were taken for an answer")
        continue
      }
      #expect(failure.outcome == .dnsMalformed)
    }
  }

  @Test func anyByteChangedNeverCrashes() throws {
    var answered = 0
    for position in chained.indices {
      for value in [0x00, 0x01, 0x3F, 0x40, 0x80, 0xC0, 0xFF] as [UInt8] {
        var bytes = chained
        bytes[position] = value
        if case .records = try Wire.judge(bytes) { answered += 1 }
      }
    }
    #expect(answered > 0)
  }

  @Test(
    "names that do not end are refused",
    arguments: [
      [0xC0, 24], [0xC0, 26], [0xFF, 0xFF], [0x40, 1], [0x80, 1], [0xC0, 0], [0xC0, 11],
    ] as [[UInt8]])
  func namesThatDoNotEndAreRefused(owner: [UInt8]) throws {
    let bytes = Wire.response(Wire.record(owner, 1, Wire.address), count: 1)
    guard case .failed(let failure) = try Wire.judge(bytes) else { return #expect(Bool(false)) }
    #expect(failure.outcome == .dnsMalformed)
  }

  @Test func aNameOfMoreThan255BytesIsRefused() throws {
    let label: [UInt8] = [63] + [UInt8](repeating: 0x61, count: 63)
    let bytes = Wire.response(Wire.record(label + label + label + label + [0], 1, Wire.address), count: 1)
    #expect(try Wire.judge(bytes) == .failed(.malformed(.nameTooLong)))
  }

  @Test func moreRecordsThanThereAreIsMalformed() throws {
    let bytes = Wire.response(Wire.record(Wire.question, 1, Wire.address), count: 2)
    #expect(try Wire.judge(bytes) == .failed(.malformed(.truncated)))
  }

  @Test func dataOfTheWrongLengthAreMalformed() throws {
    for data in [[], [1, 2, 3], [1, 2, 3, 4, 5]] as [[UInt8]] {
      let bytes = Wire.response(Wire.record(Wire.question, 1, data), count: 1)
      #expect(try Wire.judge(bytes) == .failed(.malformed(.badRecord)))
    }
  }

  @Test func recordsOfOtherNamesTypesAndClassesDoNotCount() throws {
    var chaos = Wire.record(Wire.question, 1, Wire.address)
    chaos[5] = 3
    let other = Wire.record(Wire.name("c.test"), 1, Wire.address)
    let text = Wire.record(Wire.question, 16, [1, 0x61])
    #expect(try Wire.judge(Wire.response(chaos + other + text, count: 3)) == .noData)
  }

  @Test func aChainThatStopsAsksForItsTarget() throws {
    let target = try #require(DNSName("b.test"))
    let bytes = Wire.response(Wire.record(Wire.question, 5, Wire.name("b.test")), count: 1)
    #expect(try Wire.judge(bytes) == .alias(target: target, chain: [target], ttl: 60))
  }

  @Test func aChainBackToItselfIsALoop() throws {
    let bytes = Wire.response(
      Wire.record(Wire.question, 5, Wire.name("b.test")) + Wire.record(Wire.name("b.test"), 5, Wire.question),
      count: 2)
    guard case .failed(let failure) = try Wire.judge(bytes) else { return #expect(Bool(false)) }
    #expect(failure.outcome == .dnsLoop)
  }

  @Test(
    "response codes are different facts",
    arguments: [
      (1, .dnsMalformed), (2, .dnsServFail), (3, .dnsNXDomain), (4, .dnsServFail), (5, .dnsRefused),
      (9, .dnsServFail),
    ] as [(UInt8, Outcome)])
  func responseCodesAreDifferentFacts(code: UInt8, outcome: Outcome) throws {
    guard case .failed(let failure) = try Wire.judge(Wire.response([], count: 0, code: code)) else {
      return #expect(Bool(false))
    }
    #expect(failure.outcome == outcome)
  }

  @Test func namesAreCheckedBeforeTheyAreAsked() {
    for text in ["", "a..b", ".a", String(repeating: "x", count: 64), "a b", "ä.test"] {
      #expect(DNSName(text) == nil, "\(text)")
    }
    #expect(DNSName("a.test.")?.description == "a.test")
    #expect(DNSName(Array(repeating: "abcdefg", count: 32).joined(separator: ".")) == nil)
    #expect(DNSName("A.tEsT") == DNSName("a.test"))
  }
}

@Suite("Files of the system")
struct SystemFileTests {
  @Test func theHostsFileGivesNamesTheirAddresses() {
    let table = HostsFile.parse(
      "127.0.0.1 localhost Loop\n# 10.0.0.1 no\n::1\tlocalhost # six\nbad name\n\n10.1.2.3")
    #expect(table == ["localhost": ["127.0.0.1", "::1"], "loop": ["127.0.0.1"]])
  }

  @Test func aFileCountsAsChangedOnceAndNotAgainAtOnce() {
    var file = WatchedFile(path: "/proc/self/no-such-file")
    let (first, second) = (file.hasChanged(), file.hasChanged())
    #expect(first && !second)
    #expect(file.text() == nil)
  }
}
