internal import Model

/// Chance without a generator: the same question always gets the same answer, in any order of asking.
struct Dice {
  let seed: UInt64

  /// Uniform in 0..<1, after FNV-1a over the words and SplitMix64's finaliser.
  func roll(_ words: String..., number: Int64 = 0) -> Double {
    var hash = seed ^ 0xCBF2_9CE4_8422_2325
    for word in words {
      for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    hash ^= UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((hash ^ (hash >> 31)) >> 11) / Double(1 << 53)
  }
}
