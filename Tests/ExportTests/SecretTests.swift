import Testing

@testable import Export
@testable import Model

@Suite("No export carries a secret or a control character")
struct SecretTests {
  /// Every document that a snapshot can become.
  private func documents() throws -> [String] {
    let snapshot = try hostileSnapshot()
    return ExportFormat.allCases.map(snapshot.exported) + SnapshotTable.allCases.map(snapshot.csv)
  }

  @Test func userInfoAndQueryValuesAreRedactedInEveryFormat() throws {
    for document in try documents() {
      #expect(!document.contains("hunter2"), "\(document.prefix(300))")
    }
  }

  @Test func theHostileTextIsThereSoThatTheTestCouldFail() throws {
    for document in try documents() where document.contains("example.com") || document.contains("alert") {
      return
    }
    Issue.record("no document shows the hostile text")
  }

  @Test func noControlCharacterIsWritten() throws {
    for document in try documents() {
      let controls = document.unicodeScalars.filter { $0.properties.generalCategory == .control }
      #expect(controls.allSatisfy { $0 == "\n" || $0 == "\r" })
      #expect(!document.unicodeScalars.contains("\u{202E}"))
    }
  }
}
