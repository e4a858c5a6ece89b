import Foundation
import TestSupport
import Testing

@Suite("faultline risk reads and writes Open-PSA")
struct FaultTreeCommandTests {
  private static let inputs = "/usr/share/scram/input"
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func everyKeyOfTheDocumentIsThere() throws {
    let run = try Execution(
      "risk", "--fault-tree", "\(Self.inputs)/ThreeMotor/three_motor.xml", "--format", "json")
    #expect(run.code == 0 && run.errors.isEmpty)
    let tree = try ParsedJSON(run.output)
    #expect(tree["schema"].string == "faultline.fault-tree/1")
    #expect(
      tree.keys == [
        "schema", "top", "events", "probability", "bounds", "method", "cut_sets", "orders", "importance",
      ])
    #expect(
      try #require(tree["importance"].elements.first).keys == ["event", "mif", "cif", "dif", "raw", "rrw"])
    #expect(abs((tree["probability"].number ?? 0) - 0.0211538) < 1e-7)
    #expect(tree["cut_sets"].number == 12)
    #expect(tree["orders"].elements.compactMap(\.number) == [1, 3, 0, 8])
  }

  @Test func filesOfOneModelAreReadTogether() throws {
    let folder = "\(Self.inputs)/Chinese"
    let files = ["\(folder)/chinese.xml", "\(folder)/chinese-basic-events.xml"]
    for arguments in [["--fault-tree"] + files, files.flatMap { ["--fault-tree", $0] }] {
      let run = try Execution(program: Program.path, ["risk", "--format", "json"] + arguments)
      #expect(run.code == 0)
      let tree = try ParsedJSON(run.output)
      #expect(abs((tree["probability"].number ?? 0) - 0.00456932) < 1e-8)
      #expect(tree["cut_sets"].number == 392)
    }
    let half = try Execution("risk", "--fault-tree", files[0])
    #expect(half.code == 78)
    #expect(half.errors.hasPrefix("\(files[0]):") && half.errors.contains("add the file that defines it"))
  }

  @Test func textMarkdownAndCSVSayTheSame() throws {
    let file = "\(Self.inputs)/TwoTrain/two_train.xml"
    let text = try Execution("risk", "--fault-tree", file).output
    #expect(text.contains("Probability 0.723 (exact), ") && text.contains("of order 1, 2, …: 0, 4."))
    #expect(text.contains("assumed to be independent"))
    let markdown = try Execution("risk", "--fault-tree", file, "--format", "markdown").output
    #expect(markdown.hasPrefix("# Fault tree ") && markdown.contains("| event | mif | cif |"))
    let csv = try Execution("risk", "--fault-tree", file, "--format", "csv").output
    #expect(csv.hasPrefix("event,mif,cif,dif,raw,rrw\r\n"))
    for format in ["dot", "open-psa"] {
      #expect(try Execution("risk", "--fault-tree", file, "--format", format).code == 64)
    }
  }

  /// What we write, Debian's `scram` reads, and it comes to the same probability, as we do ourselves.
  @Test func anotherToolAgreesOnAGraphWeWrote() throws {
    let written = try Execution.risk(graph: RiskFixture.checkout, "--format", "open-psa")
    #expect(written.code == 0 && written.errors.isEmpty)
    let path = try folder.file("graph.xml", written.output)
    let scram = try Execution(
      program: "/usr/bin/scram", ["--probability", "1", "--bdd", path],
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(scram.code == 0)
    let sums = scram.output.matches(of: /<sum-of-products name="([^"]+)"[^>]* probability="([^"]+)"/)
    #expect(sums.map { String($0.1) } == ["service_checkout"])
    let theirs = try #require(sums.first.flatMap { Double($0.2) })
    #expect(abs(theirs - 3.02479e-4) < 1e-9)
    let ours = try ParsedJSON(Execution("risk", "--fault-tree", path, "--format", "json").output)
    #expect(abs((ours["probability"].number ?? 0) - theirs) < 1e-9)
    let importance = ours["importance"]
    #expect(abs((importance.element("event", "event_aws")["rrw"].number ?? 0) - 1.49373) < 1e-5)
    #expect(abs((importance.element("event", "event_aws_us_east_1")["rrw"].number ?? 0) - 1.00665) < 1e-5)
  }

  @Test func theDefaultConfigurationIsWrittenForAnotherToolToo() throws {
    let written = try Execution("risk", "--format", "open-psa")
    let path = try folder.file("default.xml", written.output)
    let scram = try Execution(
      program: "/usr/bin/scram", ["--probability", "1", "--bdd", path],
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(scram.code == 0)
    let details = try ParsedJSON(Execution("risk", "--format", "json").output)["service_details"]
    let sums = scram.output.matches(of: /<sum-of-products name="([^"]+)"[^>]* probability="([^"]+)"/)
    #expect(sums.count == details.elements.count)
    for sum in sums {
      let detail = details.elements.first {
        "service_" + ($0["id"].string ?? "").replacing("-", with: "_") == sum.1
      }
      let ours = try #require(detail?["unavailability"].number, "\(sum.1)")
      #expect(abs(ours - (Double(sum.2) ?? -1)) <= 1e-5 * ours, "\(sum.1)")
    }
  }

  @Test(arguments: [
    ("<not><basic-event name=\"a\"/></not>", "not"),
    ("<xor><event name=\"a\"/><event name=\"b\"/></xor>", "xor"),
    ("<nand><event name=\"a\"/><event name=\"b\"/></nand>", "nand"),
    ("<imply><event name=\"a\"/><event name=\"b\"/></imply>", "imply"),
  ])
  func whatIsNotSupportedIsNamedWithItsPlace(formula: String, word: String) throws {
    let path = try folder.file(
      "tree.xml",
      """
      <opsa-mef>
      <define-fault-tree name="t">
      <define-gate name="top">
      \(formula)
      </define-gate>
      </define-fault-tree>
      </opsa-mef>
      """)
    let run = try Execution("risk", "--fault-tree", path)
    #expect(run.code == 78 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("\(path):4:"), "\(run.errors)")
    #expect(run.errors.contains("\"\(word)\" is not supported; use and, or, atleast"))
  }

  @Test func anExpressionForAProbabilityIsNotSupportedEither() throws {
    let path = try folder.file(
      "tree.xml",
      """
      <opsa-mef><define-fault-tree name="t"><define-gate name="top"><event name="a"/></define-gate>
      <define-basic-event name="a"><exponential><float value="1"/><float value="2"/></exponential></define-basic-event>
      </define-fault-tree></opsa-mef>
      """)
    let run = try Execution("risk", "--fault-tree", path)
    #expect(run.code == 78)
    #expect(run.errors.hasPrefix("\(path):2:") && run.errors.contains("\"exponential\" is not supported"))
  }

  @Test func oneTopAtATime() throws {
    let path = try folder.file(
      "tree.xml",
      """
      <opsa-mef><define-fault-tree name="t">
      <define-gate name="left"><event name="a"/></define-gate>
      <define-gate name="right"><event name="b"/></define-gate>
      <define-basic-event name="a"><float value="0.25"/></define-basic-event>
      <define-basic-event name="b"><float value="0.5"/></define-basic-event>
      </define-fault-tree></opsa-mef>
      """)
    let both = try Execution("risk", "--fault-tree", path)
    #expect(both.code == 64 && both.errors.contains("(left, right); name one with --service"))
    let right = try Execution("risk", "--fault-tree", path, "--service", "right", "--format", "json")
    #expect(try ParsedJSON(right.output)["probability"].number == 0.5)
    let stranger = try Execution("risk", "--fault-tree", path, "--service", "rihgt")
    #expect(stranger.code == 64 && stranger.errors.contains("did you mean \"right\"?"))
    #expect(try Execution("risk", "--fault-tree", path, "--gate", "hhi(dns) < 1").code == 64)
  }
}
