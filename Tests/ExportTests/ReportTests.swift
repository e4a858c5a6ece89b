import Testing

@testable import Export
@testable import Model

@Suite("Text and Markdown say the same, and nothing that was sent by a peer becomes markup")
struct ReportTests {
  @Test func textIsAlignedAndComplete() throws {
    let text = try richSnapshot().text
    #expect(
      text.hasPrefix(
        """
        Faultline: down
        Seen from seoul-office at 2025-10-20T07:05:04Z.
        Your network is ok: 2 of 2 controls answer (ok).
        ■ 1 down  ? 1 unknown  ● 1 ok

        INCIDENTS
           OPENED                CLOSED  WHAT
        ■  2025-10-20T07:05:04Z  open    aws/us-east-1 down

        REGIONS
           REGION         PLACE        HEALTH  SINCE                 LATENCY  REASON
        ■  aws/us-east-1  N. Virginia  down    2025-10-20T07:05:04Z  –        dns-nodata: | <b>[31mNOERROR without

        """.dropLast(1)))
    for line in text.split(separator: "\n") { #expect(!line.hasSuffix(" ")) }
  }

  @Test func markdownEscapesWhatCameFromOutside() throws {
    let markdown = try richSnapshot().markdown
    #expect(markdown.contains("dns-nodata: \\| \\<b\\>\\[31mNOERROR without an address |"))
    for row in markdown.split(separator: "\n") where row.hasPrefix("| ■ | aws/us-east-1") {
      #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 8)
    }
  }

  @Test func emptyTablesSaySo() {
    let empty = Snapshot(
      number: 0, generatedAt: noon, vantage: VantageState(name: "x"), overall: .unknown,
      counts: HealthCounts())
    #expect(empty.text.contains("INCIDENTS\nNo incidents."))
    #expect(empty.markdown.contains("## Regions\n\nNo regions are monitored."))
  }

  @Test func noControlCharacterIsWritten() throws {
    let snapshot = try richSnapshot()
    for text in [snapshot.text, snapshot.markdown, snapshot.json.text()] {
      #expect(
        text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F ~= $0.value)) })
      #expect(!text.unicodeScalars.contains("\u{202E}"))
    }
  }
}
