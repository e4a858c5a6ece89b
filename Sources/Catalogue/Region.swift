package import Model

/// What is publicly known of one region of a provider.
package struct Region: Sendable, Equatable, Identifiable {
  /// A public endpoint that answers without credentials and stands in the region.
  package struct Endpoint: Sendable, Equatable {
    package let url: HTTPURL
    /// Whether its provider documents how it answers. If not, any HTTP reply counts as reachable.
    package let isVerified: Bool

    /// The documented health checks answer GET; of the others any reply counts, and HEAD costs them less.
    package var probe: HTTPProbe {
      HTTPProbe(
        url: url, method: isVerified ? .get : .head, status: isVerified ? .anyBelow500 : .anyReply,
        redirects: 0)
    }
  }

  package let id: DomainID
  /// The provider's own name for it: `US East (N. Virginia)`.
  package let name: SafeText
  /// City or area.
  package let place: SafeText
  /// ISO 3166 alpha-2.
  package let country: String
  /// Of the city, not of a building.
  package let coordinates: Coordinates
  /// As in the data; read when asked for.
  private let endpointURL: String
  private let isEndpointVerified: Bool
  /// Control planes that stand elsewhere; see `FaultDomain.controlPlanes`.
  package let controlPlanes: [DomainID]

  /// `nil`: no endpoint of the provider itself is known.
  package var endpoint: Endpoint? {
    HTTPURL(endpointURL).map { Endpoint(url: $0, isVerified: isEndpointVerified) }
  }

  /// Reads a line of `regions.tsv`; `nil` if it breaks the form, which a test of the data rules out.
  init?(record: [String]) {
    guard record.count == 9, let id = DomainID(record[0]), let latitude = Double(record[4]),
      let longitude = Double(record[5])
    else { return nil }
    self.id = id
    name = SafeText(record[1])
    place = SafeText(record[2])
    country = record[3]
    coordinates = Coordinates(latitude: latitude, longitude: longitude)
    isEndpointVerified = record[6] == "verified"
    endpointURL = record[7]
    controlPlanes = record[8].split(separator: ",").compactMap { DomainID($0) }
  }
}
