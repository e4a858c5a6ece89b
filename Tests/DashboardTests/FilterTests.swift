import Model
import Screen
import Testing

@testable import Dashboard

@Suite("Filters and moving rows")
struct FilterTests {
  var state = AppState(
    glyphs: .unicode, themes: [], theme: "dark", now: Outage.now, size: Size(width: 120, height: 40),
    snapshot: Outage.snapshot())

  private func id(_ page: Page) -> String {
    switch page {
    case .subject(let subject): subject.id
    case .domain(let id): id.description
    case .incident(let id): id
    case .risk, .map: ""
    }
  }

  private func rows(_ panel: Panel, _ filter: String) throws -> [String] {
    var walk = self
    walk.state.listing.set(Filter(filter), on: walk.state.snapshot)
    let snapshot = try #require(walk.state.snapshot)
    return walk.state.listing.rows[panel].map { id(panel.page(snapshot, $0)) }
  }

  @Test func fieldsAndTextAreCombinedBySpaces() throws {
    let snapshot = Outage.snapshot()
    let down = snapshot.regions.filter { $0.standing.health == .down }.map(\.id.description)
    #expect(try rows(.regions, "state:down") == down)
    #expect(try rows(.regions, "provider:aws !state:ok") == ["aws/us-east-1"])
    #expect(try rows(.regions, "provider:aws state:ok east").allSatisfy { $0.hasPrefix("aws/") })
    #expect(try rows(.regions, "provider:ws").isEmpty)
  }

  @Test func aServiceIsFoundByWhatItDependsOnItsOwnerAndItsTags() throws {
    let snapshot = Outage.snapshot()
    let standing = snapshot.services.filter { state in
      state.service.needs.contains { $0.domains.contains { $0.description == "aws/us-east-1" } }
    }
    #expect(Set(try rows(.services, "needs:aws/us-east-1")) == Set(standing.map(\.id)))
    var owned = snapshot
    owned.services[1].service.owner = "Payments"
    owned.services[2].service.tags = ["zebra"]
    var walk = self
    _ = Reducer.reduce(&walk.state, .snapshot(owned))
    #expect(try walk.rows(.services, "owner:pay") == [snapshot.services[1].id])
    #expect(try walk.rows(.services, "tag:zeb") == [snapshot.services[2].id])
    #expect(try walk.rows(.services, "tag:pay").isEmpty)
  }

  @Test func whatIsMarkedAsDownIsFoundAsDownWhereverItIsShown() throws {
    #expect(try rows(.risk, "state:down") == ["aws/us-east-1"])
    #expect(try rows(.names, "provider:aws state:down") == ["dynamodb.us-east-1.amazonaws.com"])
  }

  @Test func aColonThatNamesNoFieldIsText() throws {
    #expect(try rows(.risk, "dns:").allSatisfy { $0.hasPrefix("dns:") })
    #expect(!(try rows(.risk, "dns:").isEmpty))
  }

  @Test func aWordThatAsksNothingYetHidesNothing() throws {
    let all = try rows(.services, "")
    for started in ["!", "state:", "!state:", "  "] { #expect(try rows(.services, started) == all) }
  }

  @Test func caseAndScriptDoNotMatter() throws {
    var snapshot = Outage.snapshot()
    snapshot.services[0].service.name = "ÉCOLE 東京"
    var walk = self
    _ = Reducer.reduce(&walk.state, .snapshot(snapshot))
    #expect(try walk.rows(.services, "école") == [snapshot.services[0].id])
    #expect(try walk.rows(.services, "name:東京") == [snapshot.services[0].id])
  }

  // MARK: - Nothing moves under the cursor

  @Test mutating func theSelectedRowStaysUnderTheCursorWhenOthersMove() throws {
    for _ in 0..<3 { _ = Reducer.reduce(&state, .input(.key(.down))) }
    let place = try #require(state.selectedPage)
    var next = try #require(state.snapshot)
    next.number += 1
    for index in next.regions.indices.suffix(4) { next.regions[index].standing.health = .down }
    _ = Reducer.reduce(&state, .snapshot(next))
    #expect(state.selectedPage == place)
    let cursor = state.navigation[.regions]
    #expect(cursor.index - cursor.top == 3, "its line on the screen is the one it had")
  }

  @Test mutating func whatIsHiddenIsCounted() throws {
    for key in "/us-".map({ Key.character($0) }) + [.enter] { _ = Reducer.reduce(&state, .input(.key(key))) }
    let shown = state.listing.rows[.regions].count
    let total = state.listing.rows.total(.regions)
    #expect(shown > 0 && shown < total)
    #expect(
      FrameText.glyphs(View.frame(of: state, size: state.navigation.size)).contains("\(shown) of \(total)"))
  }
}
