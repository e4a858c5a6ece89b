internal import ArgumentParser
internal import Catalogue
internal import Configuration
internal import Export
internal import Model
internal import Risk
internal import RiskFiles

/// `faultline risk` on a configuration or a graph file.
struct RiskOfGraph {
  private struct Input {
    let graph: DependencyGraph
    var unit: SafeText?
    var home: String?
  }

  let command: RiskCommand
  let gates: [RiskGate]

  private static let standardRows = 10
  private static let standardDetails = 1_000

  private var rows: Int { command.top ?? Self.standardRows }

  func run() throws {
    if command.basis == .both {
      StandardError.write("dependencies are not observed yet; --basis both uses the declared ones")
    }
    let input = try input()
    let words = GraphWords(graph: input.graph, home: input.home)
    let shown = try command.service.map(words.service)
    let request = try request(words, shown)
    switch command.format {
    case .dot: try StandardOutput.write(input.graph.dot)
    case .openPSA: try writeOpenPSA(input.graph)
    case .text, .json, .csv, .markdown: break
    }
    guard !command.format.isOfGraph || !gates.isEmpty else { return }
    let report = RiskCalculator.report(on: input.graph, request: request)
    try write(report, shown: Set(shown), unit: input.unit)
    try judge(report, input.graph)
  }

  private func input() throws -> Input {
    if let path = command.graph {
      let graph = try RiskCommand.reporting { () throws(FileProblems) in
        try GraphFile.read(path: path, catalogue: .embedded)
      }
      return Input(graph: graph)
    }
    let plan = try command.evidence.informing(ConfigurationSource.load(named: command.config).plan)
    return Input(
      graph: DependencyGraph(of: plan), unit: plan.weightUnit,
      home: plan.vantage.home)
  }

  /// Details of the services named and of those in gates; else of those that matter most.
  private func request(_ words: GraphWords, _ shown: [Service.ID]) throws -> RiskRequest {
    for case .blastRadius(let id) in gates.map(\.measure) { _ = try words.domain(id.description) }
    let asked = try shown + gates.compactMap(\.service).map(words.service)
    let count = command.top ?? (command.format == .json ? Self.standardDetails : Self.standardRows)
    return RiskRequest(
      details: asked.isEmpty ? .most(min(count, Self.standardDetails)) : .only(asked),
      failing: try words.failing(command.fail), recommendations: rows,
      candidates: Catalogue.embedded.candidates,
      pairs: command.table == .pairs || !command.format.isOfGraph ? rows : 0)
  }

  private func writeOpenPSA(_ graph: DependencyGraph) throws {
    guard let tree = FaultTree.of(graph) else {
      StandardError.write("the graph's cycles are too large to unroll; export part of it")
      throw ExitCode(78)
    }
    try StandardOutput.write(OpenPSAWriter.text(of: tree))
  }

  private func write(_ report: RiskReport, shown: Set<Service.ID>, unit: SafeText?) throws {
    var report = report
    // Details that only a gate needs are not shown.
    if !shown.isEmpty { report.serviceDetails?.removeAll { !shown.contains($0.id) } }
    let wording = RiskWording(rows: rows, unit: unit, listsCutSets: !shown.isEmpty)
    switch command.format {
    case .json: try StandardOutput.write(report.document.text() + "\n")
    case .csv: try StandardOutput.write(report.csv(command.table ?? .domains))
    case .markdown: try StandardOutput.write(report.markdown(wording))
    case .text: try StandardOutput.write(report.text(wording))
    case .dot, .openPSA: break
    }
  }

  /// Reports every gate that fails; exits with 2 if one does.
  private func judge(_ report: RiskReport, _ graph: DependencyGraph) throws {
    var hasFailed = false
    for gate in gates {
      let value = gate.value(in: report, on: graph)
      guard !gate.holds(for: value) else { continue }
      hasFailed = true
      StandardError.write(
        "gate failed: \(gate): the value is \(value.map { Format.number($0, digits: 6) } ?? "not known")")
    }
    if hasFailed { throw ExitCode(2) }
  }
}
