/// What is known of one subject, of whatever kind, in one snapshot.
package struct SubjectState: Sendable, Identifiable {
  package let subject: Subject
  /// As a person calls it: `US East (N. Virginia)`, empty for a region of which only the id is known.
  package let name: SafeText
  package let standing: Standing
  package let checks: [CheckState]
  /// What status feeds say of it; `nil` if none speaks for it.
  package let feeds: [FeedState]?
  /// `nil` until history has told it.
  package let uptime: Uptime?
  /// `nil` but for a service.
  package let weight: Double?
  fileprivate let allDependents: [DomainID: Dependents]

  package var id: Subject { subject }

  /// Who depends on it; `nil` for a name, and for a service that nothing needs.
  package var dependents: Dependents? { subject.domain.flatMap { allDependents[$0] } }

  /// What it is called in a list: a region goes by its id.
  package var title: SafeText {
    if case .region(let id) = subject { SafeText(id.description) } else { name }
  }
}

extension RegionState {
  fileprivate func subjectState(_ dependents: [DomainID: Dependents]) -> SubjectState {
    SubjectState(
      subject: .region(id), name: domain.name, standing: standing, checks: checks, feeds: feeds,
      uptime: uptime, weight: nil, allDependents: dependents)
  }
}

extension NameState {
  fileprivate func subjectState(_ dependents: [DomainID: Dependents]) -> SubjectState {
    SubjectState(
      subject: .name(id), name: SafeText(id), standing: standing, checks: checks, feeds: nil, uptime: uptime,
      weight: nil, allDependents: dependents)
  }
}

extension ServiceState {
  fileprivate func subjectState(_ dependents: [DomainID: Dependents]) -> SubjectState {
    SubjectState(
      subject: .service(id), name: service.name, standing: standing, checks: checks,
      feeds: feed.map { [$0] }, uptime: uptime, weight: service.weight,
      allDependents: dependents)
  }
}

/// Every subject of a snapshot: regions, then DNS names, then services, each in the plan's order. A view: states
/// are made as they are asked for.
package struct SubjectStates: RandomAccessCollection, Sendable {
  private let regions: [RegionState]
  private let names: [NameState]
  private let services: [ServiceState]
  private let dependents: [DomainID: Dependents]

  package init(_ snapshot: Snapshot) {
    (regions, names, services) = (snapshot.regions, snapshot.names, snapshot.services)
    dependents = snapshot.dependents
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { regions.count + names.count + services.count }

  package subscript(position: Int) -> SubjectState {
    if position < regions.count { return regions[position].subjectState(dependents) }
    let position = position - regions.count
    if position < names.count { return names[position].subjectState(dependents) }
    return services[position - names.count].subjectState(dependents)
  }

  /// The position of a subject. Reads what is needed where it lies: there may be ten thousand services.
  fileprivate func position(of subject: Subject) -> Int? {
    switch subject {
    case .region(let id): regions.firstIndex { $0.domain.id == id }
    case .name(let id): names.firstIndex { $0.id == id }.map { $0 + regions.count }
    case .service(let id):
      services.indices.first { services[$0].service.id == id }.map { $0 + regions.count + names.count }
    }
  }

  fileprivate func subject(at position: Int) -> Subject {
    if position < regions.count { return .region(regions[position].domain.id) }
    let position = position - regions.count
    if position < names.count { return .name(names[position].id) }
    return .service(services[position - names.count].service.id)
  }
}

extension Snapshot {
  package var subjects: SubjectStates { SubjectStates(self) }

  /// `nil` for what is not watched.
  package subscript(subject: Subject) -> SubjectState? {
    let subjects = subjects
    return subjects.position(of: subject).map { subjects[$0] }
  }

  /// The states of several subjects, found in one pass.
  package subscript(wanted: Set<Subject>) -> [Subject: SubjectState] {
    let subjects = subjects
    var found: [Subject: SubjectState] = [:]
    for position in subjects.indices where found.count < wanted.count {
      let subject = subjects.subject(at: position)
      if wanted.contains(subject), found[subject] == nil { found[subject] = subjects[position] }
    }
    return found
  }
}
