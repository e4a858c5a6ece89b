internal import Model

/// One world as lines to read: what was watched, what happened, and what was told, whenever it changed.
package enum Story {
  package static func tell(_ world: World, isVerbose: Bool) -> [String] {
    var lines = opening(world)
    var last = ""
    let begin = world.span.lowerBound
    let log = Log()
    let score = Trial.run(
      world,
      seeing: { snapshot in
        let words = words(of: snapshot)
        guard words != last else { return }
        last = words
        log.lines.append("\(clock(snapshot.generatedAt, begin))  \(words)")
      },
      failure: { observation, isNoise, instant in
        guard isVerbose else { return }
        let mark = isNoise ? " (noise)" : ""
        log.lines.append("\(clock(instant, begin))    \(describe(observation, begin))\(mark)")
      })
    lines += log.lines
    return lines + ending(score)
  }

  /// Collects from two closures that run in turn, on one thread.
  private final class Log { var lines: [String] = [] }

  private static func clock(_ instant: Timestamp, _ begin: Timestamp) -> String {
    let tenths = (instant - begin).nanoseconds / 100_000_000
    let seconds = String(tenths / 10)
    return String(repeating: " ", count: max(0, 5 - seconds.count)) + "\(seconds).\(tenths % 10)"
  }

  private static func opening(_ world: World) -> [String] {
    let plan = world.landscape.plan
    let begin = world.span.lowerBound
    var lines = [
      "seed \(world.seed): \(plan.services.count) services, \(world.landscape.checks.count) checks,"
        + " resolvers \(plan.resolvers.map(\.id).joined(separator: " ")),"
        + " interval \(Int(plan.probing.interval.inSeconds)) s, timeout \(Int(plan.probing.timeout.inSeconds)) s,"
        + " proxy \(plan.probing.proxy == nil ? "no" : "yes"), IPv4 \(world.landscape.hasIPv4),"
        + " IPv6 \(world.landscape.hasIPv6), bound \(Int(world.bound.inSeconds)) s",
      "controls: \(plan.controls.map(\.id.description).joined(separator: ", "))",
    ]
    for spell in world.near {
      lines.append(
        "near \(spell.fault): \(clock(spell.span.lowerBound, begin)) to \(clock(spell.span.upperBound, begin))"
      )
    }
    for spell in world.far {
      let fault = spell.fault
      lines.append(
        "far \(fault.kind) \(fault.cause?.description ?? "-"): \(clock(spell.span.lowerBound, begin)) to"
          + " \(clock(spell.span.upperBound, begin)); may be told as \(fault.admissible.sorted())"
          + (fault.admitsNone ? " or no common cause" : ""))
      for (check, symptom) in fault.symptoms.sorted(by: { $0.key < $1.key }) {
        lines.append(
          "    \(world.landscape.checks[check].id) every \(Int(world.landscape.checks[check].interval.inSeconds)) s: \(symptom)"
        )
      }
    }
    for feed in world.feeds {
      for admission in feed.admissions {
        lines.append(
          "feed \(feed.provider) \(admission.regions): \(clock(admission.span.lowerBound, begin)) to \(clock(admission.span.upperBound, begin))"
        )
      }
    }
    return lines
  }

  private static func words(of snapshot: Snapshot) -> String {
    let conditions = snapshot.vantage.conditions.map { condition in
      condition.kind.rawValue + (condition.resolver.map { "(\($0))" } ?? "")
    }
    let failing = snapshot.standings.filter { $0.standing.health.severity > 1 }
    let incidents = snapshot.incidents.filter { $0.closedAt == nil }.map { incident in
      "[\(incident.title) | cause \(incident.cause?.domain.description ?? "none") | \(incident.labels.joined(separator: " "))]"
    }
    return "\(snapshot.vantage.verdict.rawValue) \(conditions) down: "
      + failing.filter { $0.standing.health == .down }.map(\.label).joined(separator: " ") + "; degraded: "
      + failing.filter { $0.standing.health == .degraded }.map(\.label).joined(separator: " ")
      + "; unknown: \(snapshot.counts.unknown) " + incidents.joined(separator: " ")
  }

  private static func describe(_ observation: Observation, _ begin: Timestamp) -> String {
    var words =
      "\(observation.check): \(observation.outcome.rawValue) at \(observation.failedAt?.rawValue ?? "-")"
    if let fault = observation.localFault { words += ", \(fault.rawValue)" }
    if let issuer = observation.certificateIssuer { words += ", issuer \(issuer)" }
    return words + ", begun \(clock(observation.startedAt, begin))"
  }

  private static func ending(_ score: Score) -> [String] {
    var lines = score.faults.map { fault in
      "\(fault.truth): told \(fault.told), side \(fault.isSideRight ? "right" : "WRONG"),"
        + " \(fault.isRight ? "right" : "WRONG"), after \(fault.delay.map { "\(Int($0.inSeconds)) s" } ?? "never")"
    }
    let sets = [
      ("false incidents", score.falseIncidents), ("false downs on my side's fault", score.nearFalseDowns),
      ("false downs", score.falseDowns), ("green without evidence", score.baselessGreens),
      ("bystanders", score.bystanders), ("members that had not failed", score.falseMembers),
    ]
    for (name, set) in sets where !set.isEmpty {
      lines.append("\(name): \(set.sorted().joined(separator: ", "))")
    }
    return lines
  }
}
