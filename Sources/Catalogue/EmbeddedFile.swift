internal import CCatalogue

/// A data file embedded in the binary.
struct EmbeddedFile {
  private let file: catalogue_file

  static var regions: EmbeddedFile { EmbeddedFile(file: catalogue_regions()) }
  static var domains: EmbeddedFile { EmbeddedFile(file: catalogue_domains()) }
  static var defaultConfiguration: EmbeddedFile { EmbeddedFile(file: catalogue_default_configuration()) }

  /// The bytes are constants of the program: the view never dangles.
  private var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: file.bytes, count: Int(file.count))
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The tab-separated fields of every line that is neither empty nor a comment (`#`). A field `-` reads as
  /// empty: absence.
  var records: [[String]] {
    bytes.split(separator: UInt8(ascii: "\n"))
      .filter { $0.first != UInt8(ascii: "#") }
      .map { line in
        line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { field in
          field.elementsEqual(CollectionOfOne(UInt8(ascii: "-")))
            ? "" : String(decoding: field, as: UTF8.self)
        }
      }
  }
}
