internal import CReplay
package import Model

/// A scenario that comes with the program.
package struct BundledScenario: Sendable {
  package let name: String
  /// The YAML as written.
  package let text: String

  /// As its `title:` line has it; to read all of the YAML would take longer than a first frame may.
  package var title: SafeText {
    let line = text.split(separator: "\n").first { $0.hasPrefix("title: ") }
    return SafeText(String((line ?? "").dropFirst("title: ".count)))
  }

  /// The great outage first.
  package static var all: [BundledScenario] {
    (0..<replay_file_count()).map { index in
      let file = replay_file_at(index)
      return BundledScenario(
        name: String(cString: file.name),
        text: String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self))
    }
  }

  package static func named(_ name: String) -> BundledScenario? { all.first { $0.name == name } }
}
