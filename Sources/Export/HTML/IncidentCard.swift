internal import Model

/// One incident: its probable cause with the evidence, and how it spread, as bars on one time axis.
struct IncidentCard {
  let incident: Incident
  let now: Timestamp

  /// At most so many members have a bar of their own.
  private static let rowLimit = 24

  private var health: Health { incident.closedAt == nil ? incident.health : .ok }
  private var end: Timestamp { incident.closedAt ?? now }

  var markup: Markup {
    .element(
      "article", ["class": "card \(health.rawValue)"],
      .element("h3", [:], .badge(health), Markup(incident.title)),
      .element("ul", ["class": "facts"], facts.map { .element("li", [:], Markup($0)) }), chart, prediction)
  }

  private var facts: [String] {
    let lasted = Format.duration(end - incident.openedAt)
    var facts = [
      incident.closedAt.map { "\(incident.openedAt.inUTC) to \($0.inUTC): \(lasted)" }
        ?? "Open since \(incident.openedAt.inUTC): \(lasted)"
    ]
    if let improvement = incident.improvement { facts.append("It \(improvement)") }
    if let cause = incident.cause {
      facts.append("Probable cause: \(cause.domain), \(incident.evidence(for: cause))")
    } else {
      facts.append("The evidence does not point to a common cause")
    }
    facts.append(
      incident.feedLag.map {
        "The provider's status page posted an update \(Format.duration($0)) after the first failure"
      }
        ?? "No provider's status page has reported it")
    if incident.relapses > 0 {
      facts.append(
        "Reopened \(incident.relapses == 1 ? "once" : "\(incident.relapses) times") after recovery")
    }
    return facts
  }

  // MARK: - The spread

  private struct Bar {
    let label: String
    let kind: String
    let start: Timestamp
    let end: Timestamp
    let words: String
  }

  private var bars: [Bar] {
    let silence = Bar(
      label: "status page", kind: "silent", start: incident.openedAt,
      end: incident.feedLag.map { incident.openedAt + $0 } ?? end,
      words: incident.feedLag.map { "first update after \(Format.duration($0))" } ?? "no update yet")
    let members = incident.spread.prefix(Self.rowLimit).map { symptom in
      Bar(
        label: symptom.member.id, kind: "shape down", start: symptom.failedAt,
        end: symptom.recoveredAt ?? end,
        words: symptom.recoveredAt.map { "failed for \(Format.duration($0 - symptom.failedAt))" }
          ?? "failing since \(symptom.failedAt.time)")
    }
    return incident.cause == nil ? Array(members) : [silence] + members
  }

  private var chart: Markup {
    guard !incident.spread.isEmpty else {
      return .element(
        "p", ["class": "chips"], incident.members.map { .element("span", [:], Markup($0.id)) })
    }
    let more = incident.spread.count - Self.rowLimit
    return .element(
      "div", ["class": "gantt"],
      bars.map(row) + [
        .element("span", [:], more > 0 ? "and \(more) more" : ""),
        .element(
          "span", ["class": "axis"], .element("span", [:], Markup(incident.openedAt.time)),
          .element("span", [:], Markup(incident.closedAt?.time ?? "now"))),
      ])
  }

  private func row(_ bar: Bar) -> Markup {
    let x = min(99.6, share(bar.start))
    let width = max(0.4, share(bar.end) - x)
    return .group([
      .element("span", ["class": "label"], Markup(bar.label)),
      .element(
        "svg", ["role": "img", "aria-label": "\(bar.label): \(bar.words)", "height": "18"],
        .element("rect", ["class": "track", "x": "0", "y": "3", "width": "100%", "height": "12"], []),
        .element(
          "rect",
          [
            "class": bar.kind, "x": "\(x)%", "y": "3", "width": "\(width)%", "height": "12",
            "rx": "2",
          ], .element("title", [:], "\(bar.label): \(bar.words)"))),
    ])
  }

  /// Where an instant is on the axis, 0...100 percent of its length.
  private func share(_ instant: Timestamp) -> Double {
    let span = max(1, (end - incident.openedAt).inSeconds)
    let share = (instant - incident.openedAt).inSeconds / span
    return (min(1, max(0, share)) * 10_000).rounded() / 100
  }

  /// What was predicted to fail and did not, and what failed without being predicted.
  private var prediction: Markup {
    let stillUp = incident.predicted.filter { !incident.members.contains($0) }
    let lists = [
      ("Predicted to fail, still up", stillUp.map(\.id)),
      ("Failed without a declared dependency: one may be missing", incident.missingEdges),
    ]
    return .group(
      lists.filter { !$0.1.isEmpty }.map { title, names in
        .element(
          "p", ["class": "chips"],
          [.element("b", [:], Markup(title))] + names.map { .element("span", [:], Markup($0)) })
      })
  }
}
