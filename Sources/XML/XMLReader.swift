/// Reads an XML document piece by piece, in one pass over its bytes, with memory bounded by its depth.
///
/// A small, strict part of XML 1.0: elements, attributes, text, CDATA, comments, processing instructions,
/// the five named entities and character references. **No document type with an internal subset and no other
/// entity is accepted**: a document can neither grow by expansion nor name a file. Input is UTF-8; namespaces
/// stay prefixes of the names.
///
/// Ours, since Foundation's parser (libxml2) reads document types and the entities they declare, and depth and
/// attributes cannot be bounded from outside of it.
package struct XMLReader {
  package enum Event: Equatable {
    case start(name: String, attributes: [Attribute])
    /// Text or CDATA as characters, references resolved; may come in several pieces.
    case text(String)
    case end(name: String)
  }

  package struct Attribute: Equatable {
    package let name, value: String
  }

  /// Elements open at once, at most.
  package static let depthLimit = 512
  /// Attributes of one element, at most: each is compared with all others.
  static let attributeLimit = 256

  var scanner: XMLScanner
  private var open: [String] = []
  private var pendingEnd = false
  private var hasRoot = false

  package init(_ bytes: [UInt8]) {
    scanner = XMLScanner(bytes)
    scanner.skip("\u{FEFF}")
  }

  /// Where the last event began, for messages.
  package private(set) var offset = 0

  /// The line and column (in bytes) of an offset, both counted from 1.
  package func place(of offset: Int) -> XMLPlace { scanner.place(of: offset) }

  /// The next piece; `nil` when the document has ended as it should.
  package mutating func next() throws(XMLError) -> Event? {
    if pendingEnd { return .end(name: close()) }
    while true {
      offset = scanner.index
      guard !scanner.isAtEnd else {
        guard hasRoot, open.isEmpty else { throw scanner.error("the document ends too early") }
        return nil
      }
      if scanner.skip("<!--") {
        try scanner.skip(through: "-->")
      } else if scanner.skip("<![CDATA[") {
        return .text(try cdata())
      } else if scanner.skip("<?") {
        try scanner.skip(through: "?>")
      } else if scanner.skip("<!") {
        try documentType()
      } else if scanner.skip("</") {
        return try endTag()
      } else if scanner.skip("<") {
        return try startTag()
      } else if let text = try text() {
        return .text(text)
      }
    }
  }

  private mutating func close() -> String {
    pendingEnd = false
    return open.removeLast()
  }

  private mutating func startTag() throws(XMLError) -> Event {
    guard !(hasRoot && open.isEmpty) else { throw scanner.error("a second root element") }
    guard open.count < Self.depthLimit else {
      throw scanner.error("more than \(Self.depthLimit) elements are nested")
    }
    let name = try scanner.name()
    var attributes: [Attribute] = []
    while true {
      let isSeparated = scanner.skipSpace()
      if scanner.skip("/>") {
        pendingEnd = true
        break
      }
      if scanner.skip(">") { break }
      guard isSeparated else { throw scanner.error("a tag that is not closed") }
      guard attributes.count < Self.attributeLimit else {
        throw scanner.error("an element has more than \(Self.attributeLimit) attributes")
      }
      let attribute = try scanner.attribute()
      guard !attributes.contains(where: { $0.name == attribute.name }) else {
        throw scanner.error("the attribute \(attribute.name) is given twice")
      }
      attributes.append(attribute)
    }
    open.append(name)
    hasRoot = true
    return .start(name: name, attributes: attributes)
  }

  private mutating func endTag() throws(XMLError) -> Event {
    let name = try scanner.name()
    scanner.skipSpace()
    guard scanner.skip(">"), open.last == name else {
      throw scanner.error("</\(name)> closes \(open.last.map { "<\($0)>" } ?? "nothing")")
    }
    return .end(name: close())
  }

  private mutating func cdata() throws(XMLError) -> String {
    guard !open.isEmpty else { throw scanner.error("text outside the root element") }
    let start = scanner.index
    try scanner.skip(through: "]]>")
    return scanner.string(start..<scanner.index - 3)
  }

  /// `nil` for white space outside the root element.
  private mutating func text() throws(XMLError) -> String? {
    let text = try scanner.characters { $0 == UInt8(ascii: "<") }
    guard open.isEmpty else { return text }
    guard text.utf8.allSatisfy(XMLScanner.isSpace) else {
      throw scanner.error("text outside the root element")
    }
    return nil
  }

  private mutating func documentType() throws(XMLError) {
    guard !hasRoot, scanner.skip("DOCTYPE") else { throw scanner.error("a declaration inside the document") }
    while let byte = scanner.next() {
      if byte == UInt8(ascii: ">") { return }
      if byte == UInt8(ascii: "[") {
        throw scanner.error("a document type with its own declarations is refused")
      }
    }
    throw scanner.error("the document ends too early")
  }
}

/// A line and a column (in bytes), both counted from 1.
package struct XMLPlace: Hashable, Sendable {
  package let line, column: Int
}

/// Why a document could not be read, and where. The text may quote the document: it is as hostile as that.
package struct XMLError: Error, Hashable {
  package let place: XMLPlace
  package let what: String
}
