import TestSupport
import Testing

@Suite("faultline risk, its gates and exit codes")
struct RiskExitTests {
  @Test(arguments: [
    "top_share(region) <= 0.5", "blast_radius(aws) >= 1", "effective(provider)>=1", "hhi(region) == 0.5",
    "single_points(checkout) == 2", "unavailability(service:checkout) < 0.001", "expected_loss() < 0.001",
    "coverage(dns) == 1", "blast_radius(country:US) < 0.1",
  ])
  func aGateThatHoldsIsZero(gate: String) throws {
    let run = try Execution.risk(graph: RiskFixture.checkout, "--gate", gate)
    #expect(run.code == 0 && run.errors.isEmpty)
  }

  @Test func failedGatesAreNamedWithWhatWasMeasuredAndEndInTwo() throws {
    let run = try Execution.risk(
      graph: RiskFixture.checkout, "--gate", "blast_radius(aws) < 0.3", "top_share(region) <= 0.5",
      "single_points(checkout) == 0")
    #expect(run.code == 2)
    #expect(
      run.errors == """
        gate failed: blast_radius(aws) < 0.3: the value is 1
        gate failed: single_points(checkout) == 0: the value is 2

        """)
    #expect(run.output.hasPrefix("Concentration risk"), "the report is printed all the same")
  }

  @Test(arguments: ["text", "json", "csv", "markdown", "dot", "open-psa"])
  func everyFormatIsHeldToItsGates(format: String) throws {
    let run = try Execution.risk(
      graph: RiskFixture.checkout, "--format", format, "--gate", "effective(cdn) >= 1")
    #expect(run.code == 2 && !run.output.isEmpty)
    #expect(run.errors == "gate failed: effective(cdn) >= 1: the value is not known\n")
  }

  @Test(arguments: [
    ("top_share(region) <=", "write one such as top_share(region) <= 0.5"), ("x", "write one such as "),
    ("top_shar(region) < 1", "use top_share, effective"), ("hhi(regions) < 1", "use provider, region, dns"),
    ("blast_radius(awss) < 1", "did you mean \"aws\"?"),
    ("single_points(chekout) == 0", "did you mean \"checkout\"?"),
    ("hhi(region) < nan", "write one such as "),
  ])
  func aGateThatIsNoneIs64WithARemedy(gate: String, remedy: String) throws {
    let run = try Execution.risk(graph: RiskFixture.checkout, "--gate", gate)
    #expect(run.code == 64 && run.output.isEmpty)
    #expect(run.errors.contains(remedy), "\(run.errors)")
  }

  @Test(arguments: [
    (["--top", "0"], "--top must be at least 1"), (["--format", "yaml"], "Please provide one of"),
    (["--service", "chekout"], "did you mean \"checkout\"?"), (["--fail", "awss"], "did you mean \"aws\"?"),
    (["--fail", "near:91,0,5"], "near:37.57,126.98,500"), (["--fail", "near:1,2"], "near:37.57,126.98,500"),
    (["--fail", "abroad"], "vantage.home"), (["--table", "layers"], "--format csv"),
    (["--format", "dot", "--fail", "aws"], "writes the graph itself"),
    (["--history", "x", "--no-history"], "exclude each other"),
    (["--history", "x"], "drop it, or use --config"),
    (["--basis", "observed"], "use --basis declared or both"),
    (["--fault-tree", "tree.xml"], "use one of --config, --graph and --fault-tree"),
  ])
  func wrongUsageIs64AndSaysWhatToDo(arguments: [String], remedy: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("graph.jsonl", RiskFixture.checkout)
    let run = try Execution(program: Program.path, ["risk", "--graph", path] + arguments)
    #expect(run.code == 64 && run.output.isEmpty)
    #expect(run.errors.contains(remedy), "\(run.errors)")
  }

  @Test func bothBasesAreTheDeclaredOneUntilSomethingIsObservedAndThatIsSaid() throws {
    let declared = try Execution.risk(graph: RiskFixture.checkout)
    let both = try Execution.risk(graph: RiskFixture.checkout, "--basis", "both")
    #expect(both.code == 0 && both.output == declared.output)
    #expect(both.errors == "dependencies are not observed yet; --basis both uses the declared ones\n")
  }

  @Test func aFullDiskIs74() throws {
    let run = try Execution("risk", outputPath: "/dev/full")
    #expect(run.code == 74)
    #expect(run.errors.contains("no space left on device"))
  }
}

