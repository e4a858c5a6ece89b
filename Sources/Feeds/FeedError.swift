package import Model
internal import XML

/// Why a payload can't be trusted. Quoted parts come from the payload and are sanitised.
package enum FeedError: Error, Hashable {
  case empty
  /// More bytes than `FeedParser.sizeLimit`.
  case tooLarge
  /// Neither UTF-8 nor UTF-16 with a byte order mark.
  case encoding
  /// A page for people where data was expected: an error page, a captive portal, a login.
  case html
  case malformed(SafeText)
  /// A key that has to be there.
  case missing(SafeText)
  /// A key whose value is of another kind, or a word or time that can't be read.
  case unexpected(SafeText)
}

extension FeedError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "the body is empty"
    case .tooLarge: "the body is larger than \(FeedParser.sizeLimit / 1_048_576) MiB"
    case .encoding: "the body is neither UTF-8 nor UTF-16 text"
    case .html: "an HTML page was served instead of the feed"
    case .malformed(let what): "\(what)"
    case .missing(let key): "\(key) is missing"
    case .unexpected(let what): "\(what)"
    }
  }
}

extension FeedError {
  init(_ error: XMLError) {
    self = .malformed("not valid XML: line \(error.place.line), column \(error.place.column): \(error.what)")
  }
}
