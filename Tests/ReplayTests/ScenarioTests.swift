import Testing

@testable import Model
@testable import Replay

@Suite("A scenario file says what is wrong with it, and where")
struct ScenarioTests {
  private func problems(_ text: String) -> [String] {
    do {
      _ = try Scenario.parse(text)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  private let head = """
    version: 1
    name: test
    begins: 2026-01-01T00:00:00Z
    ends: 2026-01-01T01:00:00Z

    """

  @Test(arguments: BundledScenario.all.map(\.name))
  func everyBundledScenarioIsReadUnderItsName(_ name: String) throws {
    let bundled = try #require(BundledScenario.named(name))
    let scenario = try Scenario.parse(bundled.text)
    #expect(scenario.name == name)
    #expect(scenario.title == bundled.title, "the title that lists show without reading the rest")
    #expect(!scenario.faults.isEmpty)
    #expect(!scenario.notes.isEmpty)
    #expect(scenario.notes.allSatisfy { scenario.span.contains($0.at) })
  }

  @Test func anUndefinedDomainIsNamedWithItsPlaceAndWhatWasMeant() {
    let text =
      head + """
        faults:
          - domain: aws/us-eest-1
            from: 2026-01-01T00:10:00Z
            outcome: dns-nodata
        """
    #expect(
      problems(text) == [
        "6:13: the domain \"aws/us-eest-1\" is not defined; did you mean \"aws/us-east-1\"?"
      ])
  }

  @Test func aDomainOfTheConfigurationIsDefined() throws {
    let text =
      head + """
        faults:
          - {domain: rack/7, from: 2026-01-01T00:10:00Z, outcome: connect-timeout}
        """
    let scenario = try Scenario.parse(text, known: [domain("rack/7")])
    #expect(scenario.faults.map(\.target) == [.domain(domain("rack/7"))])
  }

  @Test func anUnknownVersionIsRefused() {
    let text = head.replacing("version: 1", with: "version: 2")
    #expect(
      problems(text) == [
        "1:10: version 2 is not supported; write `version: 1`, or use a newer Faultline"
      ])
  }

  @Test func severalMistakesAreToldAtOnce() {
    let text =
      head + """
        fault: []
        faults:
          - {domain: aws, from: yesterday, outcome: broken}
          - {from: 2026-01-01T00:10:00Z, to: 2026-01-01T00:05:00Z, outcome: reset}
        notes:
          - {at: 2026-01-01T00:10:00Z, text: b}
          - {at: 2026-01-01T00:05:00Z, text: a}
        """
    let lines = problems(text)
    #expect(lines.count == 5)
    #expect(lines.first == "5:1: unknown key \"fault\"; did you mean \"faults\"?")
    #expect(lines.contains { $0.hasPrefix("7:25: \"yesterday\" is not valid here") })
    #expect(lines.contains { $0.hasPrefix("7:45: \"broken\" is not valid here") })
    #expect(lines.contains { $0.hasPrefix("8:5: a fault needs a \"domain\" or a \"link\"") })
    #expect(lines.contains { $0.hasPrefix("11:5: this is earlier than the entry before it") })
  }

  @Test func whatIsNoYAMLIsSaidSo() {
    #expect(problems("version: [1").first?.contains("not valid YAML") == true)
    #expect(problems("") == ["1:1: \"version\" is missing; add it"])
    #expect(problems("- 1") == ["1:1: this is not a map; write one"])
  }

  @Test func aScenarioOfYearsIsRefused() {
    let text = head.replacing("ends: 2026-01-01T01:00:00Z", with: "ends: 2099-01-01T01:00:00Z")
    #expect(
      problems(text).contains { $0.hasSuffix("a scenario lasts at most 31 days; choose an earlier end") })
  }

  @Test func aFaultThatEndsBeforeItBeginsIsRefused() {
    let text =
      head + """
        faults:
          - {domain: aws, from: 2026-01-01T00:10:00Z, to: 2026-01-01T00:05:00Z, outcome: reset}
        """
    #expect(problems(text) == ["6:51: ends before it begins; swap the two times"])
  }
}
