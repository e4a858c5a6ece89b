internal import Model

/// One question on its way.
final class DNSQuestion {
  let name: DNSName
  let type: RecordType
  var id: UInt16 = 0
  let straysBefore: Int
  /// The response code that came last. c-ares goes on to the next server after SERVFAIL, NOTIMP or REFUSED, and after the
  /// last server reports a refused connection.
  var lastCode: UInt8?
  let channel: DNSChannel
  /// Set to `nil` to abandon the question.
  var reply: ((DNSVerdict) -> Void)?

  init(
    name: DNSName, type: RecordType, channel: DNSChannel, strays: Int, reply: @escaping (DNSVerdict) -> Void
  ) {
    self.name = name
    self.type = type
    self.channel = channel
    straysBefore = strays
    self.reply = reply
  }

  /// What a timeout of this question is known by.
  var silence: String {
    let ignored = channel.strays - straysBefore
    return ignored == 0 ? "no answer" : "no answer to this query (\(ignored) with another id ignored)"
  }

  func abandon() {
    reply = nil
    channel.forget(self)
  }

  func finish(_ verdict: DNSVerdict) {
    let reply = reply
    abandon()
    reply?(verdict)
  }
}

/// Unpredictable 16-bit numbers, four from each call to the kernel.
struct Randomness {
  private var bits: UInt64 = 0
  private var left = 0

  mutating func short() -> UInt16 {
    if left == 0 {
      bits = .random(in: .min ... .max)
      left = 4
    }
    left -= 1
    defer { bits >>= 16 }
    return UInt16(truncatingIfNeeded: bits)
  }
}
