/// A thing the user depends on or runs.
package struct Service: Hashable, Sendable, Identifiable {
  package typealias ID = String

  /// What a weight may be: so many of them add up to what a number holds exactly enough.
  package static let weights = 0.0...1e15

  package let id: ID
  package var name: SafeText
  /// In the configured unit (`weights.unit`); 0 is shared infrastructure, never negative.
  package var weight: Double
  package var owner: SafeText?
  package var runbook: SafeText?
  package var tags: [SafeText]
  package var checks: [Check]
  package var feed: FeedReference?
  package var needs: [Need]

  package init(
    id: ID, name: SafeText? = nil, weight: Double = 1, owner: SafeText? = nil, runbook: SafeText? = nil,
    tags: [SafeText] = [], checks: [Check] = [], feed: FeedReference? = nil, needs: [Need] = []
  ) {
    self.id = id
    self.name = name ?? SafeText(id)
    self.weight = weight
    self.owner = owner
    self.runbook = runbook
    self.tags = tags
    self.checks = checks
    self.feed = feed
    self.needs = needs
  }
}

/// A provider's status feed, and which part of it concerns us.
package struct FeedReference: Hashable, Sendable {
  /// Raw values are the words of the contract.
  package enum Kind: String, Sendable, CaseIterable {
    case awsHealth = "aws-health"
    case awsRSS = "aws-rss"
    case gcp, azure, statuspage, incidentio, statusio, slack, instatus, betterstack, oracle

    /// The catalogue's provider that speaks in feeds of this kind; `nil`: any company's status page.
    package var provider: String? {
      switch self {
      case .awsHealth, .awsRSS: "aws"
      case .gcp, .azure, .oracle: rawValue
      case .statuspage, .incidentio, .statusio, .slack, .instatus, .betterstack: nil
      }
    }
  }

  package let kind: Kind
  package let url: HTTPURL
  /// Names or ids of the components that matter; empty: all.
  package let components: [SafeText]

  package init(kind: Kind, url: HTTPURL, components: [SafeText] = []) {
    self.kind = kind
    self.url = url
    self.components = components
  }
}
