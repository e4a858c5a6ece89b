internal import Model
package import Risk

/// Writes a fault tree in the Open-PSA Model Exchange Format, so that another tool can check the numbers.
///
/// Names there allow little: other characters become `_`, doubles are numbered, and the id itself stands in
/// the label.
package struct OpenPSAWriter {
  private var used: Set<String> = []
  private let named: FaultTree.Named
  private var events: [String] = []
  private var gates: [String] = []

  package static func text(of named: FaultTree.Named) -> String {
    var writer = OpenPSAWriter(named)
    return writer.write()
  }

  private init(_ named: FaultTree.Named) {
    self.named = named
    for id in named.eventNames { events.append(unique("event-\(id)")) }
    for gate in named.tree.gates.indices {
      gates.append(unique(named.gateNames[gate].map { "\($0)" } ?? "g\(gate)"))
    }
  }

  private mutating func write() -> String {
    var text = "<?xml version=\"1.0\"?>\n<opsa-mef>\n  <define-fault-tree name=\"faultline\">\n"
    let asked = gatesAskedFor
    for (number, gate) in named.tree.gates.enumerated() where asked.contains(number) {
      text += "    <define-gate name=\"\(gates[number])\">\n"
      if let id = named.gateNames[number] { text += "      <label>\(escaped("\(id)"))</label>\n" }
      text += formula(of: gate) + "    </define-gate>\n"
    }
    text += "  </define-fault-tree>\n  <model-data>\n"
    for (number, event) in named.tree.events.enumerated() {
      text += "    <define-basic-event name=\"\(events[number])\">\n"
      text += "      <label>\(escaped(event.name))</label>\n      <float value=\"\(event.probability)\"/>\n"
      text += "    </define-basic-event>\n"
    }
    return text + "  </model-data>\n</opsa-mef>\n"
  }

  /// Those that tops depend on: others would look like tops to whoever reads the file.
  private var gatesAskedFor: Set<Int> {
    var asked = Set<Int>()
    var open = named.tree.tops
    while let reference = open.popLast() {
      guard case .gate(let gate) = reference, asked.insert(gate).inserted else { continue }
      open.append(contentsOf: named.tree.gates[gate].members)
    }
    return asked
  }

  private func formula(of gate: FaultTree.Gate) -> String {
    let members = gate.members.map { "        \(element($0))\n" }.joined()
    switch gate.members.count {
    case 0: return "      <constant value=\"\(gate.failing == 0)\"/>\n"
    case 1: return "      \(element(gate.members[0]))\n"
    case gate.failing: return "      <and>\n\(members)      </and>\n"
    case _ where gate.failing == 1: return "      <or>\n\(members)      </or>\n"
    default: return "      <atleast min=\"\(gate.failing)\">\n\(members)      </atleast>\n"
    }
  }

  private func element(_ reference: FaultTree.Reference) -> String {
    switch reference {
    case .event(let event): "<basic-event name=\"\(events[event])\"/>"
    case .gate(let gate): "<gate name=\"\(gates[gate])\"/>"
    }
  }

  private mutating func unique(_ id: String) -> String {
    var name = ""
    for byte in id.utf8 {
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      name.append(isPlain ? Character(Unicode.Scalar(byte)) : "_")
    }
    if !(name.first?.isLetter ?? false) { name = "x" + name }
    var candidate = name
    var number = 2
    while !used.insert(candidate).inserted {
      candidate = "\(name)_\(number)"
      number += 1
    }
    return candidate
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
