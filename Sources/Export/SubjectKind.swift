internal import Model

/// The word for a subject's kind in tables and metrics.
enum SubjectKind: String { case region, dns, service }

extension Subject {
  var kind: SubjectKind {
    switch self {
    case .region: .region
    case .name: .dns
    case .service: .service
    }
  }
}

extension SubjectState {
  /// What tells its series from others.
  var labels: Exposition.Labels { [("kind", subject.kind.rawValue), ("id", subject.id)] }
}
