/// Probability, importance and cut sets of scram's own inputs: both programs as they are started from a shell.
enum FaultTreeBenchmark {
  private static let inputs = [
    ["Theatre/theatre.xml"], ["ThreeMotor/three_motor.xml"], ["TwoTrain/two_train.xml"],
    ["Chinese/chinese.xml", "Chinese/chinese-basic-events.xml"],
    ["Baobab/baobab1.xml", "Baobab/baobab1-basic-events.xml"],
    ["Baobab/baobab2.xml", "Baobab/baobab2-basic-events.xml"],
  ]

  static func run() {
    for files in inputs {
      let paths = files.map { "/usr/share/scram/input/\($0)" }
      guard
        let ours = Peer.measure(Peer.faultline, ["risk", "--format", "json", "--fault-tree"] + paths),
        let peer = Peer.measure(
          "/usr/bin/scram", ["--probability", "1", "--importance", "1", "--bdd", "-o", "/dev/null"] + paths)
      else {
        print("faultline or scram is not there: make build, apt-get install scram")
        return
      }
      if ours.status != 0 || peer.status != 0 { print("\(files[0]): ONE OF THE PROGRAMS FAILED") }
      print(
        "\(files[0]): ours \(Format.short(ours.seconds)), \(ours.peak >> 20) MiB; "
          + "scram \(Format.short(peer.seconds)), \(peer.peak >> 20) MiB; "
          + "ratio \(Format.short(peer.seconds / ours.seconds))")
    }
  }
}
