/// Needs in the form that failures are computed from: 32-bit words in preorder.
///
/// - a word below `groupBit` is the node needed;
/// - a word with `groupBit` opens a group: its low 31 bits say how many members must fail for the group to
///   fail, the next word how many members follow, each a node or a group again.
///
/// Only this file knows the form: `NeedCode` writes it, `NeedCursor` reads it.
package struct NeedCode: Sendable {
  package private(set) var words: [UInt32]

  package init(_ words: some Sequence<UInt32> = []) { self.words = Array(words) }

  package var count: Int { words.count }

  package mutating func append(node: UInt32) { words.append(node) }
  package mutating func append(_ code: some Sequence<UInt32>) { words.append(contentsOf: code) }

  /// Its members have to follow.
  package mutating func appendGroup(failing: Int, members: Int) {
    words.append(groupBit | UInt32(failing))
    words.append(UInt32(members))
  }

  /// Appends needs with other numbers for their nodes.
  package mutating func append(
    _ needs: NeedCursor<some RandomAccessCollection<UInt32>>, renumbered number: (Int) -> UInt32
  ) {
    var needs = needs
    while !needs.isAtEnd {
      switch needs.next() {
      case .node(let node): append(node: number(node))
      case .group(let failing, let members): appendGroup(failing: failing, members: members)
      }
    }
  }

  package mutating func removeAll() { words.removeAll(keepingCapacity: true) }
}

// MARK: - Groups whose size is known last, and changes

extension NeedCode {
  /// Begins a group of members not counted yet; returns its index, for one of the next two.
  package mutating func beginGroup() -> Int {
    words.append(contentsOf: [groupBit, 0])
    return words.count - 2
  }

  package mutating func endGroup(at index: Int, failing: Int, members: Int) {
    words[index] = groupBit | UInt32(failing)
    words[index + 1] = UInt32(members)
  }

  /// Takes the brackets of a group away and leaves its members.
  package mutating func dissolveGroup(at index: Int) { words.removeSubrange(index..<index + 2) }

  /// Adds an alternative to the node, or to the group of alternatives, at an index.
  package mutating func addAlternative(_ node: UInt32, at index: Int) {
    if words[index] & groupBit == 0 {
      words.replaceSubrange(index...index, with: [groupBit | 2, 2, words[index], node])
    } else {
      words[index] += 1
      words[index + 1] += 1
      words.insert(node, at: index + 2)
    }
  }
}

/// Computed, so that it is a constant in other modules, too.
@inlinable @inline(__always) var groupBit: UInt32 { 0x8000_0000 }

/// Reads the code of needs, one item after the other.
///
/// Everything is inlined into its users: the kernel that computes radii reads a million needs in some
/// milliseconds through it. It is public for that: what is only visible in the package is not inlined into other
/// modules.
public struct NeedCursor<Words: RandomAccessCollection<UInt32>> where Words.Index == Int {
  /// What begins at a place in the code.
  public enum Item {
    case node(Int)
    /// The members come next: as many needs, each a node or a group.
    case group(failing: Int, members: Int)
  }

  @usableFromInline let words: Words
  @usableFromInline let end: Int
  /// Where in the words the next item begins.
  @inlinable
  public var index: Int { @inline(__always) get { position } }
  @usableFromInline var position: Int

  /// Reads a range of the words, which begins and ends with whole needs.
  @inlinable
  @inline(__always)
  public init(_ words: Words, _ range: Range<Int>) {
    self.words = words
    position = range.lowerBound
    end = range.upperBound
  }

  /// Reads all the words.
  @inlinable
  @inline(__always)
  public init(_ words: Words) { self.init(words, words.startIndex..<words.endIndex) }

  /// Whether no item is left.
  @inlinable
  public var isAtEnd: Bool { @inline(__always) get { position >= end } }

  /// The next item, of which there has to be one.
  @inlinable
  @inline(__always)
  public mutating func next() -> Item {
    let word = words[position]
    position += 1
    guard word & groupBit != 0 else { return .node(Int(word)) }
    let members = words[position]
    position += 1
    return .group(failing: Int(word & ~groupBit), members: Int(members))
  }

  /// Passes over the next need, with all its members.
  @inlinable
  public mutating func skip() {
    guard case .group(_, let members) = next() else { return }
    for _ in 0..<members { skip() }
  }
}
