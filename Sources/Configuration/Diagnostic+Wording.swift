internal import YAML
internal import Glibc
internal import Model

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: what is wrong; what to do`.
  package var description: String {
    let location = position.map { ":\($0.line):\($0.column)" } ?? ""
    let severity = fact.isWarning ? "warning: " : ""
    return "\(SafeText(file))\(location): \(severity)\(SafeText(fact.wording))"
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// One diagnostic a line.
  package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

extension Fact {
  /// What is wrong; what to do.
  var wording: String {
    switch self {
    case .file(let fact): fact.wording
    case .shape(let fact): fact.wording
    case .value(let fact): fact.wording
    case .reference(let fact): fact.wording
    case .warning(let warning): warning.wording
    }
  }
}

extension Fact.FileFact {
  fileprivate var wording: String {
    switch self {
    case .notFound: "no such file; name one with --config, or start from `faultline config example`"
    case .isDirectory: "is a directory; name a file in it"
    case .unreadable(let code): "cannot be read (\(String(cString: strerror(code)))); check its permissions"
    case .tooLarge(let limit):
      "is larger than \(limit >> 20) MiB; remove what does not belong in a configuration"
    case .binary: "is not UTF-8 text here; save it as UTF-8"
    case .empty: "the file is empty; begin with `version: 1`, or see `faultline config example`"
    case .syntax(let problem): "is not valid YAML: \(problem); check indentation, colons and quotes"
    case .tooDeep(let limit): "is nested more than \(limit) levels deep; flatten it"
    case .anchor: "anchors (&) and aliases (*) are not allowed; repeat the value, or quote it"
    case .severalDocuments: "a second document begins here; keep only one"
    }
  }
}

extension Fact.ShapeFact {
  fileprivate var wording: String {
    switch self {
    case .duplicateKey(let key): "duplicate key \(quoted(key)); keep one"
    case .unknownKey(let key, nil, let known):
      "unknown key \(quoted(key)); the known keys are \(listed(known))"
    case .unknownKey(let key, let suggestion?, _):
      "unknown key \(quoted(key)); did you mean \(quoted(suggestion))?"
    case .missingKey(let key): "the key \(quoted(key)) is missing; add it"
    case .wrongShape(let expected, let found):
      "expected \(expected.wording), found \(found.wording); \(expected.remedy)"
    case .oneKeyOf(let keys, []): "one of the keys \(listed(keys)) is required; add one"
    case .oneKeyOf(_, let found): "the keys \(listed(found)) exclude each other; keep one"
    case .notVersion1: "unsupported version; write `version: 1`"
    case .emptyGroup: "the group is empty; name at least one member"
    case .halfCoordinates(let missing):
      "\(quoted(missing)) is missing; give both latitude and longitude, or neither"
    }
  }
}

extension Fact.ValueFact {
  fileprivate var wording: String {
    switch self {
    case .invalid(let expectation, let written, let suggestion):
      "\(quoted(written)) is not \(expectation.wording)"
        + (suggestion.map { "; did you mean \(quoted($0))?" } ?? "; \(expectation.remedy)")
    case .unsetVariable(let name, let suggestion):
      "the environment variable \(quoted(name)) is not set; "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "set it before starting")
    case .malformedVariable: "`${` is not followed by NAME}; close it, or write `$${` for a literal `${`"
    case .bodyOfHead: "a HEAD request has no body to check; use method GET, or remove one of them"
    case .endsBeforeStart: "ends before it begins; `to` must be later than `from`"
    case .atLeastBeyond(let k, let members):
      "at_least \(k) exceeds the \(members) members; lower at_least or add members"
    }
  }
}

extension Fact.ReferenceFact {
  fileprivate var wording: String {
    switch self {
    case .unknownDomain(let kind, let written, let suggestion):
      "unknown \(kind.rawValue) \(quoted(written)); "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "add it under domains")
    case .undefinedService(let id, let suggestion):
      "the service \(quoted(id)) is not defined; "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "add it under services")
    case .unknownResolver(let name, let suggestion):
      "the resolver \(quoted(name)) is not defined; "
        + (suggestion.map { "did you mean \(quoted($0))?" } ?? "add it under resolvers")
    case .duplicate(let id, let line): "\(quoted(id)) is already on line \(line); remove one"
    case .selfNeed(let id): "\(quoted(id)) cannot need itself; remove this"
    case .nothingToDrop(let need, let owner, let droppable):
      "\(quoted(owner.description)) has no need \(quoted(need)) in the catalogue; "
        + (droppable.isEmpty ? "it has none to drop" : "it has \(listed(droppable.map(\.description)))")
    case .domainOfService(let id): "\(quoted(id)) is a service; describe it under services"
    }
  }
}

extension Fact.Warning {
  fileprivate var wording: String {
    switch self {
    case .nearMiss(let id, let suggestion):
      "\(quoted(id)) is not in the catalogue; did you mean \(quoted(suggestion))?"
    case .noEndpoint(let id):
      "no public endpoint of \(quoted(id)) is known, so it stays unknown; give it checks under domains"
    case .regionsLeftOut(let provider, []):
      "\(quoted(provider)) has no regions in the catalogue; add some under domains"
    case .regionsLeftOut(let provider, let regions):
      "regions of \(quoted(provider)) without a known endpoint are not monitored: \(listed(regions)); "
        + "give them checks under domains"
    case .repeatedMember(let id): "\(quoted(id)) is twice in this group and counts once; remove one"
    }
  }
}

/// Shortened, so that one bad value cannot flood the terminal.
private func quoted(_ text: String) -> String {
  text.unicodeScalars.count <= 80
    ? "\"\(text)\"" : "\"\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(79))))…\""
}

private func listed(_ words: [String]) -> String {
  words.count <= 20
    ? words.joined(separator: ", ")
    : words.prefix(20).joined(separator: ", ") + " and \(words.count - 20) more"
}
