/// Ready-made hostile DNS servers; `reply` functions for `HostilePeer.udp`.
package enum HostileDNS {
  package static let silent: @Sendable ([UInt8]) -> [[UInt8]] = { _ in [] }
  package static let refused: @Sendable ([UInt8]) -> [[UInt8]] = { [header($0, code: 5)] }
  package static let servfail: @Sendable ([UInt8]) -> [[UInt8]] = { [header($0, code: 2)] }
  /// The right id, then nonsense.
  package static let garbage: @Sendable ([UInt8]) -> [[UInt8]] = { query in
    [Array(query.prefix(2)) + (0..<40).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 201) }]
  }
  /// A well-formed answer to somebody else's question.
  package static let wrongID: @Sendable ([UInt8]) -> [[UInt8]] = { query in
    [[query[0] ^ 0x55, query[1] ^ 0xAA] + address(query).dropFirst(2)]
  }
  /// The right id, another question.
  package static let wrongQuestion: @Sendable ([UInt8]) -> [[UInt8]] = { query in
    var answer = address(query)
    answer[13] ^= 1
    return [answer]
  }
  /// Cut off in the middle of its record.
  package static let cutShort: @Sendable ([UInt8]) -> [[UInt8]] = { [address($0).dropLast(6)] }
  /// A record that points to itself for its name.
  package static let pointerLoop: @Sendable ([UInt8]) -> [[UInt8]] = { query in
    let end = UInt8(query.count)
    return [header(query, answers: 1) + [0xC0, end, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 127, 0, 0, 1]]
  }
  /// TC is set, nothing follows.
  package static let truncated: @Sendable ([UInt8]) -> [[UInt8]] = { query in
    var answer = header(query)
    answer[2] |= 0x02
    return [answer]
  }
  /// 127.0.0.1 for A, no data for anything else.
  package static let honest: @Sendable ([UInt8]) -> [[UInt8]] = { [isForA($0) ? address($0) : header($0)] }
  /// Answers for A, is silent about AAAA.
  package static let silentOnIPv6: @Sendable ([UInt8]) -> [[UInt8]] = { isForA($0) ? [address($0)] : [] }
  /// A CNAME to a name full of terminal escapes, with an address.
  package static let escapes: @Sendable ([UInt8]) -> [[UInt8]] = { query in
    guard isForA(query) else { return [header(query)] }
    let label: [UInt8] = [7, 0x1B, 0x5B, 0x33, 0x31, 0x6D, 0x9B, 0x07]
    let target = label + [4] + Array("test".utf8) + [0]
    let alias: [UInt8] = [0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, UInt8(target.count)] + target
    let owner = UInt8(query.count + 12)
    return [
      header(query, answers: 2) + alias + [0xC0, owner, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]
    ]
  }

  /// The question with an empty answer.
  package static func header(_ query: [UInt8], code: UInt8 = 0, answers: UInt8 = 0) -> [UInt8] {
    var answer = query
    answer[2] = 0x80 | (query[2] & 0x79)
    answer[3] = 0x80 | code
    answer[7] = answers
    return answer
  }

  /// The question answered with 127.0.0.1.
  package static func address(_ query: [UInt8]) -> [UInt8] {
    header(query, answers: 1) + [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]
  }

  static func isForA(_ query: [UInt8]) -> Bool { query.count > 4 && query[query.count - 3] == 1 }

  /// DNS over TCP: every question is answered with `reply`, each message behind its two bytes of length.
  package static func tcp(_ reply: @escaping @Sendable ([UInt8]) -> [[UInt8]])
    -> @Sendable (PeerConnection) -> Void
  {
    { connection in
      var bytes = connection.read()
      while !bytes.isEmpty {
        while bytes.count >= 2, bytes.count >= 2 + frame(bytes) {
          let query = Array(bytes[2..<(2 + frame(bytes))])
          bytes.removeFirst(2 + query.count)
          for answer in reply(query) {
            _ = connection.send([UInt8(answer.count >> 8), UInt8(answer.count & 0xFF)] + answer)
          }
        }
        bytes += connection.read()
      }
    }
  }

  private static func frame(_ bytes: [UInt8]) -> Int { Int(bytes[0]) << 8 | Int(bytes[1]) }
}

/// Ready-made hostile web servers; `serve` functions for `HostilePeer.tcp`.
package enum HostileHTTP {
  package static let silent: @Sendable (PeerConnection) -> Void = { $0.waitForClose() }
  package static let reset: @Sendable (PeerConnection) -> Void = { connection in
    _ = connection.readRequest()
    connection.armReset()
  }
  package static let closes: @Sendable (PeerConnection) -> Void = { _ = $0.readRequest() }
  package static let stallsAfterHeaders: @Sendable (PeerConnection) -> Void = { connection in
    _ = connection.readRequest()
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    connection.waitForClose()
  }
  /// A byte of header every 50 ms.
  package static let slow: @Sendable (PeerConnection) -> Void = { connection in
    _ = connection.readRequest()
    connection.send("HTTP/1.1 200 OK\r\nX-Slow: ")
    while connection.pause(milliseconds: 50), connection.send([0x61]) {}
  }
  package static let endless: @Sendable (PeerConnection) -> Void = { connection in
    _ = connection.readRequest()
    connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    let block = [UInt8](repeating: 0x78, count: 16_384)
    while !connection.isStopped(), connection.send(block) {}
  }
  package static let otherProtocol: @Sendable (PeerConnection) -> Void = { connection in
    connection.send("SSH-2.0-OpenSSH_9.2\r\n")
    connection.waitForClose()
  }
  package static let escapes: @Sendable (PeerConnection) -> Void = { connection in
    _ = connection.readRequest()
    connection.send("HTTP/1.1 500 \u{1B}[31mRed\u{1B}]0;owned\u{07}\r\nContent-Length: 0\r\n\r\n")
  }
  package static let endlessHeaders: @Sendable (PeerConnection) -> Void = { connection in
    _ = connection.readRequest()
    connection.send("HTTP/1.1 200 OK\r\n")
    let line = Array("X-Filler: \(String(repeating: "y", count: 1000))\r\n".utf8)
    while !connection.isStopped(), connection.send(line) {}
  }
  /// Answers any request with this text.
  package static func fixed(_ reply: String) -> @Sendable (PeerConnection) -> Void {
    { connection in
      _ = connection.readRequest()
      connection.send(reply)
    }
  }
}
