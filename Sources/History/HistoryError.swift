internal import Glibc
internal import GRDB

/// Why there is no history, or none is being written.
package enum HistoryError: Error, Equatable {
  /// `code` is the system's errno.
  case system(path: String, doing: String, code: CInt)
  /// There is no such history to read.
  case missing(path: String)
  /// The file is no history, or its pages contradict each other.
  case damaged(path: String, detail: String)
  /// A later version of Faultline wrote it.
  case newer(path: String)
  /// An earlier version wrote it, and nobody has opened it for writing since.
  case older(path: String)
  /// A database of another program.
  case foreign(path: String)
  case diskFull(path: String)
  /// Anything else that SQLite refused; its own words.
  case refused(path: String, detail: String)

  init(_ error: any Error, path: String) {
    switch error {
    case let error as HistoryError: self = error
    case let error as DatabaseError: self = Self.of(error, path: path)
    default: self = .refused(path: path, detail: String(describing: error))
    }
  }

  private static func of(_ error: DatabaseError, path: String) -> HistoryError {
    let detail = error.message ?? error.resultCode.description
    return switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path, detail: detail)
    case .SQLITE_FULL: .diskFull(path: path)
    default: .refused(path: path, detail: detail)
    }
  }
}

extension HistoryError: CustomStringConvertible {
  /// What is wrong; what to do.
  package var description: String {
    switch self {
    case .system(let path, let step, let code):
      "\(path): cannot \(step): \(String(cString: strerror(code)).lowercased()); name another file with --history"
    case .missing(let path): "\(path): there is no history yet; \"faultline watch\" starts one"
    case .damaged(let path, let detail):
      "\(path): the history is damaged (\(detail)); \"faultline watch\" renames it and starts a new one"
    case .newer(let path):
      "\(path): written by a newer version of Faultline; use that version, or name another file with --history"
    case .older(let path):
      "\(path): written by an older version of Faultline; \"faultline watch\" migrates it"
    case .foreign(let path):
      "\(path): not a Faultline history but another program's database; name another file with --history"
    case .diskFull(let path): "\(path): the disk is full; free some space"
    case .refused(let path, let detail): "\(path): \(detail); name another file with --history"
    }
  }
}
