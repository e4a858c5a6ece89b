import Model
import Screen
import Testing

@testable import Dashboard

@Suite("What if something failed, asked on the live state")
struct HypothesisTests {
  var state = AppState(
    glyphs: .unicode, themes: [], theme: "", now: Outage.now, size: Size(width: 120, height: 40),
    snapshot: Outage.snapshot(), surroundings: Outage.surroundings)

  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { Reducer.reduce(&state, .input(.key($0))) }
  }

  private func id(_ text: String) throws -> DomainID { try #require(DomainID(text)) }

  private func text() -> String { FrameText.glyphs(View.frame(of: state, size: state.size)) }

  @Test mutating func wOnARegionAsksWhatIfItFalls() throws {
    let effects = press(.character("w"))
    #expect(effects == [.whatIf([try id("aws/us-east-1")])])
    #expect(state.layers.map(\.place) == [.hypothesis])
    #expect(state.hypothesis.isComputing)
    #expect(text().contains("HYPOTHESIS"))
    #expect(text().contains("What if aws/us-east-1 failed?"))
  }

  @Test mutating func wOnAServicesPageAsksWhatIfItFalls() throws {
    press(.character("3"), .enter)
    #expect(press(.character("w")) == [.whatIf([try id("service:reddit")])])
    press(.escape)
    #expect(state.layers.map(\.place) == [.service("reddit")])
  }

  @Test mutating func wOnAnIncidentAsksWhatIfItsCauseFalls() throws {
    press(.character("5"))
    #expect(press(.character("w")) == [.whatIf([try id("aws/us-east-1")])])
    press(.escape, .enter)
    #expect(press(.character("w")) == [.whatIf([try id("aws/us-east-1")])])
  }

  @Test mutating func aServiceThatNobodyNeedsIsListedToBeTickedAndUnticked() throws {
    press(.character("3"), .character("w"))
    let service = try id("service:reddit")
    #expect(state.hypothesis.selected == service)
    #expect(text().contains("[x] service:reddit"))
    press(.enter)
    #expect(state.hypothesis.failing.isEmpty)
    #expect(state.hypothesis.choices.first == service, "it stays where it was unticked")
  }

  @Test mutating func theLiveStateStaysBesideTheHypothesis() throws {
    press(.character("w"))
    _ = Reducer.reduce(&state, .answered(Outage.answer(to: state.hypothesis.failing)))
    let screen = text()
    #expect(screen.contains("7 down"))
    #expect(screen.contains("5 of 18 services, 4 down now"))
    #expect(screen.contains("USD per hour"))
    #expect(screen.contains("second region aws/us-west-2"))
    #expect(state.snapshot == Outage.snapshot())
  }

  @Test mutating func anAnswerToAnEarlierQuestionIsOfNoUse() throws {
    press(.character("w"))
    _ = Reducer.reduce(&state, .answered(Outage.answer(to: [try id("gcp")])))
    #expect(state.hypothesis.result == nil)
    #expect(state.hypothesis.isComputing)
  }

  @Test mutating func plusTakesEverythingNearWithIt() throws {
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

  @Test mutating func aProviderHasNoPlaceToBeNear() {
    press(.character("w"), .character("g"))
    #expect(press(.character("+")).isEmpty)
    #expect(state.notice != nil)
  }

  @Test mutating func domainsAreToggledAndListedByKind() throws {
    press(.character("w"), .right)
    #expect(state.hypothesis.choices.allSatisfy { $0.kind == .provider })
    #expect(press(.enter) == [.whatIf(Set(try ["aws/us-east-1", "aws"].map(id)))])
    #expect(press(.character("c")).isEmpty)
    #expect(state.hypothesis.failing.isEmpty)
    #expect(text().contains("Nothing is supposed to fail yet."))
  }

  @Test mutating func aCasualtyOpensAndEscComesBack() throws {
    press(.character("w"))
    _ = Reducer.reduce(&state, .answered(Outage.answer(to: state.hypothesis.failing)))
    press(.tab, .enter)
    #expect(state.layers.map(\.place) == [.hypothesis, .service("reddit")])
    press(.escape, .escape)
    #expect(state.layers.isEmpty)
  }

  @Test mutating func ofManyCasualtiesOnlyThoseInSightAreDrawn() throws {
    press(.character("w"))
    var answer = Outage.answer(to: state.hypothesis.failing)
    answer.casualties = (0..<100_000).map {
      WhatIfResult.Casualty(id: "s\($0)", position: $0, fate: .falls, weight: 1)
    }
    _ = Reducer.reduce(&state, .answered(answer))
    press(.tab, .end)
    #expect(state.hypothesis.casualty.index == 99_999)
    #expect(text().contains("s99999"))
  }

  @Test mutating func theRiskPanelOpensTheExplorerAndThatTheDomain() throws {
    press(.character("4"), .down, .enter)
    #expect(state.layers.map(\.place) == [.risk])
    press(.enter)
    #expect(state.layers.map(\.place) == [.risk, .domain(try id("aws/us-east-1"))])
  }
}
