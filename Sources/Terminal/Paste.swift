/// A bracketed paste on its way in, up to `ESC [ 201 ~`.
struct Paste: Equatable, Sendable {
  private static let end = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  /// How much of the end mark has come.
  private var matched = 0

  init() {}

  /// The whole text once the end mark is complete, controls stripped, line breaks and tabs made spaces.
  mutating func consume(_ byte: UInt8) -> String? {
    if byte == Self.end[matched] {
      matched += 1
      return matched == Self.end.count ? text : nil
    }
    for held in Self.end.prefix(matched) { append(held) }
    matched = byte == Self.end[0] ? 1 : 0
    if matched == 0 { append(byte) }
    return nil
  }

  private mutating func append(_ byte: UInt8) {
    if bytes.count < KeyDecoder.maximumPaste { bytes.append(byte) }
  }

  private var text: String {
    var kept = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar == "\n" || scalar == "\r" || scalar == "\t" {
        kept.append(" ")
      } else if scalar.properties.generalCategory != .control {
        kept.append(scalar)
      }
    }
    return String(kept)
  }
}
