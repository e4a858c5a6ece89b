import Model
import Screen
import Testing

@testable import Dashboard

@Suite("A change of state makes itself known")
struct NoticeTests {
  var state = AppState(
    glyphs: .unicode, themes: [], theme: "dark", now: Outage.now, size: Size(width: 120, height: 40),
    snapshot: Outage.over(), alerts: Alerts(rings: true, notifies: true))

  mutating func receive(_ snapshot: Snapshot) -> [Effect] { Reducer.reduce(&state, .snapshot(snapshot)) }

  @discardableResult
  mutating func press(_ keys: Key...) -> [Effect] {
    keys.flatMap { Reducer.reduce(&state, .input(.key($0))) }
  }

  private func failing(_ count: Int = 1) -> Snapshot {
    var next = Outage.over()
    next.number += 1
    for index in 0..<count {
      next.services[index].standing = Standing(
        health: .down, since: next.generatedAt, reason: "http-status: 503")
    }
    return next
  }

  @Test mutating func itRingsOnceHoweverMuchChanges() throws {
    let effects = receive(failing(3))
    let name = Outage.over().services[0].service.name
    #expect(
      effects == [
        .ring, .notify("Faultline: service \(name): ok -> down: http-status: 503 (and 2 other changes)"),
      ])
    #expect(state.data.log.unread == 3)
    #expect(footer.contains("n 3 new"))
  }

  @Test mutating func lookingAtTheLogMakesItRead() {
    _ = receive(failing())
    press(.character("n"))
    #expect(state.data.log.unread == 0)
    #expect(screen.contains("ok › down"))
    press(.enter)
    #expect(state.navigation.layers.map(\.page) == [.subject(.service(Outage.over().services[0].id))])
  }

  @Test mutating func silenceIsTheDefaultAndIsBrokenByCommand() {
    state.settings.alerts = Alerts()
    #expect(receive(failing()).isEmpty)
    #expect(state.data.log.unread == 1)
    for key in ":bell on".map({ Key.character($0) }) { press(key) }
    press(.enter)
    #expect(state.settings.alerts == Alerts(rings: true))
  }

  @Test mutating func whatIsMutedIsNeitherHeardNorLogged() {
    press(.character("3"))
    let muted = failing()
    state.mute(.subject(.service(muted.services[0].id)), minutes: 30)
    #expect(receive(muted).isEmpty)
    #expect(state.data.log.entries.isEmpty)
    #expect(screen.contains("1 muted"))
  }

  @Test mutating func aMuteEndsByItself() {
    let place = Page.subject(.service(Outage.over().services[0].id))
    state.mute(place, minutes: 30)
    _ = Reducer.reduce(&state, .tick(Outage.now + .seconds(29 * 60)))
    #expect(state.isMuted(place))
    _ = Reducer.reduce(&state, .tick(Outage.now + .seconds(30 * 60)))
    #expect(!state.isMuted(place))
    #expect(state.settings.mutes.ends.isEmpty)
  }

  @Test mutating func theProvidersAdmissionIsNewsAndLeadsToItsPage() throws {
    func said(_ health: Health, _ number: UInt64) -> Snapshot {
      var snapshot = Outage.over()
      snapshot.number += number
      for index in snapshot.regions.indices where snapshot.regions[index].feeds?.isEmpty == false {
        snapshot.regions[index].feeds?[0].health = health
        snapshot.regions[index].feeds?[0].title = "Increased error rates"
      }
      return snapshot
    }
    _ = receive(said(.ok, 1))
    let admitted = said(.degraded, 2)
    _ = receive(admitted)
    let sources = Set(admitted.regions.compactMap { $0.feeds?.first?.source })
    let told = state.data.log.entries.filter { $0.kind == .health(from: .ok, to: .degraded) }
    #expect(Set(told.compactMap(\.feed)) == sources && told.count == sources.count)
    let index = try #require(state.data.log.entries.firstIndex { $0.name == "aws" })
    press(.character("n"))
    #expect(screen.contains("AWS reports  ok › degraded  Increased error rates"))
    for _ in 0..<index { press(.down) }
    press(.enter)
    #expect(state.navigation.layers.map(\.page) == [.domain(try #require(DomainID("aws")))])
  }

  @Test mutating func theFirstDigitTakesThePlaceOfTheThirtyMinutes() throws {
    let place = try #require(state.currentPage)
    press(.character("m"), .character("1"), .character("5"), .enter)
    #expect(state.settings.mutes.ends == [place: state.data.now + .seconds(15 * 60)])
  }

  @Test mutating func theLogIsInTheOrderOfTheTimesItShows() {
    var next = failing(2)
    next.services[0].standing.since = next.generatedAt + .seconds(-300)
    _ = receive(next)
    var later = next
    later.number += 1
    later.services[2].standing = Standing(health: .down, since: next.generatedAt + .seconds(-100))
    _ = receive(later)
    let times = state.data.log.entries.map(\.at)
    #expect(times == times.sorted(by: >) && times.count == 3)
  }

  @Test(arguments: [(120, true), (38, false)])
  mutating func besideAMessageHelpStaysInSight(width: Int, isInSight: Bool) {
    state.navigation.size = Size(width: width, height: 40)
    _ = Reducer.reduce(&state, .notice("06:48:00Z something happened"))
    #expect(footer.contains("something happened"))
    #expect(footer.contains("? help") == isInSight)
  }

  @Test mutating func mOffersThirtyMinutesAndAgainUnmutes() throws {
    press(.character("3"), .character("m"))
    let place = try #require(state.selectedPage)
    press(.enter)
    #expect(state.settings.mutes.ends == [place: state.data.now + .seconds(30 * 60)])
    press(.character("m"))
    #expect(state.settings.mutes.ends.isEmpty)
  }

  @Test mutating func mutingAnIncidentMutesItsMembers() throws {
    _ = receive(Outage.snapshot())
    press(.character("5"), .character("m"), .enter)
    let members = try #require(Outage.snapshot().incidents.first?.members)
    #expect(state.settings.mutes.ends.count == members.count + 1)
  }

  @Test mutating func theFirstSnapshotIsNoNewsNorIsWhatALostLinkHides() {
    state.data.picture = .live(Outage.beforeFirstProbe())
    #expect(receive(Outage.snapshot()).isEmpty)
    state.data.picture = .live(Outage.over())
    _ = receive(Outage.withoutNetwork())
    #expect(state.data.log.entries.map(\.topic) == [.vantage])
  }

  @Test mutating func aReplayIsShownButNotHeard() {
    state.data.replay = DashboardData.Replay(label: "replay x60")
    #expect(receive(failing()).isEmpty)
    #expect(state.data.log.unread == 1)
  }

  @Test mutating func aFrozenScreenStillRings() {
    press(.character("f"))
    #expect(receive(failing()).first == .ring)
  }

  @Test mutating func theLogForgetsTheOldest() {
    for round in 0..<(NoticeLog.limit + 10) { _ = receive(round % 2 == 0 ? failing() : Outage.over()) }
    #expect(state.data.log.entries.count == NoticeLog.limit)
  }

  @Test mutating func theTitleTellsTheWorst() {
    #expect(View.title(of: state) == "ok - faultline")
    _ = receive(Outage.snapshot())
    #expect(View.title(of: state).hasSuffix("- faultline"))
    #expect(View.title(of: state).contains(" down, "))
  }

  private var screen: String { FrameText.glyphs(View.frame(of: state, size: state.navigation.size)) }
  private var footer: String { screen.split(separator: "\n").last.map(String.init) ?? "" }
}
