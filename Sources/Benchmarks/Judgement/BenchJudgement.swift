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
    for seed in first..<(first + count) { tally.add(Trial.run(World(seed: seed))) }
    print(tally.report)
    var quiet = QuietDays()
    for seed in 0..<(arguments.number("--days") ?? 250) { quiet.add(seed: first + seed) }
    print("\n" + quiet.report)
    print(DetectionTimes().report)
  }

  private static func print(story seed: UInt64, isVerbose: Bool) {
    let world = World(seed: seed)
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
