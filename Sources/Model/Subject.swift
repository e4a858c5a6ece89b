/// The identity of one thing that is watched and has a health of its own, whatever its state.
package enum Subject: Hashable, Sendable {
  case region(DomainID)
  /// A DNS name, without the root's dot.
  case name(String)
  case service(Service.ID)
}

extension Subject: Comparable, CustomStringConvertible {
  private static let namePrefix = "name:"
  private static let servicePrefix = "service:"

  /// `aws/us-east-1`, `name:shop.example`, `service:checkout`: how it is written in exports and the history.
  package var label: String {
    switch self {
    case .region(let id): id.description
    case .name(let name): Self.namePrefix + name
    case .service(let id): Self.servicePrefix + id
    }
  }

  package var description: String { label }

  /// The inverse of `label`; `nil` for what labels nothing watched.
  package init?(label: String) {
    if label.hasPrefix(Self.namePrefix) {
      self = .name(String(label.dropFirst(Self.namePrefix.count)))
    } else if label.hasPrefix(Self.servicePrefix) {
      self = .service(String(label.dropFirst(Self.servicePrefix.count)))
    } else if let id = DomainID(label), id.kind == .region {
      self = .region(id)
    } else {
      return nil
    }
  }

  package static func < (a: Subject, b: Subject) -> Bool { a.label < b.label }
}

extension Subject {
  /// The id within its kind: `aws/us-east-1`, `shop.example`, `checkout`.
  package var id: String {
    switch self {
    case .region(let id): id.description
    case .name(let id), .service(let id): id
    }
  }

  /// The fault domain that it is; `nil` for a DNS name, which nothing can need.
  package var domain: DomainID? {
    switch self {
    case .region(let id): id
    case .name: nil
    case .service(let id): .service(id)
    }
  }

  /// The region or service that a fault domain is; `nil` for a domain of another kind.
  package init?(_ domain: DomainID) {
    switch domain.kind {
    case .region: self = .region(domain)
    case .service: self = .service(domain.name)
    case .provider, .dns, .cdn, .ca, .country, .jurisdiction: return nil
    }
  }
}

extension Service {
  /// The id in a word of the user's, with or without the prefix `service:`.
  package static func id(in word: String) -> ID {
    if case .service(let id)? = Subject(label: word) { id } else { word }
  }
}
