import Model
import Risk
import RiskSupport
import TestSupport
import Testing

@testable import RiskFiles

@Suite("Open-PSA files are read strictly")
struct OpenPSATests {
  private func read(_ body: String) throws -> OpenPSAModel {
    let folder = try TemporaryFolder()
    return try OpenPSAModel.read(paths: [try folder.file("m.xml", "<opsa-mef>\n\(body)\n</opsa-mef>")])
  }

  private func problem(_ body: String) throws -> String {
    do {
      _ = try read(body)
      return "none"
    } catch let error as FileProblems {
      return error.problems.map { "\($0.line ?? 0) \($0.fact.wording)" }.joined()
    }
  }

  private let event = #"<define-basic-event name="e"><float value="0.1"/></define-basic-event>"#

  @Test func constantsNestedFormulasAndGenericReferencesWork() throws {
    let model = try read(
      """
      <define-fault-tree name="t"><define-gate name="top"><or><and><event name="e"/><event name="on"/></and>
      <and><event name="f"/><house-event name="off"/></and></or></define-gate>
      <define-house-event name="on"><constant value="true"/></define-house-event>
      <define-house-event name="off"><constant value="false"/></define-house-event>
      </define-fault-tree><model-data>\(event)
      <define-basic-event name="f"><label>x &amp; y</label><float value="2e-1"/></define-basic-event></model-data>
      """)
    let report = FaultTreeCalculator.report(on: model.tree, top: model.tree.tops[0], named: "top")
    #expect(report.probability == 0.1)
    #expect(report.orders == [1])
    #expect(model.topNames == ["top"])
  }

  @Test(
    "what is not supported or not right is named",
    arguments: [
      (#"<define-gate name="g"><xor><event name="e"/><event name="e"/></xor></define-gate>"#, "\"xor\""),
      (#"<define-gate name="g"><not><event name="e"/></not></define-gate>"#, "\"not\""),
      (#"<define-event-tree name="x"/>"#, "\"define-event-tree\""),
      (#"<define-basic-event name="x"><exponential/></define-basic-event>"#, "\"exponential\""),
      (#"<define-basic-event name="x"><float value="1.2"/></define-basic-event>"#, "from 0 to 1"),
      (
        #"<define-basic-event name="x"><float value="many"/></define-basic-event>"#,
        "\"many\" is not a number"
      ),
      (#"<define-gate name="g"><event name="nobody"/></define-gate>"#, "\"nobody\" is not defined"),
      (#"<define-gate name="g"><or><gate name="g"/></or></define-gate>"#, "depends on itself"),
      (#"<define-gate name="g"><or></or></define-gate>"#, "empty"),
      (
        #"<define-gate name="g"><atleast min="3"><event name="e"/></atleast></define-gate>"#,
        "at_least 3 exceeds the 1 members"
      ),
      (#"<define-gate name="e"><event name="e"/></define-gate>"#, "defined twice"),
      (#"<define-gate><event name="e"/></define-gate>"#, "no attribute"),
      ("", "no gate is defined"), (#"<define-gate name="g">"#, "not valid XML"),
      (
        #"<define-gate name="g"><event name="q"/></define-gate><define-basic-event name="q"/>"#,
        "no probability"
      ),
    ])
  func whatIsNotRightIsNamed(body: String, words: String) throws {
    let message = try problem(event + body)
    #expect(message.contains(words), "\(message)")
  }

  @Test func entitiesAreRefused() throws {
    let folder = try TemporaryFolder()
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <opsa-mef><define-gate name="&b;"/></opsa-mef>
      """
    let path = try folder.file("bomb.xml", bomb)
    #expect(throws: FileProblems.self) { try OpenPSAModel.read(paths: [path]) }
  }

  @Test("what is written reads back with the same answers", arguments: 0..<20)
  func whatIsWrittenReadsBack(seed: UInt64) throws {
    let graph = RandomGraph(seed: seed, services: 6, cycles: seed.isMultiple(of: 2)).graph
    let named = try #require(FaultTree.of(graph))
    let folder = try TemporaryFolder()
    let model = try OpenPSAModel.read(paths: [try folder.file("g.xml", OpenPSAWriter.text(of: named))])
    for (position, top) in named.tree.tops.enumerated() {
      let written = FaultTreeCalculator.report(on: named.tree, top: top, named: "x")
      let name = "service_s\(position)"
      let read = FaultTreeCalculator.report(on: model.tree, top: try #require(model.gates[name]), named: "x")
      #expect(abs(read.probability - written.probability) < 1e-15)
      #expect(read.orders == written.orders)
    }
  }
}