@Suite("faultline risk --fail asks what if")
struct RiskHypothesisTests {
  private func whatIf(_ words: String...) throws -> ParsedJSON {
    let folder = try TemporaryFolder()
    let path = try folder.file("config.yaml", RiskFixture.configuration)
    let run = try Execution(
      program: Program.path, ["risk", "--config", path, "--format", "json", "--fail"] + words)
    #expect(run.code == 0 && run.errors.isEmpty)
    return try ParsedJSON(run.output)["what_if"]
  }

  @Test(arguments: ["aws", "jurisdiction:US", "ca:digicert", "service:checkout", "abroad"])
  func whatTakesEverythingDown(word: String) throws {
    let whatIf = try whatIf(word)
    #expect(whatIf["hard"].strings.contains("shop"))
    #expect(whatIf["weight_lost"].number == 13 || word == "service:checkout")
  }

  @Test(arguments: ["aws/us-east-1", "dns:ns1", "country:US", "near:38.9,-77.4,200"])
  func whatLeavesAnAlternativeIsASoftCasualty(word: String) throws {
    let whatIf = try whatIf(word)
    #expect(whatIf["hard"].strings.isEmpty && whatIf["weight_lost"].number == 0)
    #expect(whatIf["soft"].strings == ["checkout", "shop"])
  }

  @Test(arguments: ["country:us", "country:XX", "jurisdiction:EU"])
  func aCountryThatNothingIsInIsASlip(word: String) throws {
    let run = try Execution.risk(graph: RiskFixture.checkout, "--fail", word)
    #expect(run.code == 64 && run.output.isEmpty)
    #expect(
      run.errors.contains("is not a domain of the graph")
        && (word != "country:us" || run.errors.contains("\"country:US\"")))
  }

  @Test func bothRegionsTogetherTakeWhatNeitherTakesAlone() throws {
    let whatIf = try whatIf("aws/us-east-1", "near:53.3,-6.3,100")
    #expect(whatIf["failed"].strings == ["aws/eu-west-1", "aws/us-east-1"])
    #expect(whatIf["hard"].strings == ["checkout", "shop"])
  }

  /// Identity and DNS changes of AWS everywhere stand on one region.
  @Test func whatRunsOnButCouldNotRestartIsNamed() throws {
    #expect(try whatIf("aws/us-east-1")["cannot_restart"].strings == ["checkout", "shop"])
    #expect(try whatIf("aws/eu-west-1")["cannot_restart"].strings.isEmpty)
  }

  @Test func textSaysHardSoftAndWhatRemains() throws {
    let text = try Execution.risk(RiskFixture.configuration, "--fail", "cdn:fastly").output
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rows.contains("failed 1 cdn:fastly"))
    #expect(rows.contains("service fails 1 shop"))
    #expect(rows.contains("up, with fewer alternatives left 0"))
    #expect(rows.contains("runs, but could not restart 0"))
    #expect(rows.contains("keeps running 1 77 % of the total weight"))
    #expect(rows.contains("weight lost 3 23 % of the total weight"))
  }

  @Test func aCircleAroundNothingIsSaid() throws {
    let run = try Execution.risk(RiskFixture.configuration, "--fail", "near:0,0,1", "--format", "json")
    #expect(run.code == 0)
    #expect(run.errors == "--fail near:0,0,1: no domain of the graph is in that area\n")
    #expect(try ParsedJSON(run.output)["what_if"].isNull)
  }
}
