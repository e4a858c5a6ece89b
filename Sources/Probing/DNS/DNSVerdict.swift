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
  /// The local fault, if one is known.
  let fault: LocalFault?

  init(_ outcome: Outcome, _ detail: String, fault: LocalFault? = nil) {
    self.outcome = outcome
    self.detail = detail
    self.fault = fault
  }

  /// What a response code means; `nil` for NOERROR.
  init?(code: UInt8) {
    switch code {
    case 0: return nil
    case 1: self.init(.dnsMalformed, "the resolver answered FORMERR to a valid query")
    case 2: self.init(.dnsServFail, "the resolver answered SERVFAIL")
    case 3: self.init(.dnsNXDomain, "the name does not exist: the resolver answered NXDOMAIN")
    case 4: self.init(.dnsServFail, "the resolver answered NOTIMP")
    case 5: self.init(.dnsRefused, "the resolver answered REFUSED")
    default: self.init(.dnsServFail, "the resolver answered with response code \(code)")
    }
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
    if let failure = DNSFailure(code: responseCode) { return .failed(failure) }
    do {
      return try follow(from: name, type: type)
    } catch {
      return .failed(.malformed(error))
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
