import TestSupport

/// Faults by rules for packets, in a table of nftables that is there while the fault is.
extension LabNetwork {
  /// What is wrong, as chains of an `inet` table of the Internet's side.
  func begin(_ rules: String..., table: String = "fault") throws {
    let path = try folder.file("\(table).nft", "table inet \(table) {\n\(rules.joined(separator: "\n"))\n}\n")
    try run(.internet, "/usr/sbin/nft", "-f", path)
  }

  func end() throws { try run(.internet, "/usr/sbin/nft", "delete", "table", "inet", "fault") }
}

/// Chains, for `LabNetwork.begin`.
enum Rules {
  /// Packets from the office that match are lost without a word.
  static func lose(_ matches: String...) -> String {
    chain("lose", hook: "prerouting", matches.map { "iif internet0 \($0) drop" })
  }

  /// Connections from the office that match are refused.
  static func refuse(_ matches: String...) -> String {
    chain("refuse", hook: "input", matches.map { "iif internet0 \($0) reject with tcp reset" })
  }

  /// Packets to the office that match are lost without a word.
  static func loseAnswers(_ matches: String...) -> String {
    chain("lose_answers", hook: "output", matches.map { "oif internet0 \($0) drop" })
  }

  /// New connections that match go to another address, or another port.
  static func redirect(_ match: String, to target: String) -> String {
    """
      chain elsewhere {
        type nat hook prerouting priority dstnat;
        iif internet0 \(match) dnat ip to \(target);
      }
    """
  }

  /// Questions to the resolvers go to the ones that listen at another port. Packet by packet: a connection table
  /// would hold on to questions' ways for half a minute.
  ///
  /// - Parameter resolver: only those to this one; `nil`: to all.
  static func resolve(atPort port: Int, of resolver: String? = nil) -> String {
    let match = resolver.map { "ip daddr \($0) " } ?? ""
    return """
        chain questions {
          type filter hook prerouting priority raw;
          iif internet0 \(match)udp dport 53 notrack udp dport set \(port);
          iif internet0 \(match)tcp dport 53 notrack tcp dport set \(port);
        }
        chain answers {
          type filter hook output priority raw;
          oif internet0 udp sport \(port) notrack udp sport set 53;
          oif internet0 tcp sport \(port) notrack tcp sport set 53;
        }
      """
  }

  private static func chain(_ name: String, hook: String, _ rules: [String]) -> String {
    """
      chain \(name) {
        type filter hook \(hook) priority filter;
        \(rules.joined(separator: ";\n    "));
      }
    """
  }
}
