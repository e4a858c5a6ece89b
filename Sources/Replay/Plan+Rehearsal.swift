internal import Catalogue
package import Model

extension Plan {
  /// The plan as a scenario plays on it: with the services of that day where the scenario brings them and
  /// `ownServices` does not ask for the plan's, and with a made-up check for every service and region that has
  /// none, since in a replay their health follows from their needs.
  package func rehearsing(_ scenario: Scenario, ownServices: Bool) -> Plan {
    var plan = self
    if !ownServices, !scenario.services.isEmpty {
      plan.services = scenario.services
      plan.maintenance = []
    }
    plan.prometheusSources = []
    plan.alerts = []
    for index in plan.services.indices where plan.services[index].checks.isEmpty {
      let id = plan.services[index].id
      plan.services[index].checks = [check(of: .service(id), called: id)]
    }
    for index in plan.regions.indices where plan.regions[index].checks.isEmpty {
      let id = plan.regions[index].id
      plan.regions[index].checks = [check(of: .region(id), called: id.description)]
    }
    plan.addDomains(to: scenario)
    return plan
  }

  private func check(of purpose: Check.Purpose, called name: String) -> Check {
    Check(
      for: purpose, probe: .ping(host: "synthetic \(name)"), interval: probing.interval,
      timeout: probing.timeout)
  }

  /// Every domain that the scenario and its services refer to, with what it needs in turn.
  private mutating func addDomains(to scenario: Scenario) {
    var known = Set(domains.map(\.id))
    var open = regions.map(\.id) + services.flatMap { $0.needs.flatMap(\.domains) }
    for fault in scenario.faults { if case .domain(let id) = fault.target { open.append(id) } }
    while let id = open.popLast() {
      guard id.kind != .service, known.insert(id).inserted else { continue }
      let domain =
        Catalogue.embedded.domain(id)
        ?? FaultDomain(id: id, needs: id.provider.map { [.domain($0, evidence: nil)] } ?? [])
      domains.append(domain)
      open += domain.needs.flatMap(\.domains)
    }
  }
}
