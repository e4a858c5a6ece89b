internal import ArgumentParser
internal import Export
internal import Model
internal import Risk
internal import RiskFiles

struct RiskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risk", abstract: "Compute concentration risk, without the network.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, markdown, dot
    case openPSA = "open-psa"
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

  @Option(help: "Which dependencies count: declared, observed, both.")
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
    parsing: .upToNextOption,
    help: ArgumentHelp("Exit with 2 unless this holds, e.g. 'top_share(region) <= 0.5'.", valueName: "expr"))
  var gate: [String] = []

  func validate() throws {
    let inputs = (config == nil ? 0 : 1) + (graph == nil ? 0 : 1) + (faultTree.isEmpty ? 0 : 1)
    guard inputs <= 1 else { throw ValidationError("use one of --config, --graph and --fault-tree") }
    guard (top ?? 1) > 0 else { throw ValidationError("--top is a number from 1") }
    guard basis == .declared else {
      throw ValidationError(
        "no observed dependencies are known without probing; use --basis declared")
    }
    guard faultTree.isEmpty || (gate.isEmpty && fail.isEmpty) else {
      throw ValidationError("--gate and --fail ask about a graph, not about a fault tree")
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

  static func print(_ text: String) throws {
    do { try OutputFile.writeToStandardOutput(text) } catch {
      StandardError.write("\(error)")
      throw ExitCode(74)
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
