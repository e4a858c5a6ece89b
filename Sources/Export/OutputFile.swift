internal import Glibc
package import Model

/// Why a file could not be written; an existing file is left unchanged.
package enum OutputError: Error, Equatable {
  /// `step` is what failed, `code` the system's errno.
  case failed(path: String, step: Step, code: Int32)
  /// The file exists, and may not be replaced.
  case exists(path: String)

  package enum Step: String, Sendable { case create, write, replace }
}

extension OutputError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .exists(let path): "\(path): the file already exists; choose another name"
    case .failed(let path, let step, let code):
      "\(path): cannot \(step.rawValue) the file: \(String(cString: strerror(code)).lowercased()); \(Self.remedy(code))"
    }
  }

  private static func remedy(_ code: Int32) -> String {
    switch code {
    case ENOENT, ENOTDIR: "name a directory that exists"
    case EACCES, EPERM, EROFS: "choose a directory that you may write to"
    case ENOSPC, EDQUOT: "free some space, or choose another disk"
    case EISDIR: "name a file, not a directory"
    default: "choose another path"
    }
  }
}

/// Writes files atomically: to a temporary file beside the target, which is then renamed.
package enum OutputFile {
  /// Devices and pipes are written to directly; a symbolic link is followed to the file that is replaced.
  ///
  /// - Parameter replacing: whether a file of that name may be replaced.
  package static func write(_ text: String, to name: String, replacing: Bool) throws(OutputError) {
    if replacing, isStream(name) { return try pour(text, into: name) }
    let path = replacing ? target(of: name) : name
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .failed(path: path, step: .create, code: errno) }
    var isKept = false
    defer { if !isKept { unlink(temporary) } }
    let written = Self.write(Array(text.utf8), to: descriptor) ?? (fsync(descriptor) == 0 ? nil : errno)
    let closed = close(descriptor) == 0 ? nil : errno
    if let code = written ?? closed { throw .failed(path: path, step: .write, code: code) }
    if replacing {
      guard rename(temporary, path) == 0 else { throw .failed(path: path, step: .replace, code: errno) }
      isKept = true
    } else {
      // link(2) refuses an existing name atomically; rename(2) would replace it.
      guard link(temporary, path) == 0 else {
        throw errno == EEXIST ? .exists(path: path) : .failed(path: path, step: .create, code: errno)
      }
    }
  }

  /// What a rename would destroy: a device, a FIFO, a socket.
  private static func isStream(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  private static func target(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func pour(_ text: String, into path: String) throws(OutputError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failed(path: path, step: .create, code: errno) }
    let written = write(Array(text.utf8), to: descriptor)
    let closed = close(descriptor) == 0 ? nil : errno
    if let code = written ?? closed { throw .failed(path: path, step: .write, code: code) }
  }

  /// Writes to standard output; a closed pipe or a full disk is an error, not a signal.
  package static func writeToStandardOutput(_ text: String) throws(OutputError) {
    if let code = write(Array(text.utf8), to: STDOUT_FILENO) {
      throw .failed(path: "standard output", step: .write, code: code)
    }
  }

  /// Writes a new file `faultline-20251020T071504Z.json` in a folder, numbered if the name is taken.
  /// Returns its path.
  package static func writeNew(
    _ text: String, in folder: String, at instant: Timestamp, extension suffix: String
  ) throws(OutputError) -> String {
    try firstFree(in: folder, at: instant, suffix: ".\(suffix)") { path throws(OutputError) in
      try write(text, to: path, replacing: false)
    }
  }

  /// Makes a new folder `faultline-20251020T071504Z` in a folder, numbered if the name is taken.
  /// Returns its path.
  static func makeNewFolder(in folder: String, at instant: Timestamp) throws(OutputError) -> String {
    try firstFree(in: folder, at: instant, suffix: "") { path throws(OutputError) in
      guard mkdir(path, 0o755) == 0 else {
        throw errno == EEXIST ? .exists(path: path) : .failed(path: path, step: .create, code: errno)
      }
    }
  }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func firstFree(
    in folder: String, at instant: Timestamp, suffix: String, make: (String) throws(OutputError) -> Void
  ) throws(OutputError) -> String {
    let stem = "\(folder)/faultline-\(instant.description.filter { $0 != "-" && $0 != ":" })"
    for number in 1...1000 {
      let path = "\(stem)\(number == 1 ? "" : "-\(number)")\(suffix)"
      do {
        try make(path)
        return path
      } catch .exists {
        continue
      }
    }
    throw .exists(path: stem + suffix)
  }

  /// `nil` if everything was written, else the errno.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      offset += count
    }
    return nil
  }
}
