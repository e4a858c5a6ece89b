internal import Algorithms
internal import ArgumentParser
internal import Catalogue
internal import Model

extension Plan {
  /// The plan with only these regions, names and services watched; all of it if none is named. Controls stay,
  /// and so does the graph.
  ///
  /// - Throws: a usage error for an id that the plan does not watch, with what it may have meant.
  func only(_ ids: [String]) throws -> Plan {
    guard !ids.isEmpty else { return self }
    let known = regions.map(\.id.description) + names.map(\.id) + services.map(\.id)
    for id in ids where !known.contains(id) {
      let meant = NearMiss.suggestion(for: id, among: known).map { "; do you mean \($0)?" } ?? ""
      throw ValidationError("--only: nothing called \(SafeText(id)) is watched\(meant)")
    }
    let wanted = Set(ids)
    var plan = self
    plan.regions.removeAll { !wanted.contains($0.id.description) }
    plan.names.removeAll { !wanted.contains($0.id) }
    plan.services.removeAll { !wanted.contains($0.id) }
    plan.feeds = plan.regions.isEmpty ? [] : plan.feeds
    return plan
  }
}
