internal import Feeds
internal import Foundation
internal import Model
internal import TestSupport

/// Mutates payloads and reads them, for so many seconds. Built with the address sanitizer, it sees what a parser
/// does to memory; by itself, a crash, or an answer that contradicts itself.
///
///     fuzz-feeds FOLDER SECONDS [SEED]
///
/// A file's name begins with the kind of its feed. The same seed gives the same payloads, as far as time allows.
/// Exits with 1 at the first answer that is wrong, after writing the payload's bytes to `fuzz-failure`.
@main
enum FuzzFeeds {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard (3...4).contains(arguments.count), let seconds = Int(arguments[2]),
      let seed = UInt64(arguments.count > 3 ? arguments[3] : "1")
    else {
      print("usage: fuzz-feeds FOLDER SECONDS [SEED]")
      exit(64)
    }
    let payloads = try payloads(in: arguments[1])
    guard !payloads.isEmpty else {
      print("\(arguments[1]): no file is named after a kind of feed")
      exit(78)
    }
    var mutator = Mutator(seed: seed)
    let end = ContinuousClock.now + .seconds(seconds)
    var (read, understood) = (0, 0)
    while ContinuousClock.now < end {
      for (kind, bytes) in payloads {
        let mutation = mutator.mutation(of: bytes)
        if try isUnderstood(mutation, kind) { understood += 1 }
        read += 1
      }
    }
    print(
      "\(read) payloads of \(payloads.count) files, \(understood) understood, none misjudged (seed \(seed))")
  }

  private static func payloads(in folder: String) throws -> [(FeedReference.Kind, [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
      let kinds = FeedReference.Kind.allCases.filter { name.hasPrefix($0.rawValue) }
      guard let kind = kinds.max(by: { $0.rawValue.count < $1.rawValue.count }) else { return nil }
      return (kind, [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
    }
  }

  /// Whether the payload was taken for one. What is open is never ok, and what is unknown has its reason.
  private static func isUnderstood(_ bytes: [UInt8], _ kind: FeedReference.Kind) throws -> Bool {
    let content: FeedContent
    do { content = try FeedParser.read(bytes, kind: kind) } catch {
      if error.description.isEmpty { try fail(bytes, kind, "refused without a reason") }
      return false
    }
    if content.events.contains(where: { $0.isOpen && $0.health == .ok }) {
      try fail(bytes, kind, "an open event is ok")
    }
    if content.health == .unknown, content.doubts.isEmpty {
      try fail(bytes, kind, "unknown without a reason")
    }
    return true
  }

  private static func fail(_ bytes: [UInt8], _ kind: FeedReference.Kind, _ what: String) throws -> Never {
    try Data(bytes).write(to: URL(filePath: "fuzz-failure"))
    print("\(kind.rawValue): \(what); the payload is in fuzz-failure")
    exit(1)
  }
}
