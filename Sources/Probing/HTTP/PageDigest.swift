internal import Model

/// Tells whether two plain HTTP answers are the same page, as a captive portal gives to whoever asks for anything.
enum PageDigest {
  /// How much of a body counts, in bytes.
  static let length = 512

  /// FNV-1a over status, the host redirected to, and the beginning of the body. A redirect's body counts for nothing: it
  /// often repeats the URL asked for.
  static func of(status: Int, redirect: String?, body: [UInt8]) -> UInt64 {
    let host = redirect.map { HTTPURL($0)?.endpoint.description ?? $0 }
    let head = Array("\(status) \(host ?? "")\n".utf8)
    let content = host == nil ? body.prefix(length) : []
    return (head + content).reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
