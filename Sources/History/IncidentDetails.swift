internal import JSON
internal import Model

/// The parts of an incident that nobody searches by, as the JSON of one column.
///
/// Keys that a version does not know are ignored and missing ones are empty, so that versions can read each
/// other's stories.
struct IncidentDetails: Equatable {
  struct Suspect: Equatable {
    var domain: String
    var dependents, failing, others, othersFailing: Int
    var likelihood: Double
  }

  /// Instants in milliseconds since 1970.
  struct Symptom: Equatable {
    var member: String
    var failed: Int64
    var recovered: Int64?
  }

  var suspects: [Suspect]?
  var spread: [Symptom]?
  var predicted: [String]?
  var missingEdges: [String]?
  var relapses: Int?
  var worst: String?

  init(of incident: Incident) {
    suspects = incident.suspects.map {
      Suspect(
        domain: $0.cause.domain.description, dependents: $0.cause.dependents,
        failing: $0.cause.dependentsFailing, others: $0.cause.others, othersFailing: $0.cause.othersFailing,
        likelihood: $0.likelihood)
    }
    spread = incident.spread.map {
      Symptom(
        member: $0.member.label, failed: $0.failedAt.milliseconds, recovered: $0.recoveredAt?.milliseconds)
    }
    predicted = incident.predicted.map(\.label)
    missingEdges = incident.missingEdges
    relapses = incident.relapses
    worst = incident.worst.rawValue
  }

  /// `nil` for text that is no story.
  init?(json text: String) {
    guard let json = try? JSON(parsing: text), let story = try? IncidentDetails(json: json) else {
      return nil
    }
    self = story
  }

  func fill(_ incident: inout Incident) {
    incident.suspects = (suspects ?? []).compactMap { suspect in
      DomainID(suspect.domain).map {
        Incident.Suspect(
          cause: Incident.Cause(
            domain: $0, dependents: suspect.dependents, dependentsFailing: suspect.failing,
            others: suspect.others, othersFailing: suspect.othersFailing),
          likelihood: suspect.likelihood)
      }
    }
    incident.spread = (spread ?? []).compactMap { symptom in
      Subject(label: symptom.member).map {
        Incident.Symptom(
          member: $0, failedAt: Timestamp(milliseconds: symptom.failed),
          recoveredAt: symptom.recovered.map { Timestamp(milliseconds: $0) })
      }
    }
    incident.predicted = (predicted ?? []).compactMap(Subject.init(label:))
    incident.missingEdges = missingEdges ?? []
    incident.relapses = relapses ?? 0
    incident.worst = worst.flatMap(Health.init) ?? incident.health
  }
}

// MARK: - JSON

extension IncidentDetails: JSONReadable {
  init(json: JSON) throws(JSONFieldError) {
    suspects = try json.readIfPresent("suspects")
    spread = try json.readIfPresent("spread")
    predicted = try json.readIfPresent("predicted")
    missingEdges = try json.readIfPresent("missingEdges")
    relapses = try json.readIfPresent("relapses")
    worst = try json.readIfPresent("worst")
  }

  var json: String {
    JSON.object(present: [
      ("missingEdges", missingEdges.map { .array($0.map(JSON.string)) }),
      ("predicted", predicted.map { .array($0.map(JSON.string)) }), ("relapses", relapses.map(JSON.integer)),
      ("spread", spread.map { .array($0.map(\.json)) }),
      ("suspects", suspects.map { .array($0.map(\.json)) }),
      ("worst", worst.map(JSON.string)),
    ]).written(indented: false)
  }
}

extension IncidentDetails.Suspect: JSONReadable {
  init(json: JSON) throws(JSONFieldError) {
    domain = try json.read("domain")
    dependents = try json.read("dependents")
    failing = try json.read("failing")
    others = try json.read("others")
    othersFailing = try json.read("othersFailing")
    likelihood = try json.read("likelihood")
  }

  fileprivate var json: JSON {
    [
      "dependents": .integer(dependents), "domain": .string(domain), "failing": .integer(failing),
      "likelihood": .number(likelihood), "others": .integer(others), "othersFailing": .integer(othersFailing),
    ]
  }
}

extension IncidentDetails.Symptom: JSONReadable {
  init(json: JSON) throws(JSONFieldError) {
    member = try json.read("member")
    failed = try json.read("failed")
    recovered = try json.readIfPresent("recovered")
  }

  fileprivate var json: JSON {
    .object(present: [
      ("failed", .integer(Int(failed))), ("member", .string(member)),
      ("recovered", recovered.map { .integer(Int($0)) }),
    ])
  }
}
