internal import Algorithms
internal import ArgumentParser
internal import Catalogue
internal import Export
internal import Model
internal import Risk
internal import RiskFiles

/// `faultline risk --fault-tree`.
struct RiskOfFaultTree {
  let command: RiskCommand

  func run() throws {
    let model = try RiskCommand.reporting { () throws(FileProblems) in
      try OpenPSAModel.read(paths: command.faultTree)
    }
    let (name, top) = try top(of: model)
    let report = FaultTreeCalculator.report(on: model.tree, top: top, named: SafeText(name))
    let rows = command.top ?? 20
    switch command.format {
    case .text: try StandardOutput.write(report.text(top: rows))
    case .markdown: try StandardOutput.write(report.markdown(top: rows))
    case .json: try StandardOutput.write(report.document.text() + "\n")
    case .csv: try StandardOutput.write(report.csv)
    case .dot, .openPSA:
      throw ValidationError("--format \(command.format.rawValue) is not available for a fault tree")
    }
  }

  private func top(of model: OpenPSAModel) throws -> (String, FaultTree.Reference) {
    if let name = command.service.first {
      if let gate = model.gates[name] { return (name, gate) }
      let suggestion = NearMiss.suggestion(for: name, among: model.gates.keys.sorted())
      throw ValidationError(
        "\"\(SafeText(name))\" is not a gate of the model; "
          + (suggestion.map { "did you mean \"\($0)\"?" } ?? "name one of its gates"))
    }
    guard let name = model.topNames.first, let top = model.tree.tops.first, model.topNames.count == 1 else {
      let names = model.topNames.prefix(10).joined(separator: ", ")
      throw ValidationError(
        "the model has \(model.topNames.count) top gates (\(SafeText(names))); name one with --service")
    }
    return (name, top)
  }
}
