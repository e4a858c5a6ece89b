/// Calls back with each line of a file, without its end; the pointers live for the call only.
struct LineReader {
  static let longestLine = 16 << 20
  static let largestFile = 2 << 30

  let path: String

  /// - Parameter body: the line's number from 1 and its bytes.
  func forEachLine(
    _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void
  ) throws(FileProblem) {
    let file = try FileBytes(path: path)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var filled = 0
    var line = 1
    var total = 0
    while true {
      if filled == buffer.count { try grow(&buffer, line) }
      let count = try file.fill(&buffer, from: filled)
      total += count
      guard total <= Self.largestFile else {
        throw FileProblem(file: path, line: nil, column: nil, fact: .tooLarge)
      }
      let end = filled + count
      let used = buffer.withUnsafeBufferPointer {
        Self.split(UnsafeBufferPointer(rebasing: $0[..<end]), isLast: count == 0, &line, body)
      }
      if count == 0 { return }
      if used > 0 {
        buffer.withUnsafeMutableBytes {
          $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[used..<end]))
        }
      }
      filled = end - used
    }
  }

  private func grow(_ buffer: inout [UInt8], _ line: Int) throws(FileProblem) {
    guard buffer.count < Self.longestLine else {
      throw FileProblem(file: path, line: line, column: nil, fact: .lineTooLong)
    }
    buffer.append(contentsOf: repeatElement(0, count: buffer.count))
  }

  /// Returns how many bytes made whole lines.
  private static func split(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, _ line: inout Int,
    _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void
  ) -> Int {
    var start = 0
    for at in bytes.indices where bytes[at] == UInt8(ascii: "\n") {
      body(line, UnsafeBufferPointer(rebasing: bytes[start..<at]))
      line += 1
      start = at + 1
    }
    if isLast, start < bytes.count { body(line, UnsafeBufferPointer(rebasing: bytes[start...])) }
    return start
  }
}
