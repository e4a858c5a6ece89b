/// Host names as DNS can carry them.
enum HostName {
  /// Lower case, without the root's dot; `nil` for what no DNS name can be: empty or too long labels,
  /// characters outside letters, digits, `-` and `_`, an address.
  static func normalised(_ written: String) -> String? {
    let name = (written.hasSuffix(".") ? String(written.dropLast()) : written).lowercased()
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard !name.isEmpty, name.utf8.count <= 253, labels.allSatisfy(isLabel), !isIPv4(name) else { return nil }
    return name
  }

  /// A name or a literal address.
  static func isHost(_ text: String) -> Bool {
    isIPv4(text) || isIPv6(text) || normalised(text) != nil
  }

  static func isAddress(_ text: String) -> Bool { isIPv4(text) || isIPv6(text) }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count)
      && label.utf8.allSatisfy {
        (48...57).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-")
          || $0 == UInt8(ascii: "_")
      }
  }

  private static func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
          && (Int(part) ?? 256) < 256
      }
  }

  /// By its alphabet and colons, with at most one `::`; the resolver library has the last word.
  private static func isIPv6(_ text: String) -> Bool {
    let address = text.prefix { $0 != "%" }
    let groups = address.split(separator: ":", omittingEmptySubsequences: false)
    let isFull = groups.count == 8 && groups.allSatisfy { !$0.isEmpty }
    let isShort = address.contains("::") && (3...9).contains(groups.count)
    return (isFull || isShort) && groups.allSatisfy { $0.utf8.count <= 4 && $0.allSatisfy(\.isHexDigit) }
  }
}
