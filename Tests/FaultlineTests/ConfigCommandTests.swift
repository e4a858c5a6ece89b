import TestSupport
import Testing

@Suite("faultline config")
struct ConfigCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func theExampleIsAConfigurationThatPassesItsCheck() throws {
    let example = try Execution("config", "example")
    #expect(example.code == 0 && example.errors.isEmpty)
    let path = try folder.file("example.yaml", example.output)
    let check = try Execution("config", "check", path)
    #expect(check.code == 0 && check.errors.isEmpty)
    #expect(check.output.hasPrefix("\(path): ok: "))
  }

  @Test func aWarningIsSaidAndTheFileIsStillGood() throws {
    let path = try folder.file("warned.yaml", "version: 1\nregions: [vultr/ewr]\n")
    let check = try Execution("config", "check", path)
    #expect(check.code == 0)
    #expect(check.output == "\(path): ok: 1 region, 4 checks, 1 resolver\n")
    #expect(check.errors.hasPrefix("\(path):2:11: warning: "))
  }

  @Test func mistakesGoToStandardErrorWithTheirPlaceAndEndInExit78() throws {
    let path = try folder.file("wrong.yaml", "version: 1\nregoins: []\nservices: [{id: a, weight: -1}]\n")
    let check = try Execution("config", "check", path)
    #expect(check.code == 78 && check.output.isEmpty)
    #expect(
      check.errors == """
        \(path):2:1: unknown key "regoins"; did you mean "regions"?
        \(path):3:28: "-1" is not a valid weight; write a number from 0 to 1e15

        """)
  }

  @Test func theEnvironmentFillsInVariables() throws {
    let path = try folder.file("env.yaml", "version: 1\nvantage: {name: \"${PLACE}\"}\n")
    #expect(try Execution("config", "check", path).code == 78)
    #expect(try Execution("config", "check", path, environment: ["PLACE": "lab"]).code == 0)
  }

  @Test func aScreenfulOfMistakesIsShownAndTheRestCounted() throws {
    let path = try folder.file("junk.yaml", (0..<150).map { "key\($0): 1\n" }.joined())
    let lines = try Execution("config", "check", path).errors.split(separator: "\n")
    #expect(lines.count == 101)
    #expect(lines.last == "... and 51 more")
  }

  @Test func aMissingArgumentIsWrongUsage() throws {
    #expect(try Execution("config", "check").code == 64)
    #expect(try Execution("config", "chek", "x").code == 64)
  }

  @Test func outputThatCannotBeWrittenIsSaid() throws {
    let example = try Execution("config", "example", outputPath: "/dev/full")
    #expect(example.code == 74 && !example.errors.isEmpty)
  }
}
