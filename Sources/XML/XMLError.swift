/// A line and a column (in bytes), both counted from 1.
package struct XMLPlace: Hashable, Sendable {
  package let line, column: Int
}

/// Why a document could not be read, and where. The text may quote the document: it is as hostile as that.
package struct XMLError: Error, Hashable {
  package let place: XMLPlace
  package let what: String
}
