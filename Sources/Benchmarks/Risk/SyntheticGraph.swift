/// A graph like the one that the budgets speak of: about 5.7 edges a service, 512 domains, half of the needs
/// of other services, written as JSON Lines.
struct SyntheticGraph {
  let services: Int
  private var state: UInt64 = 42

  init(services: Int) { self.services = services }

  mutating func text() -> String {
    var text = ""
    text.reserveCapacity(services * 110)
    for service in 0..<services {
      text +=
        "{\"id\":\"s\(service)\",\"weight\":\(1 + below(9)),\"needs\":[\"\(domain())\",\(other(service)),"
      text += "{\"any\":[\"\(domain())\",\"\(domain())\"]}"
      // 1 + 1.75 + 2 edges so far; 0.54 times 1.75 more make 5.7.
      if below(100) < 54 { text += ",\(other(service))" }
      text += "]}\n"
    }
    return text
  }

  /// One of 32 providers' 448 regions, or of 32 DNS operators: 512 in all.
  private mutating func domain() -> String {
    let number = below(480)
    return number < 448 ? "p\(number % 32)/r\(number)" : "dns:d\(number - 448)"
  }

  private mutating func other(_ service: Int) -> String {
    service == 0 || below(4) == 0
      ? "\"\(domain())\"" : "{\"any\":[\"service:s\(below(service))\",\"\(domain())\"]}"
  }

  /// SplitMix64.
  private mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }
}
