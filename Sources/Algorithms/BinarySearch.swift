extension RandomAccessCollection {
  /// The first index whose element, and every one after it, satisfies `belongsInSecondPartition`; `endIndex` if
  /// there is none. The collection has to be ordered so: O(log n).
  ///
  /// The function of swift-algorithms, under its name: one function does not carry a package and the package of
  /// numerics that it brings.
  @inlinable
  public func partitioningIndex(where belongsInSecondPartition: (Element) throws -> Bool) rethrows -> Index {
    var start = startIndex
    var left = count
    while left > 0 {
      let half = left / 2
      let middle = index(start, offsetBy: half)
      if try belongsInSecondPartition(self[middle]) {
        left = half
      } else {
        start = index(after: middle)
        left -= half + 1
      }
    }
    return start
  }

  /// The first element that satisfies `predicate`, of a collection ordered as for `partitioningIndex(where:)`.
  @inlinable
  public func firstSorted(where predicate: (Element) throws -> Bool) rethrows -> Element? {
    let index = try partitioningIndex(where: predicate)
    return index < endIndex ? self[index] : nil
  }
}
