internal import CTerminal

/// What is said to the terminal itself rather than drawn. All text loses its controls on the way, so that none
/// of it can end the message and begin another.
extension Session {
  /// The bell; every terminal has one.
  package func ring() { send("\u{7}") }

  /// A notification of the desktop (OSC 9), where the terminal passes one on.
  package func notify(_ text: String) { sendCommand("9;\(Self.stripped(text))") }

  /// The window's title; the former one comes back at the end.
  package func setTitle(_ text: String) { sendCommand("2;\(Self.stripped(text))") }

  /// Puts text into the clipboard (OSC 52), where the terminal lets programs do so.
  package func copy(_ text: String) { sendCommand("52;c;\(Base64.text(of: Array(text.utf8)))") }

  /// An operating system command, ended by BEL, which every terminal that knows any of them takes.
  private func sendCommand(_ command: String) {
    if ct_is_modern() { send("\u{1B}]\(command)\u{7}") }
  }

  private func send(_ text: String) {
    let bytes = text.utf8.map { CChar(bitPattern: $0) }
    ct_send(bytes, bytes.count)
  }

  private static func stripped(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
  }
}

/// RFC 4648.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)

  static func text(of bytes: [UInt8]) -> String {
    var result = String.UnicodeScalarView()
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let value = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? digits[Int(value >> UInt32(18 - 6 * place) & 0x3F)] : "=")
      }
    }
    return String(result)
  }
}
