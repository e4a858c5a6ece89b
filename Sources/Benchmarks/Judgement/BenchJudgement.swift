internal import Trials

/// Plays seeded worlds through the pipeline and prints how what is told compares with what is true.
///
/// `bench-judgement [--seeds N] [--from S] [--days N]`, or `--seed S --verbose` for the story of one world.
@main
enum BenchJudgement {
  static func main() {
    let arguments = Arguments(CommandLine.arguments.dropFirst())
    if let seed = arguments.number("--seed") {
      return print(story: seed, isVerbose: arguments.has("--verbose"))
    }
    let first = arguments.number("--from") ?? 1_000_001
    let count = arguments.number("--seeds") ?? 2000
    var tally = Tally()
    for seed in first..<(first + count) { tally.add(Trial.run(World.of(seed: seed))) }
    print(tally.report)
    let days = arguments.number("--days") ?? 250
    var quiet = QuietDays.ofSingleFailures
    for seed in first..<(first + days) { quiet.add(seed: seed) }
    print("\n" + quiet.report)
    var noisy = QuietDays.ofIndependentFailures
    for seed in first..<(first + days / 25) { noisy.add(seed: seed) }
    print("\n" + noisy.report)
    print(DetectionTimes().report)
  }

  private static func print(story seed: UInt64, isVerbose: Bool) {
    let world = World.of(seed: seed)
    for line in Story.tell(world, isVerbose: isVerbose) { Swift.print(line) }
  }

  private static func print(_ text: String) { Swift.print(text) }
}

/// `--name value` and `--name`.
private struct Arguments {
  private let words: [String]

  init(_ words: some Sequence<String>) { self.words = Array(words) }

  func has(_ name: String) -> Bool { words.contains(name) }

  func number(_ name: String) -> UInt64? {
    words.firstIndex(of: name).flatMap { $0 + 1 < words.count ? UInt64(words[$0 + 1]) : nil }
  }
}
