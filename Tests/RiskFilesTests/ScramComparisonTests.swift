import Foundation
import Model
import Risk
import RiskSupport
import TestSupport
import Testing

@testable import RiskFiles

/// Debian's `scram`, run on the same files: an answer from an independent tool.
@Suite("Another tool gives the same answers")
struct ScramComparisonTests {
  struct Answer {
    var probability: Double
    /// By order, from 1.
    var orders: [Int]
    /// Birnbaum measures by event.
    var birnbaum: [String: Double]
  }

  private func scram(_ files: [String], in folder: TemporaryFolder) throws -> [String: Answer] {
    let output = "\(folder.path)/report.xml"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/scram")
    process.arguments = ["--probability", "1", "--importance", "1", "--bdd", "-o", output] + files
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let text = try String(contentsOfFile: output, encoding: .utf8)
    return ScramReport(text).answers
  }

  @Test(
    "on the inputs it comes with",
    arguments: [
      "Theatre/theatre.xml", "ThreeMotor/three_motor.xml", "TwoTrain/two_train.xml",
      "Chinese/chinese.xml Chinese/chinese-basic-events.xml",
      "Baobab/baobab1.xml Baobab/baobab1-basic-events.xml",
    ])
  func onTheInputsItComesWith(files: String) throws {
    let paths = files.split(separator: " ").map { "/usr/share/scram/input/\($0)" }
    let model = try OpenPSAModel.read(paths: paths)
    let answers = try scram(paths, in: try TemporaryFolder())
    let answer = try #require(answers.values.first)
    let report = FaultTreeCalculator.report(
      on: model.tree, top: try #require(model.tree.tops.first), named: SafeText(model.topNames[0]))
    expectSame(report, answer)
  }

  @Test("on random graphs exported for it", arguments: 0..<8)
  func onRandomGraphsExportedForIt(seed: UInt64) throws {
    let graph = RandomGraph(seed: 300 + seed, services: 6, cycles: seed.isMultiple(of: 2)).graph
    let named = try #require(FaultTree.of(graph))
    let folder = try TemporaryFolder()
    let path = try folder.file("graph.xml", OpenPSAWriter.text(of: named))
    let answers = try scram([path], in: folder)
    let model = try OpenPSAModel.read(paths: [path])
    #expect(!answers.isEmpty)
    for (name, answer) in answers {
      let top = try #require(model.gates[name])
      expectSame(FaultTreeCalculator.report(on: model.tree, top: top, named: SafeText(name)), answer)
    }
  }

  private func expectSame(_ report: FaultTreeReport, _ answer: Answer) {
    #expect(report.method == .exact)
    #expect(
      abs(report.probability - answer.probability) <= 1e-5 * max(report.probability, answer.probability))
    if let orders = report.orders {
      let length = max(orders.count, answer.orders.count)
      let padded = { (counts: [Int]) in counts + Array(repeating: 0, count: length - counts.count) }
      #expect(padded(orders) == padded(answer.orders))
    }
    for item in report.importance {
      guard let other = answer.birnbaum[item.event] else { continue }
      #expect(abs(item.mif - other) <= 1e-4 * max(item.mif, other) + 1e-12, "\(item.event)")
    }
  }
}

/// The little of scram's report that is compared.
private struct ScramReport {
  private(set) var answers: [String: ScramComparisonTests.Answer] = [:]

  init(_ text: String) {
    var name = ""
    for line in text.split(whereSeparator: { $0 == "<" || $0 == "\n" }) {
      // Products are many, and not compared one by one.
      guard ["sum-of-products", "importance", "basic-event"].contains(where: line.hasPrefix),
        !line.hasPrefix("basic-event") || line.contains("MIF")
      else { continue }
      let fields = Self.attributes(line)
      if line.hasPrefix("sum-of-products") {
        name = fields["name"] ?? ""
        let orders = (fields["distribution"] ?? "").split(separator: " ").compactMap { Int($0) }
        answers[name] = ScramComparisonTests.Answer(
          probability: Double(fields["probability"] ?? "") ?? -1, orders: orders, birnbaum: [:])
      } else if line.hasPrefix("importance") {
        name = fields["name"] ?? name
      } else if line.hasPrefix("basic-event"), let mif = fields["MIF"].flatMap(Double.init) {
        answers[name]?.birnbaum[fields["name"] ?? ""] = mif
      }
    }
  }

  private static func attributes(_ line: Substring) -> [String: String] {
    var found: [String: String] = [:]
    for match in line.matches(of: /([A-Za-z-]+)="([^"]*)"/) { found[String(match.1)] = String(match.2) }
    return found
  }
}
