internal import Algorithms
internal import ArgumentParser
internal import Catalogue
internal import Foundation
internal import History
internal import Model

/// Which history is read.
struct HistorySource: ParsableArguments {
  @Option(help: ArgumentHelp("Read FILE instead of the user's history.", valueName: "file"))
  var history: String?

  /// A word that names nothing remembered; ends with 78.
  struct Unknown: Error {
    let what: String
    /// What it could have been.
    let among: [String]
    let word: String

    var line: String {
      if let meant = NearMiss.suggestion(for: word, among: among) { return "\(what); do you mean \(meant)?" }
      let some = among.prefix(5).joined(separator: ", ")
      return some.isEmpty
        ? "\(what); nothing is yet" : "\(what); there is \(some)\(among.count > 5 ? ", …" : "")"
    }
  }

  static var now: Timestamp { Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9)) }

  /// The file named, or the user's own; `nil` if there is nowhere for one.
  static func file(named path: String?) -> HistoryFile? {
    path.map { HistoryFile(path: $0) }
      ?? HistoryFile.standard(environment: ProcessInfo.processInfo.environment)
  }

  /// Prints what `text` makes of the history.
  func read(_ text: (HistoryReader) throws -> String) throws {
    guard let file = Self.file(named: history) else {
      StandardError.write("neither XDG_STATE_HOME nor HOME is set; name the history with --history")
      throw ExitCode(78)
    }
    do {
      try StandardOutput.write(text(HistoryReader(file)))
    } catch let error as HistoryError {
      StandardError.write("\(error)")
      throw ExitCode(78)
    } catch let error as Unknown {
      StandardError.write("\(error.line)")
      throw ExitCode(78)
    }
  }
}
