internal import Glibc

/// A file read in pieces: a graph of a million lines is never in memory as a whole.
struct FileBytes: ~Copyable {
  private let descriptor: Int32
  private let path: String

  /// - Parameter path: `-` is standard input.
  init(path: String) throws(FileProblem) {
    self.path = path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileProblem(file: path, line: nil, column: nil, fact: .unreadable(code: errno))
    }
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  /// Fills as much of the buffer as comes at once; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileProblem) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw FileProblem(file: path, line: nil, column: nil, fact: .unreadable(code: errno))
      }
    }
  }
}

extension FileBytes {
  /// Reads into an array from its start; 0 at the end.
  borrowing func fill(_ buffer: inout [UInt8], from start: Int = 0) throws(FileProblem) -> Int {
    var result: Result<Int, FileProblem> = .success(0)
    buffer.withUnsafeMutableBytes { bytes in
      do throws(FileProblem) {
        result = .success(try read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[start...])))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }
}
