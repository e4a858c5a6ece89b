internal import Model
internal import Risk

/// Resolves names to a fault tree.
struct OpenPSALinker {
  private let definitions: OpenPSADefinitions
  private let file: String
  private var tree = FaultTree()
  private var gates: [String: FaultTree.Reference] = [:]
  private var events: [String: FaultTree.Reference] = [:]
  /// Gates on the way from the one being resolved, for cycles.
  private var open: Set<String> = []
  private var referenced: Set<String> = []

  /// Deeper than this a model is refused rather than the stack exhausted.
  private static let deepest = 5_000

  init(_ definitions: OpenPSADefinitions, file: String) {
    self.definitions = definitions
    self.file = file
  }

  consuming func model() throws(FileProblem) -> OpenPSAModel {
    guard !definitions.gates.isEmpty else {
      throw FileProblem(file: file, line: nil, column: nil, fact: .tree(.noGate))
    }
    for gate in definitions.gates { _ = try resolved(gate) }
    let tops = definitions.gates.filter { !referenced.contains($0.name) }
    tree.tops = tops.compactMap { gates[$0.name] }
    return OpenPSAModel(tree: tree, topNames: tops.map(\.name), gates: gates)
  }

  private mutating func resolved(_ gate: OpenPSADefinitions.Gate) throws(FileProblem) -> FaultTree.Reference {
    if let known = gates[gate.name] { return known }
    guard open.insert(gate.name).inserted else {
      throw definitions.problem(.tree(.cyclic(gate.name)), at: gate.place)
    }
    guard open.count < Self.deepest else { throw definitions.problem(.tooDeep, at: gate.place) }
    let reference = try resolved(gate.formula)
    open.remove(gate.name)
    gates[gate.name] = reference
    return reference
  }

  private mutating func resolved(_ formula: OpenPSAFormula) throws(FileProblem) -> FaultTree.Reference {
    switch formula {
    case .constant(let value): return constant(value)
    case .reference(let name, let scope, let place):
      let local = "\(scope).\(name)"
      return try resolved(definitions.isDefined(local) ? local : name, place)
    case .operation(let kind, let parts):
      var members: [FaultTree.Reference] = []
      for part in parts { members.append(try resolved(part)) }
      let failing =
        switch kind {
        case .and: members.count
        case .or: 1
        case .atLeast(let count): count
        }
      return tree.add(FaultTree.Gate(failing: failing, members: members))
    }
  }

  private mutating func resolved(
    _ name: String, _ place: OpenPSAPlace
  ) throws(FileProblem) -> FaultTree.Reference {
    if let index = definitions.gateIndex[name] {
      referenced.insert(name)
      if open.contains(name) { throw definitions.problem(.tree(.cyclic(name)), at: place) }
      return try resolved(definitions.gates[index])
    }
    if let value = definitions.constants[name] { return constant(value) }
    if let known = events[name] { return known }
    guard let probability = definitions.probabilities[name] else {
      throw definitions.problem(.tree(.undefinedReference(name)), at: place)
    }
    guard let probability else { throw definitions.problem(.tree(.noProbability(name)), at: place) }
    let event = tree.add(FaultTree.Event(name: name, probability: probability))
    events[name] = event
    return event
  }

  /// A gate of no members: at least 0 of them always fail, at least 1 never.
  private mutating func constant(_ value: Bool) -> FaultTree.Reference {
    tree.add(FaultTree.Gate(failing: value ? 0 : 1, members: []))
  }
}
