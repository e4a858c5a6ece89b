internal import Foundation

/// A folder that is gone, with what is in it, when the test is over.
package final class TemporaryFolder {
  package let path: String

  package init() throws {
    var template = Array("/tmp/faultline-test.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PosixError("mkdtemp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Writes a file and returns its path.
  package func file(_ name: String, _ text: String) throws -> String {
    let path = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// The names of what is in it, in order.
  package var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// A file's bytes, whatever they are.
  package static func contents(of path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
