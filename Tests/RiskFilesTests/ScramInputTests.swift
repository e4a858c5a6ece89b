import Model
import Risk
import Testing

@testable import RiskFiles

@Suite("Published fault trees give their published answers")
struct ScramInputTests {
  private static let folder = "/usr/share/scram/input"

  struct Case: Sendable, CustomStringConvertible {
    let files: [String]
    let probability: Double
    let tolerance: Double
    let orders: [Int]
    var description: String { files[0] }
  }

  static let cases = [
    Case(files: ["Theatre/theatre.xml"], probability: 0.00207, tolerance: 1e-12, orders: [0, 2]),
    Case(
      files: ["ThreeMotor/three_motor.xml"], probability: 0.0211538, tolerance: 1e-7, orders: [1, 3, 0, 8]),
    Case(files: ["TwoTrain/two_train.xml"], probability: 0.7225, tolerance: 1e-12, orders: [0, 4]),
    Case(
      files: ["Chinese/chinese.xml", "Chinese/chinese-basic-events.xml"], probability: 0.00456932,
      tolerance: 1e-8, orders: [0, 12, 0, 24, 188, 168]),
  ]

  private func report(_ files: [String]) throws -> FaultTreeReport {
    let model = try OpenPSAModel.read(paths: files.map { "\(Self.folder)/\($0)" })
    let top = try #require(model.tree.tops.first)
    return FaultTreeCalculator.report(on: model.tree, top: top, named: SafeText(model.topNames[0]))
  }

  @Test("probability and cut sets by order", arguments: cases)
  func probabilityAndCutSetsByOrder(item: Case) throws {
    let report = try report(item.files)
    #expect(report.method == .exact)
    #expect(abs(report.probability - item.probability) < item.tolerance)
    #expect(report.orders == item.orders)
    #expect(report.cutSets == item.orders.reduce(0, +))
  }

  @Test func baobabHasFortySixThousandCutSets() throws {
    let report = try report(["Baobab/baobab1.xml", "Baobab/baobab1-basic-events.xml"])
    #expect(abs(report.probability / 1.2823e-6 - 1) < 1e-4)
    #expect(report.cutSets == 46_188)
  }
}
