/// What the concentration-risk calculator says of one graph; the summary that a snapshot carries.
package struct RiskReport: Sendable, Equatable {
  package var layers: [Layer]
  /// All non-service domains and the most-needed services, largest blast radius first.
  package var domains: [Domain]
  /// `nil` until the engine that computes it is there.
  package var expectedLoss: ExpectedLoss?
  /// The domain with the largest blast radius; `nil` for an empty graph.
  package var worst: Worst?
  package var recommendations: [Recommendation]?
  /// How many services there are.
  package var services: Int
  /// The weight of all services together, in the configured unit.
  package var weight: Double
  /// The services that matter most, or those asked for; `nil` where nobody asked.
  package var serviceDetails: [ServiceDetail]?
  /// `nil` without a what-if.
  package var whatIf: WhatIf?
  /// `nil` where nobody asked.
  package var pairs: Pairs?

  package init(
    layers: [Layer] = [], domains: [Domain] = [], expectedLoss: ExpectedLoss? = nil, worst: Worst? = nil,
    recommendations: [Recommendation]? = nil, services: Int = 0, weight: Double = 0,
    serviceDetails: [ServiceDetail]? = nil, whatIf: WhatIf? = nil, pairs: Pairs? = nil
  ) {
    self.services = services
    self.weight = weight
    self.serviceDetails = serviceDetails
    self.whatIf = whatIf
    self.pairs = pairs
    self.layers = layers
    self.domains = domains
    self.expectedLoss = expectedLoss
    self.worst = worst
    self.recommendations = recommendations
  }

  /// How weight is spread over the domains of one kind.
  package struct Layer: Sendable, Equatable {
    package struct Share: Sendable, Equatable {
      package var id: DomainID
      /// 0...1 of the weight counted.
      package var share: Double

      package init(id: DomainID, share: Double) {
        self.id = id
        self.share = share
      }
    }

    package var kind: DomainID.Kind
    /// 0...1: how much of all weight reaches this layer and is counted.
    package var coverage: Double
    /// Largest first.
    package var shares: [Share]
    /// `nil` for a layer that no service reaches.
    package var indices: Indices?

    package init(kind: DomainID.Kind, coverage: Double, shares: [Share], indices: Indices?) {
      self.kind = kind
      self.coverage = coverage
      self.shares = shares
      self.indices = indices
    }
  }

  /// Concentration indices of one layer's shares.
  package struct Indices: Sendable, Equatable {
    /// Herfindahl-Hirschman index, sum of squared shares, 0...1.
    package var hhi: Double
    /// 1 / HHI, the Hill number of order 2: as many equal domains would be as concentrated.
    package var effective: Double
    /// Shannon entropy in nats.
    package var entropy: Double
    /// Entropy / ln(number of domains), 0...1; `nil` for a single domain.
    package var evenness: Double?
    /// Share of the four largest, 0...1.
    package var cr4: Double
    /// Gini coefficient of the shares, 0...1.
    package var gini: Double

    package init(
      hhi: Double, effective: Double, entropy: Double, evenness: Double?, cr4: Double, gini: Double
    ) {
      self.hhi = hhi
      self.effective = effective
      self.entropy = entropy
      self.evenness = evenness
      self.cr4 = cr4
      self.gini = gini
    }
  }

  /// What fails if this one domain fails.
  package struct Domain: Sendable, Equatable, Identifiable {
    package var id: DomainID
    /// Share of all weight whose failure function holds with this domain alone failed, 0...1; `nil` if
    /// nothing has weight.
    package var blastRadius: Double?
    /// The weight lost, in the configured unit.
    package var weight: Double
    /// Services that fail.
    package var services: Int
    /// Services whose own needs name the domain.
    package var direct: Int
    /// Services that reach it any other way.
    package var transitive: Int
    package var unavailability: Unavailability?
    /// Derivative of the expected loss fraction; the middle of the bounds where it is not exact; `nil` where
    /// not even bounds were computed.
    package var birnbaum: Double?
    /// `nil` where `birnbaum` is exact or absent.
    package var birnbaumBounds: ClosedRange<Double>?

    package init(
      id: DomainID, blastRadius: Double?, weight: Double, services: Int, direct: Int, transitive: Int,
      unavailability: Unavailability? = nil, birnbaum: Double? = nil,
      birnbaumBounds: ClosedRange<Double>? = nil
    ) {
      self.id = id
      self.blastRadius = blastRadius
      self.weight = weight
      self.services = services
      self.direct = direct
      self.transitive = transitive
      self.unavailability = unavailability
      self.birnbaum = birnbaum
      self.birnbaumBounds = birnbaumBounds
    }
  }

  package struct Worst: Sendable, Equatable {
    package var domain: DomainID
    package var blastRadius: Double

    package init(domain: DomainID, blastRadius: Double) {
      self.domain = domain
      self.blastRadius = blastRadius
    }
  }

  /// Whether a probability is the value itself, or only known to lie within its bounds.
  package enum Method: String, Sendable { case exact, bound }

  package struct ExpectedLoss: Sendable, Equatable {
    /// Of all weight, 0...1.
    package var fraction: Double
    /// In the configured unit of weight times hours.
    package var weightHoursPerYear: Double
    package var bounds: ClosedRange<Double>
    package var method: Method

    package init(
      fraction: Double, weightHoursPerYear: Double, bounds: ClosedRange<Double>, method: Method
    ) {
      self.fraction = fraction
      self.weightHoursPerYear = weightHoursPerYear
      self.bounds = bounds
      self.method = method
    }
  }

  /// One change, and what it would cut.
  package struct Recommendation: Sendable, Equatable {
    package var service: Service.ID
    /// What kind of change, in words: `second region`.
    package var change: SafeText
    package var add: DomainID
    package var deltaExpectedLoss: Double
    package var deltaWorst: Double
    /// `bound`: in a large graph, what is said to be cut is the least that is.
    package var method: Method
    /// Domains that the candidate shares with what is there already.
    package var sharesFateWith: [DomainID]

    package init(
      service: Service.ID, change: SafeText, add: DomainID, deltaExpectedLoss: Double, deltaWorst: Double,
      method: Method = .exact, sharesFateWith: [DomainID]
    ) {
      self.service = service
      self.change = change
      self.add = add
      self.deltaExpectedLoss = deltaExpectedLoss
      self.deltaWorst = deltaWorst
      self.method = method
      self.sharesFateWith = sharesFateWith
    }
  }
}

extension RiskReport {
  /// What a change cuts of the expected loss, 0...1; where that is known by bounds only, at least so much.
  /// `nil` where nothing can be lost.
  package func expectedCut(by change: Recommendation) -> Double? {
    expectedLoss.flatMap { share(-change.deltaExpectedLoss, of: $0.bounds.upperBound) }
  }

  /// What a change cuts of the worst loss by one failure, 0...1.
  package func worstCut(by change: Recommendation) -> Double? {
    worst.flatMap { share(-change.deltaWorst, of: $0.blastRadius) }
  }

  private func share(_ part: Double, of whole: Double) -> Double? { whole > 0 ? part / whole : nil }
}
