internal import Algorithms
internal import ArgumentParser
internal import Catalogue
internal import Model
internal import Risk

/// Names on the command line, looked up in a graph. An unknown name is a usage error (64).
struct GraphWords {
  let graph: DependencyGraph
  /// From the configuration; `nil` if none is given.
  let home: String?

  /// The domains that the values of `--fail` stand for.
  func failing(_ words: [String]) throws -> Set<DomainID> {
    var failing = Set<DomainID>()
    for word in words {
      let domains = try domains(word)
      if domains.isEmpty {
        StandardError.write("--fail \(SafeText(word)): no domain of the graph is in that area")
      }
      failing.formUnion(domains)
    }
    return failing
  }

  private func domains(_ word: String) throws -> Set<DomainID> {
    if word == "abroad" {
      guard let home else { throw ValidationError("--fail abroad needs vantage.home in the configuration") }
      return RiskCalculator.domainsAbroad(from: home, on: graph)
    }
    return word.hasPrefix("near:") ? try near(word) : [try domain(word)]
  }

  private func near(_ word: String) throws -> Set<DomainID> {
    let numbers = word.dropFirst("near:".count).split(separator: ",", omittingEmptySubsequences: false)
      .map { Double($0) ?? .nan }
    guard numbers.count == 3, abs(numbers[0]) <= 90, abs(numbers[1]) <= 180, numbers[2] >= 0 else {
      throw ValidationError(
        "\"\(SafeText(word))\" is not a valid area; write near:LATITUDE,LONGITUDE,KILOMETRES, e.g. near:37.57,126.98,500"
      )
    }
    let place = Coordinates(latitude: numbers[0], longitude: numbers[1])
    return RiskCalculator.domains(within: numbers[2], of: place, on: graph)
  }

  /// A domain of the graph or the catalogue; a country or jurisdiction that has any of these.
  func domain(_ word: String) throws -> DomainID {
    let codes = codes
    if let id = DomainID(word),
      graph.node(of: id) != nil || Catalogue.embedded.contains(id) || codes.contains(id)
    {
      return id
    }
    let known =
      codes.map(\.description).sorted() + graph.domains.map(\.facts.id.description)
      + Catalogue.embedded.ids.map(\.description)
    throw ValidationError(
      "\"\(SafeText(word))\" is not a domain of the graph; \(remedy(word, known, "name one of its domains"))")
  }

  private var codes: Set<DomainID> {
    let facts = graph.domains.map(\.facts) + Catalogue.embedded.ids.compactMap(Catalogue.embedded.domain)
    return Set(
      facts.flatMap { [$0.country.map(DomainID.country), $0.jurisdiction.map(DomainID.jurisdiction)] }
        .compactMap(\.self))
  }

  /// A service's id without the prefix `service:`.
  func service(_ word: String) throws -> Service.ID {
    let id = Service.id(in: word)
    if let node = graph.node(of: .service(id)), graph.isService(node) { return id }
    // Searches only some candidates: a graph may have a million services.
    let known = graph.services.prefix(10_000).map { graph.serviceID(of: Int($0)) }
    throw ValidationError(
      "\"\(SafeText(id))\" is not a service of the graph; \(remedy(id, known, "name one of its services"))")
  }

  private func remedy(_ word: String, _ known: [String], _ otherwise: String) -> String {
    NearMiss.suggestion(for: word, among: known).map { "did you mean \"\($0)\"?" } ?? otherwise
  }
}
