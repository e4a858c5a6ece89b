internal import Model

/// What one response says about the question asked.
enum DNSVerdict: Equatable {
  /// Records of the asked type stand at the end of the chain.
  case records([SafeText], chain: [DNSName], ttl: Int)
  /// The answer stops at a CNAME: authoritative servers do not chase across zones, so its target has to
  /// be asked for before anything is known.
  case alias(target: DNSName, chain: [DNSName], ttl: Int)
  /// NOERROR without a record: the name exists, the data do not. A failure.
  case noData
  case failed(DNSFailure)
}

/// Why a name did not resolve.
struct DNSFailure: Equatable, Error {
  let outcome: Outcome
  /// One sentence.
  let detail: String

  init(_ outcome: Outcome, _ detail: String) {
    self.outcome = outcome
    self.detail = detail
  }

  static func malformed(_ error: DNSFormatError) -> DNSFailure {
    DNSFailure(.dnsMalformed, "the answer \(error.description)")
  }
}

extension DNSMessage {
  /// Longest CNAME chain followed, within an answer and across answers.
  static let chainLimit = 16

  /// Follows the chain from the name asked to its end and counts the records there.
  func judge(name: DNSName, type: RecordType) -> DNSVerdict {
    guard question == name, questionType == type.number else { return .failed(.malformed(.wrongQuestion)) }
    if let failure = failure(name) { return .failed(failure) }
    do {
      return try follow(from: name, type: type)
    } catch {
      return .failed(.malformed(error))
    }
  }

  private func failure(_ name: DNSName) -> DNSFailure? {
    switch responseCode {
    case 0: nil
    case 2: DNSFailure(.dnsServFail, "the resolver answered SERVFAIL")
    case 3: DNSFailure(.dnsNXDomain, "the name does not exist: the resolver answered NXDOMAIN")
    case 5: DNSFailure(.dnsRefused, "the resolver answered REFUSED")
    case 1: DNSFailure(.dnsMalformed, "the resolver answered FORMERR to a valid query")
    case 4: DNSFailure(.dnsRefused, "the resolver answered NOTIMP")
    default: DNSFailure(.dnsServFail, "the resolver answered with response code \(responseCode)")
    }
  }

  private func follow(from name: DNSName, type: RecordType) throws(DNSFormatError) -> DNSVerdict {
    var current = name
    var chain: [DNSName] = []
    var ttl = Int.max
    while true {
      var texts: [SafeText] = []
      for record in answers where record.type == type.number && isOwned(record, by: current) {
        texts.append(try text(of: record, as: type))
        ttl = min(ttl, record.ttl)
      }
      if !texts.isEmpty { return .records(texts, chain: chain, ttl: ttl) }
      let aliases = RecordType.cname.number
      guard let alias = answers.first(where: { $0.type == aliases && isOwned($0, by: current) }) else {
        break
      }
      current = try target(of: alias)
      guard current != name, !chain.contains(current), chain.count < Self.chainLimit else {
        return .failed(.loop(at: current))
      }
      chain.append(current)
      ttl = min(ttl, alias.ttl)
    }
    return chain.isEmpty ? .noData : .alias(target: current, chain: chain, ttl: ttl)
  }
}

extension DNSFailure {
  static func loop(at name: DNSName) -> DNSFailure {
    DNSFailure(.dnsLoop, "the CNAME chain loops at \(name) or exceeds \(DNSMessage.chainLimit) names")
  }
}
