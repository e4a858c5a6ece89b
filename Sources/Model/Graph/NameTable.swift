/// Ids interned to dense numbers: one block of text and a hash table beside it, no object per name.
///
/// A million services cost about 20 bytes each beyond their text. A service is kept under its bare id, every
/// other domain under its whole id; the kind is part of the key, so `aws` the provider and a service called
/// `aws` stay apart.
package struct NameTable: Sendable {
  private var text: [UInt8] = []
  /// `ends[i]` is where name `i` ends in `text`; it begins where its predecessor ends.
  private var ends: [UInt32] = []
  package private(set) var kinds: [DomainID.Kind] = []
  /// Open addressing, linear probing: number + 1, or 0 for a free slot. The size is a power of two.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  package init() {}

  package var count: Int { ends.count }

  package mutating func intern(_ id: DomainID) -> Int {
    var key = id.kind == .service ? id.name : id.description
    return key.withUTF8 { intern($0, kind: id.kind) }
  }

  /// The number of a name, a new one if it was not there.
  package mutating func intern(_ name: UnsafeBufferPointer<UInt8>, kind: DomainID.Kind) -> Int {
    let slot = slot(of: name, kind: kind)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    text.append(contentsOf: name)
    ends.append(UInt32(text.count))
    kinds.append(kind)
    slots[slot] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  package func number(of id: DomainID) -> Int? {
    var key = id.kind == .service ? id.name : id.description
    return key.withUTF8 { number(of: $0, kind: id.kind) }
  }

  /// - Parameter kind: of other than services, any will do: the text tells them apart.
  package func number(of name: UnsafeBufferPointer<UInt8>, kind: DomainID.Kind) -> Int? {
    let found = slots[slot(of: name, kind: kind)]
    return found == 0 ? nil : Int(found) - 1
  }

  /// The name as kept: a service's bare id, else the whole id.
  package func string(_ number: Int) -> String { String(decoding: text[range(number)], as: UTF8.self) }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  private func slot(of name: UnsafeBufferPointer<UInt8>, kind: DomainID.Kind) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(name)) & mask
    while slots[slot] != 0 {
      let candidate = Int(slots[slot]) - 1
      let span = range(candidate)
      if span.count == name.count, (kinds[candidate] == .service) == (kind == .service),
        text[span].elementsEqual(name)
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var grown = [UInt32](repeating: 0, count: slots.count * 2)
    text.withUnsafeBufferPointer { text in
      for number in 0..<count {
        var slot =
          Int(truncatingIfNeeded: Self.hash(UnsafeBufferPointer(rebasing: text[range(number)]))) & mask
        while grown[slot] != 0 { slot = (slot + 1) & mask }
        grown[slot] = UInt32(number + 1)
      }
    }
    slots = grown
  }

  /// FNV-1a over 64 bits with a final mix, so that the low bits are good enough to index with.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash ^= hash >> 32
    return hash &* 0x9E37_79B9_7F4A_7C15 >> 20
  }
}
