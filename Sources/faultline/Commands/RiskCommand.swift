internal import ArgumentParser
internal import Export
internal import Model
internal import Risk
internal import RiskFiles

struct RiskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risk",
    abstract: "Compute concentration risk and the impact of failures, without the network.",
    discussion: """
      Reads the configuration, or a graph or a fault tree if one is named. A region's unavailability is the \
      configured one, else the one in the history if that covers at least 30 days, else a default; the output says \
      which. Failures are assumed to be independent, except through shared dependencies.

      --fail answers "what if": aws/us-east-1, dns:route53, country:KR, near:37.57,126.98,500 for everything within \
      500 km, or abroad for everything outside vantage.home.

      --gate takes MEASURE(ARGUMENT) COMPARISON NUMBER with the measures top_share, effective, hhi and coverage of \
      a layer (provider, region, dns, cdn, ca, country, jurisdiction), blast_radius of a domain, single_points and \
      unavailability of a service, and expected_loss(); and the comparisons <= >= < > == !=.

      Exits with 0, or with 2 if a gate fails; 64 wrong usage, 74 the output could not be written, 78 an input file \
      cannot be used.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, markdown, dot
    case openPSA = "open-psa"

    /// Whether the graph itself is written, rather than results.
    var isOfGraph: Bool { self == .dot || self == .openPSA }
  }

  enum Basis: String, ExpressibleByArgument, CaseIterable { case declared, observed, both }

  @Option(help: ArgumentHelp("Read the configuration from FILE.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("Read a graph in JSON Lines; - is standard input.", valueName: "file.jsonl"))
  var graph: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Read the Open-PSA files of one fault tree.", valueName: "file.xml"))
  var faultTree: [String] = []

  @Option(
    help: """
      Which dependencies count: declared, observed, or both. Dependencies are not observed yet, so both is the \
      same as declared.
      """)
  var basis = Basis.declared

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Show what happens if these fail: domains, near:LATITUDE,LONGITUDE,KILOMETRES, or abroad.",
      valueName: "domain"))
  var fail: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Show these services; with --fault-tree, the top gate.", valueName: "id"))
  var service: [String] = []

  @Option(
    help: ArgumentHelp("Show at most N rows, services and recommendations.", valueName: "n"))
  var top: Int?

  @Option(help: "Output format.")
  var format = Format.text

  @Option(
    help: ArgumentHelp(
      "The table to write with --format csv.",
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
    guard (top ?? 1) > 0 else { throw ValidationError("--top must be at least 1") }
    guard basis != .observed else {
      throw ValidationError(
        "dependencies are not observed yet; use --basis declared or both")
    }
    guard config != nil || inputs == 0 || evidence.history == nil else {
      throw ValidationError("--history needs a configuration; drop it, or use --config")
    }
    guard table == nil || (format == .csv && faultTree.isEmpty) else {
      throw ValidationError("--table needs --format csv and a configuration or a graph")
    }
    guard !format.isOfGraph || fail.isEmpty else {
      throw ValidationError(
        "--format \(format.rawValue) writes the graph itself; use --fail with --format text, json, csv or markdown"
      )
    }
    guard faultTree.isEmpty || (gate.isEmpty && fail.isEmpty && basis == .declared) else {
      throw ValidationError("--gate, --fail and --basis cannot be used with --fault-tree")
    }
    guard faultTree.isEmpty || service.count <= 1 else {
      throw ValidationError("only one top gate can be evaluated; name one with --service")
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

  /// Reports what is wrong with the input files, and ends the command.
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
