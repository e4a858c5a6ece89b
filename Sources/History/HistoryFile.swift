internal import Glibc
internal import Model

/// Where the history lies on disk: its path, its folder, the lock beside it, and damaged ones set aside.
package struct HistoryFile: Hashable, Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// `$XDG_STATE_HOME/faultline/history.db`, else `~/.local/state/faultline/history.db`; `nil` if neither
  /// variable is set.
  package static func standard(environment: [String: String]) -> HistoryFile? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return HistoryFile(path: "\(state)/faultline/history.db")
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return HistoryFile(path: "\(home)/.local/state/faultline/history.db")
  }

  package var exists: Bool { access(path, F_OK) == 0 }

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes the folder where it is missing, readable for its owner alone; what is there keeps its mode.
  func prepareFolder() throws(HistoryError) { try Self.makeFolder(folder) }

  /// Makes the folder (0700) and the empty file (0600) where they are missing; what is there keeps its mode.
  /// SQLite gives the files it adds the mode of this one.
  func create() throws(HistoryError) {
    try prepareFolder()
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(path: path, doing: "open", code: errno) }
    close(descriptor)
  }

  private static func makeFolder(_ folder: String) throws(HistoryError) {
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return }
    let code = errno
    guard code == ENOENT, let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else {
      throw .system(path: folder, doing: "create the directory", code: code)
    }
    try makeFolder(String(folder[..<slash]))
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw .system(path: folder, doing: "create the directory", code: errno)
    }
  }

  /// Renames a damaged file, and what SQLite keeps beside it, so that a new one can begin. Nothing is deleted.
  /// Returns the name that the file has now.
  func setAside(at instant: Timestamp) throws(HistoryError) -> String {
    let stamp = instant.description.filter { $0 != "-" && $0 != ":" }
    var aside = "\(path).damaged-\(stamp)"
    var number = 2
    while access(aside, F_OK) == 0 {
      aside = "\(path).damaged-\(stamp)-\(number)"
      number += 1
    }
    guard rename(path, aside) == 0 else { throw .system(path: path, doing: "rename", code: errno) }
    for suffix in ["-wal", "-shm"] { _ = rename(path + suffix, aside + suffix) }
    return aside
  }
}

/// The right to write one history: an advisory lock on a file beside it, which the kernel gives up for us when
/// the process ends, however it ends.
final class HistoryLock {
  private let descriptor: CInt

  /// `nil` if another process holds it.
  init?(on file: HistoryFile) throws(HistoryError) {
    let path = "\(file.path).lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(path: path, doing: "open", code: errno) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
    let code = errno
    close(descriptor)
    if code == EWOULDBLOCK { return nil }
    throw .system(path: path, doing: "lock", code: code)
  }

  deinit { close(descriptor) }
}
