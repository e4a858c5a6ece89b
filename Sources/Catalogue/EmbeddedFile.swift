internal import CCatalogue

/// A data file embedded in the binary.
struct EmbeddedFile {
  private let file: catalogue_file

  static var regions: EmbeddedFile { EmbeddedFile(file: catalogue_regions()) }
  static var domains: EmbeddedFile { EmbeddedFile(file: catalogue_domains()) }
  static var facts: EmbeddedFile { EmbeddedFile(file: catalogue_facts()) }
  static var defaultConfiguration: EmbeddedFile { EmbeddedFile(file: catalogue_default_configuration()) }

  /// A copy; the original is a constant of the program.
  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: file.bytes, count: Int(file.count))) }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
