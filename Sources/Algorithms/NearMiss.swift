/// Finds what someone who misspelt a word probably meant.
package enum NearMiss {
  /// The candidate closest to `word`, if it is close enough to be a slip: at most one edit in three letters,
  /// case aside, and never a word that shares nothing with it. Of equally close ones the first.
  package static func suggestion(
    for word: some StringProtocol, among candidates: some Sequence<String>
  ) -> String? {
    let word = Array(word.lowercased().utf8)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().utf8)
      let limit = max(1, max(word.count, other.count) / 3)
      guard abs(word.count - other.count) <= limit else { continue }
      let distance = editDistance(word, other)
      if distance <= limit, distance < other.count, best.map({ distance < $0.distance }) ?? true {
        best = (distance, candidate)
      }
    }
    return best?.candidate
  }

  /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each 1.
  static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1..<(a.count + 1) {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1..<(b.count + 1) {
        let change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        row[j] = min(last[j] + 1, row[j - 1] + 1, change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
