internal import Glibc
internal import Model

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: what is wrong; what to do`.
  package var description: String {
    let position = place.map { ":\($0.line):\($0.column)" } ?? ""
    let severity = fact.isWarning ? "warning: " : ""
    return "\(SafeText(file))\(position): \(severity)\(SafeText(fact.wording))"
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// One diagnostic a line.
  package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

extension Fact {
  /// The one place where the facts become sentences.
  var wording: String {
    fileWording ?? shapeWording ?? valueWording ?? referenceWording ?? warningWording ?? ""
  }

  private var fileWording: String? {
    switch self {
    case .notFound: "no such file; name one with --config, or start from `faultline config example`"
    case .isDirectory: "is a directory; name a file in it"
    case .unreadable(let code): "cannot be read (\(String(cString: strerror(code)))); check its permissions"
    case .tooLarge(let limit): "is larger than \(limit >> 20) MiB; split off what is no configuration"
    case .binary: "is no UTF-8 text here; save it as UTF-8"
    case .empty: "nothing is configured; begin with `version: 1`, or see `faultline config example`"
    case .syntax(let problem): "is no valid YAML: \(problem); check indentation, colons and quotes"
    case .tooDeep(let limit): "is nested more than \(limit) levels deep; flatten it"
    case .anchor: "anchors (&) and aliases (*) are not allowed; write the value out, or quote it"
    case .severalDocuments: "a second document begins; keep only one"
    default: nil
    }
  }

  private var shapeWording: String? {
    switch self {
    case .duplicateKey(let key): "the key \(quoted(key)) is written twice in one map; keep one"
    case .unknownKey(let key, nil, let known): "unknown key \(quoted(key)); known here: \(listed(known))"
    case .unknownKey(let key, let suggestion?, _):
      "unknown key \(quoted(key)); did you mean \(quoted(suggestion))?"
    case .missingKey(let key): "\(quoted(key)) is missing; add it"
    case .wrongShape(let expected, let found):
      "expected \(expected.wording), found \(found.wording); \(expected.remedy)"
    case .oneKeyOf(let keys, []): "none of \(listed(keys)) is here; write one of them"
    case .oneKeyOf(_, let found): "\(listed(found)) cannot stand together; keep one, split the rest off"
    case .notVersion1: "this version is not known; write `version: 1`"
    case .emptyGroup: "the group is empty; name at least one member"
    case .halfCoordinates(let missing): "\(quoted(missing)) is missing beside it; give both or neither"
    default: nil
    }
  }

  private var valueWording: String? {
    switch self {
    case .invalid(let expectation, let written, let suggestion):
      "\(quoted(written)) is not \(expectation.wording)"
        + (suggestion.map { "; did you mean \(quoted($0))?" } ?? "; \(expectation.remedy)")
    case .unsetVariable(let name, let suggestion):
      "the environment variable \(quoted(name)) is not set; "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "set it before starting")
    case .malformedVariable: "`${` does not begin a ${NAME}; close it, or write `$${` for a literal one"
    case .bodyOfHead: "a HEAD request has no body to look into; use method GET, or drop one of them"
    case .endsBeforeStart: "ends before it begins; `to` has to be later than `from`"
    case .atLeastBeyond(let k, let members):
      "\(k) of \(members) can never stand; lower at_least or add members"
    default: nil
    }
  }

  private var referenceWording: String? {
    switch self {
    case .unknownDomain(let kind, let written, let suggestion):
      "\(kind.rawValue) \(quoted(written)) is not known; "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "add it under domains")
    case .undefinedService(let id, let suggestion):
      "no service \(quoted(id)) is defined; "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "add it under services")
    case .unknownResolver(let name, let suggestion):
      "no resolver \(quoted(name)) is listed; "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "add it under resolvers")
    case .duplicate(let id, let line): "\(quoted(id)) is already on line \(line); remove one"
    case .selfNeed(let id): "\(quoted(id)) cannot need itself; remove this"
    case .nothingToDrop(let need, let owner, let droppable):
      "\(quoted(owner.description)) has no need \(quoted(need)) in the catalogue; "
        + (droppable.isEmpty ? "it has none to drop" : "it has \(listed(droppable.map(\.description)))")
    case .domainOfService(let id): "\(quoted(id)) is no domain of the catalogue; describe it under services"
    default: nil
    }
  }

  private var warningWording: String? {
    switch self {
    case .nearMiss(let id, let suggestion):
      "\(quoted(id)) is new to the catalogue; did you mean \(quoted(suggestion))?"
    case .noEndpoint(let id):
      "no public endpoint of \(quoted(id)) is known, so it stays unknown; give it checks under domains"
    case .regionsLeftOut(let provider, []): "\(quoted(provider)) has no regions here; add some under domains"
    case .regionsLeftOut(let provider, let regions):
      "regions of \(quoted(provider)) without a known endpoint are left out: \(listed(regions)); "
        + "give them checks under domains"
    case .repeatedMember(let id): "\(quoted(id)) is twice in this group and counts as one; remove one"
    default: nil
    }
  }
}

/// Shortened, so that one bad value cannot flood the terminal.
private func quoted(_ text: String) -> String {
  text.unicodeScalars.count <= 80
    ? "'\(text)'" : "'\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(79))))…'"
}

private func listed(_ words: [String]) -> String {
  words.count <= 20
    ? words.joined(separator: ", ")
    : words.prefix(20).joined(separator: ", ") + " and \(words.count - 20) more"
}
