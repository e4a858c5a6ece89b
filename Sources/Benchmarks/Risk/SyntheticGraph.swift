internal import Foundation

/// A graph like the one that the budgets speak of: 5.7 edges a service, 512 domains, written as JSON Lines.
struct SyntheticGraph {
  let services: Int
  private var random = SplitMix(state: 42)

  init(services: Int) { self.services = services }

  mutating func write(to path: String) throws {
    var text = ""
    text.reserveCapacity(services * 130)
    for service in 0..<services { add(service, to: &text) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// 1 + 1.75 + 2 edges, and 1.75 more with a probability of 0.54.
  private mutating func add(_ service: Int, to text: inout String) {
    text += "{\"id\":\"s\(service)\",\"weight\":\(1 + random.below(9)),\"needs\":"
    text += "[\"\(domain())\",\(other(service)),{\"any\":[\"\(domain())\",\"\(domain())\"]}"
    if random.below(100) < 54 { text += ",\(other(service))" }
    text += "]}\n"
  }

  /// One of 32 providers' 448 regions, or of 32 DNS operators: 512 in all.
  private mutating func domain() -> String {
    let number = random.below(480)
    return number < 448 ? "p\(number % 32)/r\(number)" : "dns:d\(number - 448)"
  }

  private mutating func other(_ service: Int) -> String {
    service == 0 || random.below(4) == 0
      ? "\"\(domain())\"" : "{\"any\":[\"service:s\(random.below(service))\",\"\(domain())\"]}"
  }
}

struct SplitMix {
  private var state: UInt64

  init(state: UInt64) { self.state = state }

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }
}
