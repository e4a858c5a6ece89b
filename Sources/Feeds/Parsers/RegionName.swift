/// Region ids by their form alone, so that a region younger than the catalogue is read too.
enum RegionName {
  /// `us-east-1`, `us-gov-west-1`; `nil` for anything else.
  static func aws(_ text: some StringProtocol) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (3...4).contains(parts.count), let first = parts.first, first.utf8.count == 2,
      let last = parts.last, (1...2).contains(last.utf8.count), last.utf8.allSatisfy(isDigit),
      parts.dropLast().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isLower) })
    else { return nil }
    return String(text)
  }

  /// The region at the end of `directconnect-eu-central-1`, and the service before it.
  static func awsSuffix(of slug: String) -> (service: String, region: String?) {
    let parts = slug.split(separator: "-")
    // The longest form first: `ec2-us-gov-west-1` ends in `gov-west-1` too, which is not a region.
    for count in [4, 3] where parts.count > count {
      if let region = aws(parts.suffix(count).joined(separator: "-")) {
        return (parts.dropLast(count).joined(separator: "-"), region)
      }
    }
    return (slug, nil)
  }

  /// `europe-west4`; `nil` for `global` and multi-regions such as `us` and `eur4`.
  static func google(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let last = parts.last?.utf8.last, isDigit(last),
      text.utf8.allSatisfy({ isLower($0) || isDigit($0) || $0 == UInt8(ascii: "-") }), !parts[0].isEmpty
    else { return nil }
    return text
  }

  /// `us-ashburn-1`; `nil` for what holds other characters than these.
  static func oracle(_ text: String) -> String? {
    text.utf8.allSatisfy { isLower($0) || isDigit($0) || $0 == UInt8(ascii: "-") } ? text : nil
  }

  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
