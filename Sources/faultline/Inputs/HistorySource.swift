internal import Algorithms
internal import ArgumentParser
internal import Catalogue
internal import Foundation
internal import History
internal import Model

/// The history to read.
struct HistorySource: ParsableArguments {
  @Option(help: ArgumentHelp("Read the history from FILE.", valueName: "file"))
  var history: String?

  /// An id that is not in the history; exits with 78.
  struct Unknown: Error {
    let what: String
    /// Known ids.
    let among: [String]
    let word: String

    var line: String {
      if let meant = NearMiss.suggestion(for: word, among: among) {
        return "\(what); did you mean \"\(meant)\"?"
      }
      let some = among.prefix(5).joined(separator: ", ")
      return some.isEmpty
        ? "\(what); the history is empty" : "\(what); it has \(some)\(among.count > 5 ? ", …" : "")"
    }
  }

  static var now: Timestamp { Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1e9)) }

  /// The file named, or the user's own; `nil` if there is no directory for one.
  static func file(named path: String?) -> HistoryFile? {
    path.map { HistoryFile(path: $0) }
      ?? HistoryFile.standard(environment: ProcessInfo.processInfo.environment)
  }

  /// Prints what `text` makes of the history.
  func read(_ text: (HistoryReader) throws -> String) throws {
    guard let file = Self.file(named: history) else {
      StandardError.write("neither XDG_STATE_HOME nor HOME is set; name a history file with --history")
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
