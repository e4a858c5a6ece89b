internal import ArgumentParser
internal import Catalogue
internal import Configuration
internal import Export
internal import Model
internal import Risk
internal import RiskFiles

/// `faultline risk` on a configuration or a graph file.
struct RiskOfGraph {
  let command: RiskCommand
  let gates: [RiskGate]

  private static let standardRows = 10
  private static let standardDetails = 1_000

  func run() throws {
    let (graph, unit, home) = try input()
    switch command.format {
    case .dot: try RiskCommand.print(graph.dot)
    case .openPSA: try writeOpenPSA(graph)
    case .text, .json, .csv, .markdown: try report(on: graph, unit, home)
    }
  }

  private func input() throws -> (DependencyGraph, unit: SafeText?, home: String?) {
    if let path = command.graph {
      let graph = try RiskCommand.reporting { () throws(FileProblems) in
        try GraphFile.read(path: path, catalogue: .embedded)
      }
      return (graph, nil, nil)
    }
    let plan = try ConfigurationSource.load(named: command.config).plan
    return (
      DependencyGraph(domains: plan.domains, services: plan.services), plan.weightUnit, plan.vantage.home
    )
  }

  private func writeOpenPSA(_ graph: DependencyGraph) throws {
    guard let tree = FaultTree.of(graph) else {
      StandardError.write("the graph's cycles are too large to unroll; export a part of it")
      throw ExitCode(78)
    }
    try RiskCommand.print(OpenPSAWriter.text(of: tree))
    try judge(RiskCalculator.report(on: graph, request: try request(graph, nil)), graph)
  }

  private func report(on graph: DependencyGraph, _ unit: SafeText?, _ home: String?) throws {
    let report = RiskCalculator.report(on: graph, request: try request(graph, home))
    let rows = command.top ?? Self.standardRows
    switch command.format {
    case .json: try RiskCommand.print(shown(report).document.text() + "\n")
    case .csv: try RiskCommand.print(report.csv)
    case .markdown: try RiskCommand.print(shown(report).markdown(top: rows, unit: unit))
    case .text, .dot, .openPSA: try RiskCommand.print(shown(report).text(top: rows, unit: unit))
    }
    try judge(report, graph)
  }

  private func request(_ graph: DependencyGraph, _ home: String?) throws -> RiskRequest {
    let count = command.top ?? (command.format == .json ? Self.standardDetails : Self.standardRows)
    var details = RiskRequest.Details.most(min(count, Self.standardDetails))
    let asked = try services(in: graph)
    if !asked.isEmpty { details = .only(asked) }
    return RiskRequest(
      details: details, failing: try failing(on: graph, home),
      recommendations: command.top ?? Self.standardRows)
  }

  /// Those asked for, and those that gates ask about.
  private func services(in graph: DependencyGraph) throws -> [Service.ID] {
    let asked = command.service.map { $0.hasPrefix("service:") ? String($0.dropFirst(8)) : $0 }
    let all = asked + gates.compactMap(\.service)
    for id in all where graph.node(of: .service(id)).map(graph.isService) != true {
      let suggestion = NearMiss.suggestion(
        for: id, among: graph.services.prefix(10_000).lazy.map { graph.serviceID(of: Int($0)) })
      throw ValidationError(
        "there is no service \"\(SafeText(id))\"; "
          + (suggestion.map { "did you mean \"\($0)\"?" } ?? "name one of the graph"))
    }
    return all
  }

  /// Details that only a gate needed are not shown.
  private func shown(_ report: RiskReport) -> RiskReport {
    guard !command.service.isEmpty else { return report }
    var report = report
    let asked = Set(command.service.map { $0.hasPrefix("service:") ? String($0.dropFirst(8)) : $0 })
    report.serviceDetails?.removeAll { !asked.contains($0.id) }
    return report
  }

  private func failing(on graph: DependencyGraph, _ home: String?) throws -> Set<DomainID> {
    var failing = Set<DomainID>()
    for word in command.fail {
      if word == "abroad" {
        guard let home else { throw ValidationError("abroad needs vantage.home in the configuration") }
        failing.formUnion(RiskCalculator.domainsAbroad(from: home, on: graph))
      } else if word.hasPrefix("near:") {
        failing.formUnion(try near(word, graph))
      } else {
        failing.insert(try domain(word, graph))
      }
    }
    return failing
  }

  private func near(_ word: String, _ graph: DependencyGraph) throws -> Set<DomainID> {
    let numbers = word.dropFirst("near:".count).split(separator: ",").compactMap { Double($0) }
    guard numbers.count == 3, abs(numbers[0]) <= 90, abs(numbers[1]) <= 180, numbers[2] >= 0 else {
      throw ValidationError("write near:LATITUDE,LONGITUDE,KILOMETRES, e.g. near:37.57,126.98,500")
    }
    let place = Coordinates(latitude: numbers[0], longitude: numbers[1])
    return RiskCalculator.domains(within: numbers[2], of: place, on: graph)
  }

  /// A domain that neither the graph nor the catalogue knows is a slip.
  private func domain(_ word: String, _ graph: DependencyGraph) throws -> DomainID {
    let isCode = { (id: DomainID) in id.kind == .country || id.kind == .jurisdiction }
    if let id = DomainID(word), graph.node(of: id) != nil || Catalogue.embedded.contains(id) || isCode(id) {
      return id
    }
    let known = graph.domains.map(\.facts.id.description) + Catalogue.embedded.ids.map(\.description)
    let suggestion = NearMiss.suggestion(for: word, among: known)
    throw ValidationError(
      "\"\(SafeText(word))\" is no domain of the graph; "
        + (suggestion.map { "did you mean \"\($0)\"?" } ?? "name one of its domains"))
  }

  /// Names every gate that fails, and ends with 2 if one does.
  private func judge(_ report: RiskReport, _ graph: DependencyGraph) throws {
    var hasFailed = false
    for gate in gates {
      let value = gate.value(in: report, on: graph)
      guard !gate.holds(for: value) else { continue }
      hasFailed = true
      StandardError.write("gate failed: \(gate): it is \(value.map { "\($0)" } ?? "not known")")
    }
    if hasFailed { throw ExitCode(2) }
  }
}
