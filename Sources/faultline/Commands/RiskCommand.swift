internal import ArgumentParser
internal import Export
internal import Model
internal import Risk
internal import RiskFiles

struct RiskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risk", abstract: "Compute concentration risk, without the network.",
    discussion: """
      Of the configuration, unless a graph or a fault tree is named. A region's unavailability is the one \
      configured, else the one seen in the history over 30 days or more, else a default; which it is is printed.
      Measures for --gate: top_share, effective, hhi, coverage (of a layer: provider, region, dns, cdn, ca, \
      country, jurisdiction), blast_radius (of a domain), single_points, unavailability (of a service), \
      expected_loss(). Comparisons: <= >= < > == !=.
      Exits with 0, or with 2 if a gate fails.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, markdown, dot
    case openPSA = "open-psa"

    /// What is written is the graph itself, not what is computed of it.
    var isOfGraph: Bool { self == .dot || self == .openPSA }
  }

  enum Basis: String, ExpressibleByArgument, CaseIterable { case declared, observed, both }

  @Option(help: ArgumentHelp("The configuration file.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("A graph as JSON Lines; - is standard input.", valueName: "file.jsonl"))
  var graph: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Open-PSA files of one fault tree.", valueName: "file.xml"))
  var faultTree: [String] = []

  @Option(
    help: """
      Which dependencies count: declared, observed, or both, where either failing fails a service. Nothing is \
      observed yet, so both are those declared.
      """)
  var basis = Basis.declared

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Suppose that these failed: domains, near:LATITUDE,LONGITUDE,KILOMETRES, or abroad.",
      valueName: "domain"))
  var fail: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Show these services; with a fault tree, the top gate.", valueName: "id"))
  var service: [String] = []

  @Option(help: "How many rows, services and recommendations at most.")
  var top: Int?

  @Option(help: "text, json, csv, markdown, dot, open-psa.")
  var format = Format.text

  @Option(
    help: ArgumentHelp(
      "Which table, with --format csv: \(RiskTable.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "table"))
  var table: RiskTable?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Exit with 2 unless this holds, e.g. 'top_share(region) <= 0.5'.", valueName: "expr"))
  var gate: [String] = []

  @OptionGroup var evidence: HistoryEvidence

  func validate() throws {
    let inputs = (config == nil ? 0 : 1) + (graph == nil ? 0 : 1) + (faultTree.isEmpty ? 0 : 1)
    guard inputs <= 1 else { throw ValidationError("use one of --config, --graph and --fault-tree") }
    guard (top ?? 1) > 0 else { throw ValidationError("--top is a number from 1") }
    guard basis != .observed else {
      throw ValidationError(
        "no dependency has been observed yet; declare what services need, and use --basis declared or both")
    }
    guard config != nil || inputs == 0 || evidence.history == nil else {
      throw ValidationError("--history tells of a configuration's regions; drop it, or use --config")
    }
    guard table == nil || (format == .csv && faultTree.isEmpty) else {
      throw ValidationError("--table goes with --format csv, on a configuration or a graph")
    }
    guard !format.isOfGraph || fail.isEmpty else {
      throw ValidationError(
        "--format \(format.rawValue) writes the graph itself; ask what falls as text, json, csv or markdown")
    }
    guard faultTree.isEmpty || (gate.isEmpty && fail.isEmpty && basis == .declared) else {
      throw ValidationError("--gate, --fail and --basis ask about a graph, not about a fault tree")
    }
    guard faultTree.isEmpty || service.count <= 1 else {
      throw ValidationError("one top gate at a time: name one with --service")
    }
    _ = try gates()
  }

  func run() throws {
    if faultTree.isEmpty {
      try RiskOfGraph(command: self, gates: try gates()).run()
    } else {
      try RiskOfFaultTree(command: self).run()
    }
  }

  private func gates() throws -> [RiskGate] {
    try gate.map { text in
      do throws(RiskGate.Problem) { return try RiskGate(text) } catch { throw ValidationError("\(error)") }
    }
  }

  /// Ends the command with what is wrong with its input files.
  static func reporting<Value>(_ read: () throws(FileProblems) -> Value) throws -> Value {
    do {
      return try read()
    } catch {
      for problem in error.problems { StandardError.write("\(problem)") }
      throw ExitCode(78)
    }
  }
}

extension RiskTable: ExpressibleByArgument {}
