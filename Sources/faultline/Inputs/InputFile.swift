internal import Glibc

/// Why an input file could not be read.
struct InputFileError: Error, CustomStringConvertible {
  let path: String
  /// The system's errno.
  let code: Int32

  var description: String {
    "\(path): cannot read the file: \(String(cString: strerror(code)).lowercased()); \(remedy)"
  }

  private var remedy: String {
    switch code {
    case ENOENT, ENOTDIR: "name a file that exists"
    case EISDIR: "name a file, not a directory"
    case EACCES, EPERM: "choose a file that you may read"
    default: "choose another file"
    }
  }
}

enum InputFile {
  /// The file's bytes, at most one more than `limit`, so that the reader can tell that the file is too large.
  static func bytes(at path: String, limit: Int) throws(InputFileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputFileError(path: path, code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw InputFileError(path: path, code: errno) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return Array(bytes.prefix(limit + 1))
  }
}
