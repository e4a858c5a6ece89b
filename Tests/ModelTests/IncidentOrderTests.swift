import Model
import Testing

@Suite("Incidents are listed in one order everywhere")
struct IncidentOrderTests {
  private func incident(_ id: String, _ health: Health, opened: Int64, closed: Int64? = nil) -> Incident {
    Incident(
      id: id, openedAt: Timestamp(seconds: opened), confirmedAt: Timestamp(seconds: opened),
      closedAt: closed.map { Timestamp(seconds: $0) }, title: "", health: health, members: [])
  }

  @Test func openOnesComeFirstTheWorstAndOldestOfThemBeforeTheOthers() {
    let listed = [
      incident("old and down", .down, opened: 1), incident("new and down", .down, opened: 5),
      incident("degraded", .degraded, opened: 0), incident("ended last", .down, opened: 2, closed: 9),
      incident("ended first", .down, opened: 3, closed: 8),
    ]
    #expect(listed.reversed().sorted { $0.isListed(before: $1) } == listed)
  }
}
