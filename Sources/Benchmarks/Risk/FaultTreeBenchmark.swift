internal import Foundation
internal import Model
internal import Risk
internal import RiskFiles

/// Probability, importance and cut sets of scram's own inputs, reading included on both sides.
enum FaultTreeBenchmark {
  private static let inputs = [
    ["Theatre/theatre.xml"], ["ThreeMotor/three_motor.xml"], ["TwoTrain/two_train.xml"],
    ["Chinese/chinese.xml", "Chinese/chinese-basic-events.xml"],
    ["Baobab/baobab1.xml", "Baobab/baobab1-basic-events.xml"],
    ["Baobab/baobab2.xml", "Baobab/baobab2-basic-events.xml"],
  ]

  static func run() throws {
    for files in inputs {
      let paths = files.map { "/usr/share/scram/input/\($0)" }
      var report: FaultTreeReport?
      let ours = try ContinuousClock().measure { report = try answer(paths) }.inSeconds
      let peer = ContinuousClock().measure {
        _ = Peer.output(
          of: "/usr/bin/scram",
          ["--probability", "1", "--importance", "1", "--bdd", "-o", "/dev/null"] + paths)
      }.inSeconds
      print("\(files[0]): P \(report?.probability ?? -1), ours \(ours), scram \(peer), ratio \(peer / ours)")
    }
  }

  private static func answer(_ paths: [String]) throws -> FaultTreeReport? {
    let model = try OpenPSAModel.read(paths: paths)
    guard let top = model.tree.tops.first else { return nil }
    return FaultTreeCalculator.report(on: model.tree, top: top, named: "top")
  }
}
