package import Model

/// What can be wrong with a configuration, as facts; `Diagnostic+Wording.swift` words them.
///
/// Text in a fact is what the user wrote, before `${NAME}` was filled in: no fact holds a secret.
package enum Fact: Equatable, Sendable {
  // The file.
  case notFound
  case isDirectory
  case unreadable(errno: Int32)
  case tooLarge(limit: Int)
  case binary
  case empty

  // YAML.
  case syntax(problem: String)
  case tooDeep(limit: Int)
  case anchor
  case severalDocuments
  case duplicateKey(String)

  // Shape.
  case unknownKey(String, suggestion: String?, known: [String])
  case missingKey(String)
  case wrongShape(expected: Shape, found: Shape)
  /// None, or more than one, of keys of which exactly one has to be there.
  case oneKeyOf([String], found: [String])
  case invalid(Expectation, written: String, suggestion: String?)
  case notVersion1

  // ${NAME}.
  case unsetVariable(String, suggestion: String?)
  case malformedVariable

  // Meaning.
  case unknownDomain(DomainID.Kind, written: String, suggestion: String?)
  case undefinedService(String, suggestion: String?)
  case unknownResolver(String, suggestion: String?)
  case duplicate(String, firstLine: Int)
  case selfNeed(String)
  case emptyGroup
  case atLeastBeyond(Int, members: Int)
  case nothingToDrop(String, from: DomainID, droppable: [DomainID])
  case halfCoordinates(missing: String)
  case bodyOfHead
  case endsBeforeStart
  case domainOfService(String)

  // Warnings: legal, but perhaps not meant.
  case nearMiss(String, suggestion: String)
  case noEndpoint(String)
  case regionsLeftOut(provider: String, [String])
  case repeatedMember(String)

  package enum Shape: Sendable { case text, list, map, nothing }

  package enum Expectation: Equatable, Sendable {
    case domain, region, serviceID, name, check, httpURL, endpoint, host, resolverAddress
    case country, instant, regularExpression, threshold, factor, status, headerName, headerValue, proxy
    case count(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case weight
    case duration(ClosedRange<Duration>)
    case oneOf([String])
    case notEmpty
  }

  package var isWarning: Bool {
    switch self {
    case .nearMiss, .noEndpoint, .regionsLeftOut, .repeatedMember: true
    default: false
    }
  }
}

/// One thing to say about a configuration.
package struct Diagnostic: Equatable, Sendable {
  /// As the user named it.
  package let file: String
  /// `nil`: the file as a whole.
  package let place: Place?
  package let fact: Fact

  package init(file: String, place: Place?, fact: Fact) {
    self.file = file
    self.place = place
    self.fact = fact
  }
}

/// A configuration that cannot be used; holds everything found, in file order, warnings included.
package struct ConfigurationError: Error, Equatable {
  package let diagnostics: [Diagnostic]

  package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
