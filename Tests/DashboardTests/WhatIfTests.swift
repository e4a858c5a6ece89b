import Model
import Screen
import Testing

@testable import Dashboard

@Suite("What if something failed, asked on the live state")
struct WhatIfTests {
  var state = AppState(
    glyphs: .unicode, themes: [], theme: "", now: Outage.now, size: Size(width: 120, height: 40),
    snapshot: Outage.snapshot(), surroundings: Outage.surroundings)

  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { Reducer.reduce(&state, .input(.key($0))) }
  }

  private func id(_ text: String) throws -> DomainID { try #require(DomainID(text)) }

  private func text() -> String { FrameText.glyphs(View.frame(of: state, size: state.navigation.size)) }

  @Test mutating func wOnARegionAsksWhatIfItFails() throws {
    let effects = press(.character("w"))
    #expect(effects == [.whatIf([try id("aws/us-east-1")])])
    #expect(state.navigation.layers.map(\.page) == [nil])
    #expect(state.navigation.whatIf?.isComputing == true)
    #expect(text().contains("WHAT-IF, NOT LIVE"))
    #expect(text().contains("What if aws/us-east-1 failed?"))
  }

  @Test mutating func wOnAServicesPageAsksWhatIfItFails() throws {
    press(.character("3"), .enter)
    #expect(press(.character("w")) == [.whatIf([try id("service:reddit")])])
    press(.escape)
    #expect(state.navigation.layers.map(\.page) == [.subject(.service("reddit"))])
  }

  @Test mutating func wOnAnIncidentAsksWhatIfItsCauseFails() throws {
    press(.character("5"))
    #expect(press(.character("w")) == [.whatIf([try id("aws/us-east-1")])])
    press(.escape, .enter)
    #expect(press(.character("w")) == [.whatIf([try id("aws/us-east-1")])])
  }

  @Test mutating func aServiceWithoutDependentsIsListedToBeMarkedAndUnmarked() throws {
    press(.character("3"), .character("w"))
    let service = try id("service:reddit")
    #expect(state.navigation.whatIf?.selected == service)
    #expect(text().contains("[x] service:reddit"))
    press(.enter)
    #expect(state.navigation.whatIf?.failing.isEmpty == true)
    #expect(state.navigation.whatIf?.choices.first == service, "it stays where it was unmarked")
  }

  @Test mutating func theLiveStateStaysBesideTheWhatIf() throws {
    press(.character("w"))
    _ = Reducer.reduce(&state, .whatIfResult(Outage.answer(to: state.navigation.whatIf?.failing ?? [])))
    let screen = text()
    #expect(screen.contains("7 down"))
    #expect(screen.contains("5 of 18 services, 4 down now"))
    #expect(screen.contains("USD per hour"))
    #expect(screen.contains("add aws/us-west-2 to Reddit"))
    #expect(state.snapshot == Outage.snapshot())
  }

  @Test mutating func theResultOfAnEarlierQuestionIsDropped() throws {
    press(.character("w"))
    _ = Reducer.reduce(&state, .whatIfResult(Outage.answer(to: [try id("gcp")])))
    #expect(state.navigation.whatIf?.result == nil)
    #expect(state.navigation.whatIf?.isComputing == true)
  }

  @Test mutating func plusLetsEverythingNearFailToo() throws {
    press(.character("w"))
    let near = press(.character("+"), .character("+"), .character("+")).last
    #expect(
      near
        == .whatIf(
          Set(
            try ["aws/us-east-1", "aws/us-east-2", "gcp/us-east4", "azure/eastus", "azure/eastus2"].map(id))))
    #expect(text().contains("all within 500 km of aws/us-east-1"))
    let back = press(.character("-"), .character("-"), .character("-")).last
    #expect(back == .whatIf([try id("aws/us-east-1")]))
  }

  @Test mutating func aProviderHasNoCoordinates() {
    press(.character("w"), .character("g"))
    #expect(press(.character("+")).isEmpty)
    #expect(state.interaction.notice != nil)
  }

  @Test mutating func domainsAreToggledAndListedByKind() throws {
    press(.character("w"), .right)
    #expect(state.navigation.whatIf?.choices.allSatisfy { $0.kind == .provider } == true)
    #expect(press(.enter) == [.whatIf(Set(try ["aws/us-east-1", "aws"].map(id)))])
    #expect(press(.character("c")).isEmpty)
    #expect(state.navigation.whatIf?.failing.isEmpty == true)
    #expect(text().contains("Nothing is marked as failed."))
  }

  @Test mutating func aCasualtyOpensAndEscComesBack() throws {
    press(.character("w"))
    _ = Reducer.reduce(&state, .whatIfResult(Outage.answer(to: state.navigation.whatIf?.failing ?? [])))
    press(.tab, .enter)
    #expect(state.navigation.layers.map(\.page) == [nil, .subject(.service("reddit"))])
    press(.escape, .escape)
    #expect(state.navigation.layers.isEmpty)
  }

  @Test mutating func ofManyCasualtiesOnlyThoseInSightAreDrawn() throws {
    press(.character("w"))
    var answer = Outage.answer(to: state.navigation.whatIf?.failing ?? [])
    answer.casualties = (0..<100_000).map {
      WhatIfResult.Casualty(id: "s\($0)", position: $0, fate: .falls, weight: 1)
    }
    _ = Reducer.reduce(&state, .whatIfResult(answer))
    press(.tab, .end)
    #expect(state.navigation.whatIf?.casualty.index == 99_999)
    #expect(text().contains("s99999"))
  }

  @Test mutating func theRiskPanelOpensTheExplorerAndThatTheDomain() throws {
    press(.character("4"), .down, .enter)
    #expect(state.navigation.layers.map(\.page) == [.risk])
    press(.enter)
    #expect(state.navigation.layers.map(\.page) == [.risk, .subject(.region(try id("aws/us-east-1")))])
  }
}
