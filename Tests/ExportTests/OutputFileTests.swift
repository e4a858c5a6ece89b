import Foundation
import Testing

@testable import Export
@testable import Model

@Suite("Files are written whole or not at all")
struct OutputFileTests {
  let folder: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "faultline-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func content(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func replacingLeavesOneFileWithTheNewText() throws {
    let path = "\(folder)/out.json"
    try OutputFile.write("old", to: path, replacing: true)
    try OutputFile.write("new", to: path, replacing: true)
    #expect(try content(path) == "new")
    #expect(try files() == ["out.json"])
  }

  @Test func aLinkLeadsToTheFileThatIsReplaced() throws {
    try OutputFile.write("old", to: "\(folder)/target", replacing: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/link", withDestinationPath: "\(folder)/target")
    try OutputFile.write("new", to: "\(folder)/link", replacing: true)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "\(folder)/target")
    #expect(try content("\(folder)/target") == "new")
  }

  @Test func aDeviceIsWrittenToNotReplaced() throws {
    let link = "\(folder)/full"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/full")
    #expect(throws: OutputError.failed(path: link, step: .write, code: ENOSPC)) {
      try OutputFile.write("x", to: link, replacing: true)
    }
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "/dev/full")
  }

  @Test func anExistingFileIsNeverReplacedByANewOne() throws {
    let first = try OutputFile.writeNew("1", in: folder, at: noon, extension: "json")
    let second = try OutputFile.writeNew("2", in: folder, at: noon, extension: "json")
    #expect(first == "\(folder)/faultline-20251020T070504Z.json")
    #expect(second == "\(folder)/faultline-20251020T070504Z-2.json")
    #expect(try content(first) == "1")
    #expect(try content(second) == "2")
    #expect(throws: OutputError.exists(path: first)) {
      try OutputFile.write("3", to: first, replacing: false)
    }
    #expect(try files().count == 2, "no temporary file is left")
  }

  @Test func aMissingFolderIsAClearError() {
    #expect(throws: OutputError.failed(path: "\(folder)/no/out.json", step: .create, code: ENOENT)) {
      try OutputFile.write("x", to: "\(folder)/no/out.json", replacing: true)
    }
    let error = OutputError.failed(path: "no/out.json", step: .create, code: ENOENT)
    #expect(
      error.description
        == "no/out.json: cannot create the file: no such file or directory; name a directory that exists")
  }

  @Test func aFolderOfThatNameKeepsItsContentAndLeavesNoTemporaryFile() throws {
    let path = "\(folder)/taken"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(throws: OutputError.failed(path: path, step: .replace, code: EISDIR)) {
      try OutputFile.write("x", to: path, replacing: true)
    }
    #expect(try files() == ["taken"])
  }
}
