import Testing

@Suite("faultline risk prints every format")
struct RiskDocumentTests {
  private static let keys: Set = [
    "schema", "services", "weight", "layers", "domains", "expected_loss", "worst", "service_details",
    "recommendations", "what_if",
  ]

  @Test func everyKeyOfTheDocumentIsThere() throws {
    let run = try Execution.risk(graph: RiskFixture.checkout, "--format", "json", "--fail", "aws")
    #expect(run.code == 0 && run.errors.isEmpty)
    let risk = try ParsedJSON(run.output)
    #expect(risk["schema"].string == "faultline.risk/1")
    #expect(risk.keys == Self.keys)
    #expect(
      try #require(risk["layers"].elements.first).keys == [
        "layer", "coverage", "shares", "hhi", "effective", "entropy", "evenness", "cr4", "gini",
      ])
    #expect(
      risk["layers"].elements.compactMap { $0["layer"].string } == [
        "provider", "region", "dns", "cdn", "ca", "country", "jurisdiction",
      ])
    #expect(
      try #require(risk["domains"].elements.first).keys == [
        "id", "kind", "blast_radius", "weight", "services", "direct", "transitive", "unavailability",
        "unavailability_source", "birnbaum",
      ])
    #expect(
      risk["expected_loss"].keys == ["fraction", "weight_hours_per_year", "bounds", "method"])
    #expect(risk["worst"].keys == ["domain", "blast_radius"])
    #expect(
      try #require(risk["service_details"].elements.first).keys == [
        "id", "unavailability", "bounds", "method", "minutes_per_year", "single_points", "cut_sets",
        "truncated",
      ])
    #expect(risk["what_if"].keys == ["failed", "hard", "soft", "weight_lost", "cannot_restart"])
  }

  @Test func whatIsNotKnownIsNull() throws {
    let risk = try ParsedJSON(Execution.risk(graph: #"{"id":"a","weight":0}"#, "--format", "json").output)
    #expect(risk.keys == Self.keys)
    #expect(risk["what_if"].isNull && risk["expected_loss"].isNull && risk["worst"].isNull)
    let layer = try #require(risk["layers"].elements.first)
    #expect(layer["hhi"].isNull && layer["effective"].isNull && layer["gini"].isNull)
    #expect(layer["shares"].elements.isEmpty && !layer["shares"].isNull)
  }

  @Test func theKnownAnswersComeOut() throws {
    let risk = try ParsedJSON(Execution.risk(graph: RiskFixture.checkout, "--format", "json").output)
    let checkout = risk["service_details"].element("id", "checkout")
    #expect(abs((checkout["unavailability"].number ?? 0) - 3.02479e-4) < 1e-9)
    #expect(checkout["method"].string == "exact")
    #expect(checkout["single_points"].strings == ["aws", "ca:digicert"])
    #expect(
      checkout["cut_sets"].elements.map(\.strings) == [
        ["aws"], ["ca:digicert"], ["aws/eu-west-1", "aws/us-east-1"], ["dns:ns1", "dns:route53"],
      ])
    #expect(risk["domains"].element("id", "aws")["unavailability_source"].string == "configured")
    #expect(risk["what_if"].isNull)
  }

  @Test(arguments: ["provider", "region", "dns", "cdn", "country", "jurisdiction"])
  func theDefaultConfigurationReachesTheLayerAndHasRecommendations(layer: String) throws {
    let risk = try ParsedJSON(Execution("risk", "--format", "json").output)
    #expect(
      try #require(risk["recommendations"].elements.first).keys == [
        "service", "change", "add", "delta_expected_loss", "delta_worst", "shares_fate_with",
      ])
    #expect((risk["layers"].element("layer", layer)["coverage"].number ?? 0) > 0)
  }

  @Test func textSaysTheLossFirstWithItsUnitAndWhatItRestsOn() throws {
    let run = try Execution.risk(RiskFixture.configuration)
    #expect(run.code == 0 && run.errors.isEmpty)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "Concentration risk of 2 services")
    #expect(lines[1].hasPrefix("Expected loss: ") && lines[1].hasSuffix("(weight: USD per hour)."))
    #expect(lines[2] == "Worst single failure: aws, 100 % of the total weight.")
    #expect(lines[3].contains("fail independently"))
    #expect(lines[4].hasPrefix("Compare losses before HHI: "))
  }

  /// Shares of 30, 30, 20 and 20 %: effective 3.846, HHI .26, all four hold everything.
  @Test func textGivesEveryIndexOfEveryLayer() throws {
    let graph = [("a", 30), ("b", 30), ("c", 20), ("d", 20)].map {
      #"{"id":"\#($0)","weight":\#($1),"needs":["cdn:\#($0)"]}"#
    }
    let output = try Execution.risk(graph: graph.joined(separator: "\n")).output
    #expect(output.contains("LAYER         EFFECTIVE  COVERAGE  LARGEST SHARES"))
    #expect(output.contains("cdn           3.85       100 %     cdn:a 30 % cdn:b 30 % cdn:c 20 % cdn:d 20 %"))
    #expect(output.contains("dns           –          0 %       no service depends on it"))
    #expect(
      output.contains("LAYER  HHI   NORMALISED  HILL 0  HILL 1  HILL 2  ENTROPY  EVENNESS  CR4    GINI"))
    #expect(
      output.contains("cdn    0.26  0.0133      4       3.92    3.85    1.37     0.985     100 %  0.1"))
  }

  @Test func textTellsTheSourceOfEveryUnavailabilityAndWhyADefault() throws {
    let output = try Execution.risk(RiskFixture.configuration).output
    let rows = output.split(separator: "\n").drop { $0 != "WHERE UNAVAILABILITIES COME FROM" }
      .map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rows.contains("configured region 1 0.001 set in the input"))
    #expect(rows.contains("assumed region 1 0.0005 the worst regions have failed for some hours a year"))
    #expect(rows.contains("assumed ca 1 0.0001 99.99 %, the usual service level agreement"))
  }

  @Test func markdownSaysTheSameInTables() throws {
    let run = try Execution.risk(RiskFixture.configuration, "--format", "markdown", "--fail", "aws")
    #expect(run.code == 0)
    #expect(run.output.hasPrefix("# Concentration risk of 2 services\n\nExpected loss: "))
    #expect(run.output.contains("\n## What if\n\n| effect | count | which |\n"))
    #expect(run.output.contains("\n| service fails | 2 | checkout shop |\n"))
    #expect(run.output.contains("\n| layer | hhi | normalised | hill 0 | hill 1 | hill 2 | entropy |"))
  }

  @Test func namedServicesAloneAreShownWithTheirCutSets() throws {
    let run = try Execution.risk(RiskFixture.configuration, "--service", "service:checkout")
    #expect(run.output.contains("MINIMAL CUT SETS\nSERVICE   ORDER  FAIL TOGETHER\ncheckout  1      aws\n"))
    #expect(run.output.contains("checkout  2      aws/eu-west-1 aws/us-east-1"))
    let json = try ParsedJSON(
      Execution.risk(RiskFixture.configuration, "--service", "shop", "--format", "json").output)
    #expect(json["service_details"].elements.map { $0["id"].string } == ["shop"])
  }

  @Test func topLimitsEveryTable() throws {
    let json = try ParsedJSON(Execution("risk", "--top", "3", "--format", "json").output)
    #expect(json["service_details"].elements.count == 3)
    #expect(json["recommendations"].elements.count == 3)
    let text = try Execution("risk", "--top", "1", "--fail", "aws").output
    #expect(text.contains("IMPACT OF A SINGLE FAILURE\n"))
    #expect(text.contains(" more"))
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).drop {
      $0 != "IMPACT OF A SINGLE FAILURE"
    }
    #expect(rows.prefix { !$0.isEmpty }.count == 3)
  }

  @Test(arguments: [
    ("domains", "id,kind,blast_radius,weight,services,direct,transitive,", "aws,provider,1,10,1,0,1,0.0001,"),
    ("layers", "layer,coverage,largest,largest_share,hhi,", "ca,1,ca:digicert,1,1,1,0,"),
    ("shares", "layer,id,share", "dns,dns:ns1,0.5"),
    ("services", "id,unavailability,lower,upper,method,", "checkout,0.00030247"),
    ("cut-sets", "service,order,domains", "checkout,2,\"dns:ns1 dns:route53\""),
    ("bounds", "service,lower,upper,rare_event,min_cut,", ""),
    ("pairs", "first,second,blast_radius,weight,excess,", ""),
    ("recommendations", "service,change,add,", ""), ("casualties", "service,casualty", "checkout,hard"),
  ])
  func eachTableIsAFileOfItsOwnAsCSV(table: String, head: String, row: String) throws {
    let run = try Execution.risk(
      graph: RiskFixture.checkout, "--fail", "aws", "--format", "csv", "--table", table)
    #expect(run.code == 0 && run.errors.isEmpty)
    let lines = run.output.split(separator: "\r\n")
    #expect(lines.first?.hasPrefix(head) == true)
    #expect(row.isEmpty || lines.dropFirst().contains { $0.hasPrefix(row) })
    #expect(run.output.hasSuffix("\r\n"))
  }

  @Test func aSpreadsheetComputesNoServiceName() throws {
    let graph = #"{"id":"-cmd","weight":1,"needs":["aws"]}"#
    let run = try Execution.risk(graph: graph, "--format", "csv", "--table", "services")
    #expect(run.output.contains("\r\n'-cmd,") || run.output.contains("\r\n\"'-cmd\","))
  }

  @Test func dotIsAGraphThatEndsWell() throws {
    let run = try Execution.risk(graph: RiskFixture.checkout, "--format", "dot")
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.output.hasPrefix("digraph faultline {\n") && run.output.hasSuffix("}\n"))
    #expect(run.output.contains("label=\"service:checkout\""))
  }
}
