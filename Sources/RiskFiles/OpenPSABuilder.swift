/// Turns elements into definitions; knows where in a document it is.
struct OpenPSABuilder {
  var definitions = OpenPSADefinitions()
  private var stack: [Frame] = []
  /// Inside elements that only describe (labels, attributes): their content is passed over.
  private var skipped = 0

  private enum Frame {
    case document
    /// `opsa-mef`, `define-fault-tree`, `define-component`, `model-data`: they hold definitions.
    case container(name: String, isPrivate: Bool)
    case gate(name: String, place: OpenPSAPlace, formulas: [OpenPSAFormula])
    case operation(OpenPSAFormula.Operator, element: String, members: [OpenPSAFormula])
    case basicEvent(name: String, probability: Double?)
    case houseEvent(name: String, value: Bool?)
    /// An element without content.
    case leaf(OpenPSAFormula?)
    case value
  }

  mutating func start(
    _ element: String, _ attributes: [String: String], _ place: OpenPSAPlace
  ) throws(FileProblem.Fact.Thrown) {
    if skipped > 0 || element == "label" || element == "attributes" {
      skipped += 1
      return
    }
    switch stack.last ?? .document {
    case .document: try startDocument(element)
    case .container: try startDefinition(element, attributes, place)
    case .gate, .operation: try startFormula(element, attributes, place)
    case .basicEvent(let name, nil) where element == "float":
      stack[stack.count - 1] = .basicEvent(name: name, probability: try Self.probability(attributes))
      stack.append(.value)
    case .houseEvent(let name, nil) where element == "constant":
      stack[stack.count - 1] = .houseEvent(name: name, value: try Self.constant(attributes))
      stack.append(.value)
    default: throw .init(fact: .tree(.unsupported(element)))
    }
  }

  mutating func end() throws(FileProblem.Fact.Thrown) {
    if skipped > 0 {
      skipped -= 1
      return
    }
    switch stack.popLast() {
    case .gate(let name, let place, let formulas):
      guard formulas.count == 1, let formula = formulas.first else {
        throw .init(fact: .tree(.unsupported("a gate of \(formulas.count) formulas")))
      }
      definitions.gateIndex[name] = definitions.gates.count
      definitions.gates.append(OpenPSADefinitions.Gate(name: name, formula: formula, place: place))
    case .operation(let kind, let element, let members):
      try finish(kind, element, members)
    case .basicEvent(let name, let probability):
      definitions.probabilities.updateValue(probability, forKey: name)
    case .houseEvent(let name, let value): definitions.constants[name] = value ?? false
    case .leaf(let formula?): add(formula)
    case .document, .container, .leaf, .value, nil: break
    }
  }

  /// Text counts only in what describes.
  func text(_ text: String) throws(FileProblem.Fact.Thrown) {
    guard skipped > 0 || text.allSatisfy(\.isWhitespace) else {
      throw .init(fact: .unexpected(text, expected: "elements only"))
    }
  }

  private mutating func startDocument(_ element: String) throws(FileProblem.Fact.Thrown) {
    guard element == "opsa-mef" else { throw .init(fact: .tree(.unsupported(element))) }
    stack.append(.container(name: "", isPrivate: false))
  }

  private mutating func startDefinition(
    _ element: String, _ attributes: [String: String], _ place: OpenPSAPlace
  ) throws(FileProblem.Fact.Thrown) {
    switch element {
    case "define-fault-tree", "define-component", "model-data":
      let isPrivate = attributes["role"].map { $0 == "private" } ?? isInPrivate
      stack.append(.container(name: attributes["name"] ?? "", isPrivate: isPrivate))
    case "define-gate":
      stack.append(.gate(name: try newName(element, attributes), place: place, formulas: []))
    case "define-basic-event":
      stack.append(.basicEvent(name: try newName(element, attributes), probability: nil))
    case "define-house-event":
      stack.append(.houseEvent(name: try newName(element, attributes), value: nil))
    default: throw .init(fact: .tree(.unsupported(element)))
    }
  }

  private mutating func startFormula(
    _ element: String, _ attributes: [String: String], _ place: OpenPSAPlace
  ) throws(FileProblem.Fact.Thrown) {
    switch element {
    case "and": stack.append(.operation(.and, element: element, members: []))
    case "or": stack.append(.operation(.or, element: element, members: []))
    case "atleast":
      let text = try Self.attribute("min", of: element, attributes)
      guard let count = Int(text), count >= 0 else { throw .init(fact: .tree(.notANumber(text))) }
      stack.append(.operation(.atLeast(count), element: element, members: []))
    case "event", "gate", "basic-event", "house-event":
      let name = try Self.attribute("name", of: element, attributes)
      stack.append(.leaf(.reference(name, scope: scope, place)))
    case "constant": stack.append(.leaf(.constant(try Self.constant(attributes))))
    default: throw .init(fact: .tree(.unsupported(element)))
    }
  }

  private mutating func finish(
    _ kind: OpenPSAFormula.Operator, _ element: String, _ members: [OpenPSAFormula]
  ) throws(FileProblem.Fact.Thrown) {
    guard !members.isEmpty else { throw .init(fact: .group(.emptyGroup)) }
    if case .atLeast(let count) = kind, count > members.count {
      throw .init(fact: .group(.impossibleCount(count, members: members.count)))
    }
    add(.operation(kind, members))
  }

  private mutating func add(_ formula: OpenPSAFormula) {
    switch stack.popLast() {
    case .gate(let name, let place, let formulas):
      stack.append(.gate(name: name, place: place, formulas: formulas + [formula]))
    case .operation(let kind, let element, var members):
      members.append(formula)
      stack.append(.operation(kind, element: element, members: members))
    case let other?: stack.append(other)
    case nil: break
    }
  }

  private func newName(
    _ element: String, _ attributes: [String: String]
  ) throws(FileProblem.Fact.Thrown) -> String {
    let name = try Self.attribute("name", of: element, attributes)
    let isPrivate = attributes["role"].map { $0 == "private" } ?? isInPrivate
    let full = isPrivate ? "\(scope).\(name)" : name
    guard !definitions.isDefined(full) else { throw .init(fact: .duplicate(full)) }
    return full
  }

  /// The names of the containers around, joined by dots: what is private is known by its path.
  private var scope: String {
    stack.compactMap { if case .container(let name, _) = $0, !name.isEmpty { name } else { nil } }
      .joined(separator: ".")
  }

  private var isInPrivate: Bool {
    for case .container(_, let isPrivate) in stack.reversed() { return isPrivate }
    return false
  }

  private static func attribute(
    _ name: String, of element: String, _ attributes: [String: String]
  ) throws(FileProblem.Fact.Thrown) -> String {
    guard let value = attributes[name], !value.isEmpty else {
      throw .init(fact: .tree(.missingAttribute(name, of: element)))
    }
    return value
  }

  private static func probability(
    _ attributes: [String: String]
  ) throws(FileProblem.Fact.Thrown) -> Double {
    let text = try attribute("value", of: "float", attributes)
    guard let value = Double(text) else { throw .init(fact: .tree(.notANumber(text))) }
    guard (0...1).contains(value) else { throw .init(fact: .notAProbability) }
    return value
  }

  private static func constant(_ attributes: [String: String]) throws(FileProblem.Fact.Thrown) -> Bool {
    switch try attribute("value", of: "constant", attributes) {
    case "true", "1": true
    case "false", "0": false
    case let other: throw .init(fact: .unexpected(other, expected: "true or false"))
    }
  }
}
