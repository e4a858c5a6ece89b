import Testing

@testable import XML

@Suite("The XML reader")
struct XMLReaderTests {
  @Test func readsElementsAttributesTextAndSections() throws {
    let events = try events(
      "<?xml version='1.0'?><!-- a --><a x=\"1\" y='&lt;2'><b/>one &amp; two<![CDATA[<three>]]></a>\n")
    #expect(
      events == [
        .start(
          name: "a",
          attributes: [.init(name: "x", value: "1"), .init(name: "y", value: "<2")]),
        .start(name: "b", attributes: []), .end(name: "b"), .text("one & two"), .text("<three>"),
        .end(name: "a"),
      ])
  }

  @Test func resolvesCharacterReferences() throws {
    #expect(try events("<a>&#65;&#x1F600;&#xe9;</a>").dropFirst().first == .text("A😀é"))
  }

  @Test(
    arguments: [
      "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
      "<!DOCTYPE a SYSTEM 'file:///etc/passwd' [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
      "<a>&x;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#99999999999;</a>", "<a>&</a>",
    ])
  func refusesEntitiesThatCouldGrowOrReachOut(document: String) {
    #expect(throws: XMLError.self) { try events(document) }
  }

  @Test func skipsADocumentTypeThatDeclaresNothing() throws {
    #expect(try events("<!DOCTYPE opsa-mef><a/>").count == 2)
  }

  @Test(
    arguments: [
      "", " ", "<a>", "<a></b>", "<a/><b/>", "text", "<a/>text", "<a x=1/>", "<a x='1' x='2'/>",
      "<a x='1'y='2'/>", "<a x='<'/>", "</a>", "<>", "<a", "<a><![CDATA[", "<!-- ", "<a><!ELEMENT b></a>",
      "<![CDATA[x]]>", "< a/>",
    ])
  func refusesWhatIsNotWellFormed(document: String) {
    #expect(throws: XMLError.self) { try events(document) }
  }

  @Test func refusesDeepNestingWithoutRecursion() {
    let document = String(repeating: "<a>", count: 1_000_000)
    #expect(throws: XMLError.self) { try events(document) }
  }

  @Test func saysWhereADocumentBreaks() {
    #expect(throws: XMLError(place: XMLPlace(line: 2, column: 7), what: "</b> closes <a>")) {
      try events("<a>\n  </b>\n")
    }
  }

  @Test func survivesTruncationAtEachByte() throws {
    let document = Array("<?xml version='1.0'?><a b='c&amp;'>d<![CDATA[e]]><!-- f --><g/></a>".utf8)
    for length in 0..<document.count {
      var reader = XMLReader(Array(document[..<length]))
      #expect(throws: XMLError.self) { while try reader.next() != nil {} }
    }
  }

  private func events(_ document: String) throws -> [XMLReader.Event] {
    var reader = XMLReader(Array(document.utf8))
    var events: [XMLReader.Event] = []
    while let event = try reader.next() { events.append(event) }
    return events
  }
}
