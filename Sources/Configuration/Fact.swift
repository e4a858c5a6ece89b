package import YAML
package import Model

/// What can be wrong with a configuration, as facts; `Diagnostic+Wording.swift` words them.
///
/// Text in a fact is what the user wrote, before `${NAME}` was filled in: no fact holds a secret.
package enum Fact: Equatable, Sendable {
  case file(FileFact)
  case shape(ShapeFact)
  case value(ValueFact)
  case reference(ReferenceFact)
  /// Valid, but perhaps not intended.
  case warning(Warning)

  /// The file as a whole, or its YAML.
  package enum FileFact: Equatable, Sendable {
    case notFound
    case isDirectory
    case unreadable(errno: Int32)
    case tooLarge(limit: Int)
    case binary
    case empty
    case syntax(problem: String)
    case tooDeep(limit: Int)
    case anchor
    case severalDocuments
  }

  /// Keys and the kinds of their values.
  package enum ShapeFact: Equatable, Sendable {
    case duplicateKey(String)
    case unknownKey(String, suggestion: String?, known: [String])
    case missingKey(String)
    case wrongShape(expected: Shape, found: Shape)
    /// None, or more than one, of keys of which exactly one is required.
    case oneKeyOf([String], found: [String])
    case notVersion1
    case emptyGroup
    case halfCoordinates(missing: String)
  }

  /// A single value, or two that exclude each other.
  package enum ValueFact: Equatable, Sendable {
    case invalid(Expectation, written: String, suggestion: String?)
    case unsetVariable(String, suggestion: String?)
    case malformedVariable
    case bodyOfHead
    case endsBeforeStart
    case atLeastBeyond(Int, members: Int)
  }

  /// A name that refers to something else.
  package enum ReferenceFact: Equatable, Sendable {
    case unknownDomain(DomainID.Kind, written: String, suggestion: String?)
    case undefinedService(String, suggestion: String?)
    case unknownResolver(String, suggestion: String?)
    case duplicate(String, firstLine: Int)
    case selfNeed(String)
    case nothingToDrop(String, from: DomainID, droppable: [DomainID])
    case domainOfService(String)
  }

  package enum Warning: Equatable, Sendable {
    case nearMiss(String, suggestion: String)
    case noEndpoint(String)
    case regionsLeftOut(provider: String, [String])
    case repeatedMember(String)
  }

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
    if case .warning = self { true } else { false }
  }
}

/// One finding about a configuration.
package struct Diagnostic: Equatable, Sendable {
  /// As the user named it.
  package let file: String
  /// `nil`: the file as a whole.
  package let position: YAMLPosition?
  package let fact: Fact

  package init(file: String, position: YAMLPosition?, fact: Fact) {
    self.file = file
    self.position = position
    self.fact = fact
  }
}

/// A configuration that cannot be used; holds everything found, in file order, warnings included.
package struct ConfigurationError: Error, Equatable {
  package let diagnostics: [Diagnostic]

  package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
