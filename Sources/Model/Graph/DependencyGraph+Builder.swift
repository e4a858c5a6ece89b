extension DependencyGraph {
  /// Takes services and domains in any order, references before definitions included, and compiles them.
  package struct Builder {
    package private(set) var names = NameTable()
    private var program = NeedCode()
    /// Where each name's needs stand in `program`; empty for what is not defined.
    private var spans: [Range<UInt32>] = []
    private var weights: [Double] = []
    private var isService: [Bool] = []
    private var services: [UInt32] = []
    private var facts: [Int: FaultDomain] = [:]

    package init() {}

    /// The number by which code refers to a domain or service while building.
    package mutating func reference(_ id: DomainID) -> UInt32 {
      let number = names.intern(id)
      makeRoom()
      return UInt32(number)
    }

    package mutating func reference(service name: UnsafeBufferPointer<UInt8>) -> UInt32 {
      let number = names.intern(name, kind: .service)
      makeRoom()
      return UInt32(number)
    }

    package func isDefined(service number: UInt32) -> Bool {
      isService[Int(number)] || facts[Int(number)] != nil
    }

    /// Sets a domain's facts; a second definition replaces the first.
    package mutating func define(_ domain: FaultDomain) { facts[Int(reference(domain.id))] = domain }

    package mutating func define(service id: Service.ID, weight: Double, needs: [Need]) {
      let code = encoded(needs)
      let number = reference(.service(id))
      define(service: number, weight: weight, code: code)
    }

    /// Defines a service from needs already in code, with references for nodes.
    package mutating func define(service number: UInt32, weight: Double, code: NeedCode) {
      let start = UInt32(program.count)
      program.append(code.words)
      spans[Int(number)] = start..<UInt32(program.count)
      weights[Int(number)] = weight
      if !isService[Int(number)] { services.append(number) }
      isService[Int(number)] = true
    }

    /// The needs that code stands for: the inverse of `encoded`.
    package func needs(from code: NeedCode) -> [Need] {
      var cursor = NeedCursor(code.words)
      var needs: [Need] = []
      while !cursor.isAtEnd { needs.append(need(from: &cursor)) }
      return needs
    }

    private func need(from cursor: inout NeedCursor<[UInt32]>) -> Need {
      switch cursor.next() {
      case .node(let number):
        let name = names.string(number)
        let isService = names.kinds[number] == .service
        return .domain(isService ? .service(name) : DomainID(name) ?? .service(name), evidence: nil)
      case .group(let failing, let count):
        let members = (0..<count).map { _ in need(from: &cursor) }
        return .atLeast(count - failing + 1, of: members)
      }
    }

    /// Code for needs that are all required.
    package mutating func encoded(_ needs: [Need]) -> NeedCode {
      var code = NeedCode()
      for need in needs { encode(need, into: &code) }
      return code
    }

    private mutating func encode(_ need: Need, into code: inout NeedCode) {
      let members = need.members
      switch need {
      case .domain(let id, _): code.append(node: reference(id))
      case .all where members.isEmpty, .any where members.isEmpty: break
      case .all: encodeGroup(members, failing: 1, into: &code)
      case .any: encodeGroup(members, failing: members.count, into: &code)
      case .atLeast(let k, _) where k <= 0 || members.isEmpty: break
      case .atLeast(let k, _): encodeGroup(members, failing: max(1, members.count - k + 1), into: &code)
      }
    }

    private mutating func encodeGroup(_ members: [Need], failing: Int, into code: inout NeedCode) {
      let parts = members.map { encoded([$0]) }.filter { $0.count > 0 }
      // A member that asks for nothing never fails: it still counts as standing.
      guard parts.count >= failing else { return }
      code.appendGroup(failing: failing, members: parts.count)
      for part in parts { code.append(part.words) }
    }

    private mutating func makeRoom() {
      while spans.count < names.count {
        spans.append(0..<0)
        weights.append(0)
        isService.append(false)
      }
    }

    package consuming func finish() -> DependencyGraph {
      let exposures = connectDomains()
      let components = StrongComponents(program: program.words, spans: spans)
      return assembled(components, exposures: exposures)
    }

    /// Encodes the needs of every domain, also of those that only come up on the way; returns the exposures
    /// of each, in names' numbers.
    private mutating func connectDomains() -> [Int: [Int]] {
      var exposures: [Int: [Int]] = [:]
      var number = 0
      while number < names.count {
        defer { number += 1 }
        guard let domain = completedFacts(of: number) else { continue }
        var code = encoded(domain.needs)
        for plane in domain.controlPlanes { _ = reference(plane) }
        let layers = [domain.country.map(DomainID.country), domain.jurisdiction.map(DomainID.jurisdiction)]
        for id in layers.compactMap({ $0 }) where id != domain.id {
          let exposure = reference(id)
          exposures[number, default: []].append(Int(exposure))
          if facts[Int(exposure)]?.unavailability != nil { code.append(node: exposure) }
        }
        code.append(program.words[Int(spans[number].lowerBound)..<Int(spans[number].upperBound)])
        let start = UInt32(program.count)
        program.append(code.words)
        spans[number] = start..<UInt32(program.count)
      }
      return exposures
    }

    /// What is only referred to has no dependencies, a region on its provider. `nil` for a service without facts.
    private mutating func completedFacts(of number: Int) -> FaultDomain? {
      if let known = facts[number] { return known }
      guard !isService[number] else { return nil }
      let name = names.string(number)
      let id = names.kinds[number] == .service ? DomainID.service(name) : DomainID(name) ?? .service(name)
      let domain = FaultDomain(id: id, needs: id.provider.map { [.domain($0, evidence: nil)] } ?? [])
      facts[number] = domain
      return domain
    }

    /// Renumbers names to nodes in topological order and lays the code out in that order.
    private func assembled(_ components: StrongComponents, exposures: [Int: [Int]]) -> DependencyGraph {
      let order = components.order
      var position = [UInt32](repeating: 0, count: order.count)
      for (node, name) in order.enumerated() { position[Int(name)] = UInt32(node) }
      var code = NeedCode()
      var starts: [UInt32] = [0]
      starts.reserveCapacity(order.count + 1)
      for name in order {
        let span = spans[Int(name)]
        let needs = NeedCursor(program.words, Int(span.lowerBound)..<Int(span.upperBound))
        code.append(needs, renumbered: { position[$0] })
        starts.append(UInt32(code.count))
      }
      let domains = facts.map { number, facts in
        DomainNode(
          node: Int(position[number]), facts: facts,
          exposures: exposures[number, default: []].map { Int(position[$0]) },
          controlPlanes: facts.controlPlanes.compactMap { names.number(of: $0) }.map { Int(position[$0]) })
      }
      return DependencyGraph(
        code: code.words, starts: starts, kinds: order.map { names.kinds[Int($0)] },
        weights: order.map { weights[Int($0)] }, services: services.map { position[Int($0)] },
        domains: domains.sorted { $0.node < $1.node }, cycles: components.cycles, names: names,
        nameOfNode: order, nodeOfName: position)
    }
  }
}
