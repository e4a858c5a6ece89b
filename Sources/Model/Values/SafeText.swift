/// Text that is safe to write to a terminal: the boundary type for everything that came from outside.
///
/// Feeds, DNS answers, HTTP reasons and configuration values are hostile until they have passed here.
/// Stripped: C0 and C1 controls (ESC among them), DEL, bidi controls, zero-width and other invisible
/// formatting characters, line and paragraph separators. White space controls become one space. Length is
/// capped, so that no peer can make a screen or a file grow.
package struct SafeText: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Longest text kept, in Unicode scalars; the rest is cut and marked with `…`.
  package static let limit = 4096

  package let string: String

  package init(_ raw: some StringProtocol) { self.init(String(raw)) }

  package init(_ raw: String) {
    // Printable ASCII is by far the usual case and needs no copy of the scalars.
    if raw.utf8.count <= Self.limit, raw.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      string = raw
      return
    }
    var kept = String.UnicodeScalarView()
    var count = 0
    for scalar in raw.unicodeScalars {
      guard count < Self.limit else {
        kept.append("…")
        break
      }
      if scalar == "\t" || scalar == "\n" || scalar == "\r" {
        kept.append(" ")
      } else if Self.isShown(scalar) {
        kept.append(scalar)
      } else {
        continue
      }
      count += 1
    }
    string = String(kept)
  }

  /// Decodes bytes as UTF-8 (invalid sequences become U+FFFD), then sanitises.
  package init(bytes: some Sequence<UInt8>) {
    self.init(String(decoding: Array(bytes.prefix(Self.limit * 4)), as: UTF8.self))
  }

  package var isEmpty: Bool { string.isEmpty }
  package var description: String { string }

  package static func < (a: SafeText, b: SafeText) -> Bool { a.string < b.string }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      return false
    default:
      // Fillers and variation selectors draw nothing, or change what is drawn, without being `format`.
      return !scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}

extension SafeText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(value) }
}
