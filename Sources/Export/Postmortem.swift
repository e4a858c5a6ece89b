package import Model

/// An incident told afterwards: what happened, to whom, what is to blame and on what evidence, and when.
package struct Postmortem: Sendable {
  /// One change of a member's health.
  package struct Event: Sendable {
    package let at: Timestamp
    package let member: String
    package let health: Health
    package let reason: SafeText

    package init(at: Timestamp, member: String, health: Health, reason: SafeText) {
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
            "at": .instant($0.at), "member": .string($0.member), "health": .health($0.health),
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
    let lasted = Figures.span(end - incident.openedAt)
    var facts = [
      incident.closedAt.map { "From \(incident.openedAt) to \($0): \(lasted)." }
        ?? "Since \(incident.openedAt), still open after \(lasted).",
      "Decided \(Figures.span(incident.confirmedAt - incident.openedAt)) after the first failing observation.",
    ]
    if let easing = incident.easing { facts.append("\(easing).") }
    facts.append(
      incident.cause.map { "Probable cause: \($0.domain), \(incident.evidence(for: $0))." }
        ?? "No common cause could be told from the evidence.")
    facts.append(
      incident.feedLag.map { "The provider's status page spoke \(Figures.span($0)) after the first symptom." }
        ?? "No provider's status page has spoken of it.")
    if incident.relapses > 0 {
      let times = incident.relapses == 1 ? "once" : "\(incident.relapses) times"
      facts.append("It came back \(times) after all was well.")
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
          $0.member, $0.failedAt.description, Figures.span($0.failedAt - incident.openedAt),
          $0.recoveredAt?.description ?? "not yet", Figures.span(($0.recoveredAt ?? now) - $0.failedAt),
        ]
      }, ifEmpty: "Nothing is known of its members.")
  }

  /// What the declared needs said would fall, beside what fell; only where a cause is blamed.
  private var blastRadius: Report.Table? {
    guard incident.cause != nil else { return nil }
    let fell = Set(incident.members)
    let predicted = Set(incident.predicted)
    let missing = Set(incident.missingEdges.map { "service:\($0)" })
    let rows = fell.union(predicted).union(missing).sorted().map { label in
      let hint = missing.contains(label) ? "a need may be missing from the configuration" : ""
      return [label, predicted.contains(label) ? "yes" : "no", fell.contains(label) ? "yes" : "no", hint]
    }
    return Report.Table(
      title: "Predicted and observed", columns: ["what", "predicted to fall", "fell", ""], rows: rows,
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
      rows: events.map { [$0.at.description, $0.member, $0.health.rawValue, $0.reason.string] },
      ifEmpty: "No change of health is remembered.")
  }
}
