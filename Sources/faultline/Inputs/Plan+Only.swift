internal import Algorithms
internal import ArgumentParser
internal import Catalogue
internal import Model

extension Plan {
  /// The plan reduced to these regions, names and services; unchanged if none is named. Controls and the dependency
  /// graph stay.
  ///
  /// - Throws: a usage error for an id that is not in the plan, with a suggestion.
  func only(_ ids: [String]) throws -> Plan {
    guard !ids.isEmpty else { return self }
    let known = regions.map(\.id.description) + names.map(\.id) + services.map(\.id)
    for id in ids where !known.contains(id) {
      let meant = NearMiss.suggestion(for: id, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
      throw ValidationError("--only: \"\(SafeText(id))\" is not in the configuration\(meant)")
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
