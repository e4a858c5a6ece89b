import Testing

@testable import Export
@testable import Model

@Suite("Tables are RFC 4180, and no cell computes")
struct CSVTests {
  private struct Torn: Error {}

  /// Reads RFC 4180 by the letter: quotes only around whole fields, doubled within, CR LF after each record.
  private func records(_ text: String) throws -> [[String]] {
    var records: [[String]] = [[]]
    var scalars = text.unicodeScalars[...]
    while !scalars.isEmpty {
      var field = String.UnicodeScalarView()
      if scalars.first == "\"" {
        scalars.removeFirst()
        while true {
          let next = scalars.popFirst()
          let scalar = try #require(next, "a quote is open at the end")
          guard scalar == "\"" else {
            field.append(scalar)
            continue
          }
          guard scalars.first == "\"" else { break }
          field.append(scalars.removeFirst())
        }
      } else {
        while let scalar = scalars.first, scalar != ",", scalar != "\r" {
          try #require(scalar != "\"" && scalar != "\n")
          field.append(scalars.removeFirst())
        }
      }
      records[records.count - 1].append(String(field))
      switch scalars.popFirst() {
      case ",": continue
      case "\r":
        let end = scalars.popFirst()
        try #require(end == "\n")
        records.append([])
      default: throw Torn()
      }
    }
    try #require(records.removeLast().isEmpty, "the last record is ended")
    return records
  }

  private func cell(_ text: String) throws -> String {
    let records = try records(CSVTable(columns: ["a"], rows: [[.text(text)]]).text)
    return try #require(records.last?.first)
  }

  @Test(arguments: SnapshotTable.allCases)
  func everyTableHasAsManyFieldsInEachRecord(table: SnapshotTable) throws {
    let records = try records(try richSnapshot().csv(table))
    let head = try #require(records.first)
    #expect(Set(head).count == head.count, "no column is there twice")
    #expect(records.count > 1 || table == .recommendations)
    for record in records { #expect(record.count == head.count) }
  }

  @Test func theStateTableHasARowForEachThing() throws {
    let records = try records(try richSnapshot().csv(.state))
    #expect(records.first?.prefix(6) == ["kind", "id", "name", "health", "since", "reason"])
    #expect(
      records.dropFirst().map { $0.prefix(4) } == [
        ["region", "aws/us-east-1", "US East (N. Virginia)", "down"],
        ["dns", "www.example", "www.example", "ok"], ["service", "checkout", "Checkout", "unknown"],
      ])
  }

  @Test func whatIsNotKnownIsEmptyAndNotZero() throws {
    let records = try records(try richSnapshot().csv(.checks))
    let column = try #require(records.first?.firstIndex(of: "latency_ms"))
    #expect(records.dropFirst().map { $0[column] } == ["", "12"])
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1", "  =1", "＝1", "－1"])
  func aFormulaIsDisarmed(text: String) throws {
    let read = try cell(text)
    #expect(read.hasPrefix("'"))
    #expect(read.hasSuffix(text.filter { !$0.isWhitespace }))
  }

  @Test func aSeparatorOfAnotherCountryOpensNoCell() {
    #expect(CSVTable(columns: ["a"], rows: [[.text("x;=1+1")]]).text == "a\r\n\"x;=1+1\"\r\n")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "a,b"), ("say \"x\"", "say \"x\""), ("two\r\nlines", "two  lines"), ("", ""),
    ("a=1", "a=1"), ("héllo", "héllo"), ("\u{1B}[31mred", "[31mred"),
  ])
  func textComesBackOnOneLine(written: String, read: String) throws { #expect(try cell(written) == read) }

  @Test func aNumberThatIsNegativeIsNoFormulaAndOneThatIsNoneIsEmpty() {
    let table = CSVTable(columns: ["a", "b"], rows: [[.number(-0.25), .number(.infinity)]])
    #expect(table.text == "a,b\r\n-0.25,\r\n")
  }

  @Test func aLongListIsNotCut() throws {
    let items = (0..<2000).map { "service-\($0)" }
    let table = CSVTable(columns: ["a"], rows: [[.list(items)]])
    #expect(try records(table.text).last == [items.joined(separator: " ")])
  }
}
