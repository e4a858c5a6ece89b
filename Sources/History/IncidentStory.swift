internal import Foundation
internal import Model

/// The parts of an incident that nobody searches by, as the JSON of one column.
///
/// Keys that a version does not know are ignored and missing ones are empty, so that versions can read each
/// other's stories.
struct IncidentStory: Codable, Equatable {
  struct Suspect: Codable, Equatable {
    var domain: String
    var dependents, failing, others, othersFailing: Int
    var likelihood: Double
  }

  /// Instants in milliseconds since 1970.
  struct Symptom: Codable, Equatable {
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
  init?(json: String) {
    guard let story = try? JSONDecoder().decode(IncidentStory.self, from: Data(json.utf8)) else { return nil }
    self = story
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  func tell(_ incident: inout Incident) {
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
