import Foundation
import Testing

@testable import Terminal

@Suite("Base64 is that of RFC 4648")
struct Base64Tests {
  @Test("its own test vectors", arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar", "\u{1B}東京"])
  func vectors(text: String) {
    #expect(Base64.text(of: Array(text.utf8)) == Data(text.utf8).base64EncodedString())
  }
}
