package import JSON
package import Model

/// An incident report: what failed and when, the probable cause with its evidence, and the timeline.
package struct Postmortem: Sendable {
  /// One change of a member's health.
  package struct Event: Sendable {
    package let at: Timestamp
    package let member: Subject
    package let health: Health
    package let reason: SafeText

    package init(at: Timestamp, member: Subject, health: Health, reason: SafeText) {
      self.at = at
      self.member = member
      self.health = health
      self.reason = reason
    }
  }

  private let incident: Incident
  private let events: [Event]
  private let now: Timestamp

  /// - Parameters:
  ///   - events: the members' changes of health, oldest first.
  ///   - now: up to when an open incident lasts.
  package init(_ incident: Incident, events: [Event], at now: Timestamp) {
    self.incident = incident
    self.events = events
    self.now = now
  }

  /// GitHub-flavoured Markdown with headings for what only people know; ends with a newline.
  package var markdown: String {
    report.markdown + """

      ## What was done

      - 

      ## What will change

      - [ ] 

      """
  }

  /// Plain text in aligned columns; ends with a newline.
  package var text: String { report.text }

  package var json: JSON {
    [
      "schema": "faultline.incident/1", "incident": incident.json,
      "events": .array(
        events.map {
          [
            "at": .instant($0.at), "member": .string($0.member.label), "health": .health($0.health),
            "reason": $0.reason.isEmpty ? .null : .text($0.reason),
          ]
        }),
    ]
  }
}

extension Postmortem {
  private var report: Report {
    Report(
      title: "Incident: \(incident.title)", facts: facts,
      tables: [members, blastRadius, suspects, timeline].compactMap(\.self))
  }

  private var facts: [String] {
    let end = incident.closedAt ?? now
    let lasted = Format.duration(end - incident.openedAt)
    var facts = [
      incident.closedAt.map { "From \(incident.openedAt) to \($0): \(lasted)." }
        ?? "Open since \(incident.openedAt), for \(lasted) so far.",
      "Confirmed \(Format.duration(incident.confirmedAt - incident.openedAt)) after the first failing observation.",
    ]
    if let improvement = incident.improvement { facts.append("It \(improvement).") }
    facts.append(
      incident.cause.map { "Probable cause: \($0.domain), \(incident.evidence(for: $0))." }
        ?? "The evidence does not point to a common cause.")
    facts.append(
      incident.feedLag.map {
        "The provider's status page posted an update \(Format.duration($0)) after the first failure."
      }
        ?? "No provider's status page has reported it.")
    if incident.relapses > 0 {
      let times = incident.relapses == 1 ? "once" : "\(incident.relapses) times"
      facts.append("It reopened \(times) after recovery.")
    }
    facts.append("Id: \(incident.id)")
    return facts
  }

  private var members: Report.Table {
    let spread =
      incident.spread.isEmpty
      ? incident.members.map {
        Incident.Symptom(member: $0, failedAt: incident.openedAt, recoveredAt: incident.closedAt)
      }
      : incident.spread
    return Report.Table(
      title: "Spread", columns: ["what", "failed", "after", "recovered", "lasted"],
      rows: spread.map {
        [
          $0.member.label, $0.failedAt.description, Format.duration($0.failedAt - incident.openedAt),
          $0.recoveredAt?.description ?? "not yet", Format.duration(($0.recoveredAt ?? now) - $0.failedAt),
        ]
      }, ifEmpty: "Its members are not known.")
  }

  /// What the declared dependencies predict would fail beside what failed; only where a cause is known.
  private var blastRadius: Report.Table? {
    guard incident.cause != nil else { return nil }
    let failed = Set(incident.members)
    let predicted = Set(incident.predicted)
    let missing = Set(incident.missingEdges.map(Subject.service))
    let rows = failed.union(predicted).union(missing).sorted().map { subject in
      let hint = missing.contains(subject) ? "a dependency may be missing from the configuration" : ""
      return [
        subject.label, predicted.contains(subject) ? "yes" : "no", failed.contains(subject) ? "yes" : "no",
        hint,
      ]
    }
    return Report.Table(
      title: "Predicted and observed", columns: ["what", "predicted to fail", "failed", ""], rows: rows,
      ifEmpty: "Nothing was predicted.")
  }

  private var suspects: Report.Table? {
    guard !incident.suspects.isEmpty else { return nil }
    return Report.Table(
      title: "Suspects", columns: ["domain", "likelihood", "evidence"],
      rows: incident.suspects.map {
        [
          $0.cause.domain.description, "\(Int(($0.likelihood * 100).rounded())) %",
          incident.evidence(for: $0.cause),
        ]
      }, ifEmpty: "")
  }

  private var timeline: Report.Table {
    Report.Table(
      title: "Timeline", columns: ["at", "what", "became", "reason"],
      rows: events.map { [$0.at.description, $0.member.label, $0.health.rawValue, $0.reason.string] },
      ifEmpty: "The history has no health changes of it.")
  }
}
