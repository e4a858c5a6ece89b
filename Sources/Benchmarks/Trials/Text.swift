extension String {
  /// At the end of a column so many characters wide.
  func leading(_ width: Int) -> String { String(repeating: " ", count: max(1, width - count)) + self }

  /// At its beginning.
  func trailing(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
