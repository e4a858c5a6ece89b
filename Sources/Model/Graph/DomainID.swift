/// The id of a fault domain: anything that fails as one.
///
/// Written `aws`, `aws/us-east-1`, `dns:route53`, `cdn:fastly`, `ca:digicert`, `country:US`,
/// `jurisdiction:US`, `service:auth`.
package struct DomainID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable, CaseIterable {
    case provider, region, dns, cdn, ca, country, jurisdiction, service
  }

  package let kind: Kind
  /// The whole id as written, prefix included.
  package let description: String

  /// Reads an id by its grammar alone; whether the domain exists is the catalogue's to say. `nil` if a part
  /// is empty, the prefix is not one of the kinds, or a character is outside `[A-Za-z0-9._-]`.
  package init?(_ text: some StringProtocol) {
    let text = String(text)
    if let colon = text.firstIndex(of: ":") {
      guard let kind = Kind(rawValue: String(text[..<colon])), kind != .provider, kind != .region,
        Self.isName(text[text.index(after: colon)...])
      else { return nil }
      self.kind = kind
    } else if let slash = text.firstIndex(of: "/") {
      guard Self.isName(text[..<slash]), Self.isName(text[text.index(after: slash)...]) else { return nil }
      kind = .region
    } else {
      guard Self.isName(text) else { return nil }
      kind = .provider
    }
    description = text
  }

  private init(kind: Kind, description: String) {
    self.kind = kind
    self.description = description
  }

  package static func service(_ id: Service.ID) -> DomainID {
    DomainID(kind: .service, description: "service:\(id)")
  }

  package static func country(_ code: String) -> DomainID {
    DomainID(kind: .country, description: "country:\(code)")
  }

  package static func jurisdiction(_ code: String) -> DomainID {
    DomainID(kind: .jurisdiction, description: "jurisdiction:\(code)")
  }

  /// The part after the prefix or the slash: `route53`, `us-east-1`; a provider's whole id.
  package var name: String {
    guard let cut = description.firstIndex(where: { $0 == ":" || $0 == "/" }) else { return description }
    return String(description[description.index(after: cut)...])
  }

  /// For a region, the provider's id; else `nil`.
  package var provider: DomainID? {
    guard kind == .region, let slash = description.firstIndex(of: "/") else { return nil }
    return DomainID(kind: .provider, description: String(description[..<slash]))
  }

  package static func < (a: DomainID, b: DomainID) -> Bool { a.description < b.description }

  private static func isName(_ part: some StringProtocol) -> Bool { isName(part.utf8) }

  /// Whether these bytes could be a name: not empty, nothing outside `[A-Za-z0-9._-]`.
  package static func isName(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
          || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      }
  }
}
