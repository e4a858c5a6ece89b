internal import Model

extension Configuration {
  /// What is configured, in one line: `12 regions, 1 name, 30 services, ...`; what there is none of is left
  /// out.
  package var summary: String {
    let counts = [
      (plan.regions.count, "region"), (plan.names.count, "name"), (plan.services.count, "service"),
      (plan.configuredChecks.count, "check"), (plan.resolvers.count, "resolver"), (plan.feeds.count, "feed"),
      (plan.prometheusSources.count, "source"), (plan.maintenance.count, "maintenance window"),
      (plan.alerts.count, "alert"),
    ]
    return counts.filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
