internal import Model
internal import YAML

extension ScenarioReader {
  private static let keys = [
    "version", "name", "title", "begins", "ends", "services", "faults", "feeds", "notes",
  ]

  /// A world is played probe by probe: years of it would take hours.
  private static let longestDays = 31

  /// `nil` if it cannot be one; what is wrong is reported either way.
  func scenario(_ root: YAMLNode) -> Scenario? {
    guard let fields = ScenarioFields(root, known: Self.keys, reader: self), isKnownVersion(fields) else {
      return nil
    }
    let name = fields.neededText("name")
    let begins = fields.neededInstant("begins")
    let ends = fields.neededInstant("ends")
    let services = services(fields.items("services"))
    guard let name, let begins, let ends else { return nil }
    guard begins < ends else {
      report(.endsBeforeItBegins, at: fields["ends"] ?? root)
      return nil
    }
    guard ends - begins <= .seconds(Self.longestDays * 86_400) else {
      report(.tooLong(days: Self.longestDays), at: fields["ends"] ?? root)
      return nil
    }
    let own = Set(services.map(\.id))
    return Scenario(
      name: name, title: SafeText(fields.text("title") ?? name), span: begins...ends,
      faults: fields.items("faults").compactMap { fault($0, until: ends, services: own) },
      feeds: fields.items("feeds").compactMap(feed),
      notes: ordered(fields.items("notes"), note(in:)) { $0.at },
      services: services)
  }

  private func isKnownVersion(_ fields: ScenarioFields) -> Bool {
    guard let node = fields.needed("version"), let version = text(node) else { return false }
    guard version == "1" else {
      report(.unknownVersion(version), at: node)
      return false
    }
    return true
  }

  private func fault(_ node: YAMLNode, until end: Timestamp, services: Set<Service.ID>) -> Scenario.Fault? {
    let known = ["domain", "link", "from", "to", "outcome", "detail", "names", "dependents"]
    guard let fields = ScenarioFields(node, known: known, reader: self) else { return nil }
    let target = target(fields, services)
    let from = fields.neededInstant("from")
    let to = fields.has("to") ? fields.instant("to") : end + .seconds(86_400)
    let outcome = outcome(fields, orElse: target == .link ? .unreachable : nil)
    guard let target, let from, let to, let outcome else { return nil }
    guard from < to else {
      report(.endsBeforeItBegins, at: fields["to"] ?? node)
      return nil
    }
    let symptom = Scenario.Symptom(outcome: outcome, detail: SafeText(fields.text("detail") ?? ""))
    return Scenario.Fault(
      target: target, span: from..<to, symptom: symptom,
      names: fields.has("names") ? fields.items("names").compactMap(text) : nil,
      dependents: dependents(fields["dependents"], of: symptom))
  }

  private func target(_ fields: ScenarioFields, _ services: Set<Service.ID>) -> Scenario.Fault.Target? {
    if let node = fields["link"] {
      return value(node, .cut) { $0 == "cut" ? .link : nil }
    }
    guard let node = fields["domain"] else {
      report(.noTarget, at: fields.node)
      return nil
    }
    return domain(node, services: services).map(Scenario.Fault.Target.domain)
  }

  private func outcome(_ fields: ScenarioFields, orElse standard: Outcome?) -> Outcome? {
    if standard != nil, !fields.has("outcome") { return standard }
    return fields.needed("outcome").flatMap { value($0, .outcome, Outcome.init(rawValue:)) }
  }

  private func dependents(_ node: YAMLNode?, of symptom: Scenario.Symptom) -> Scenario.Fault.Dependents {
    var dependents = Scenario.Fault.Dependents(
      symptom: Scenario.Symptom(
        outcome: symptom.outcome.health == .down ? .httpTimeout : symptom.outcome, detail: ""),
      lag: .zero, recovery: .zero, share: 1)
    let known = ["outcome", "detail", "lag", "recovery", "share"]
    guard let node, let fields = ScenarioFields(node, known: known, reader: self) else { return dependents }
    dependents.symptom.outcome = outcome(fields, orElse: dependents.symptom.outcome) ?? .httpTimeout
    dependents.symptom.detail = SafeText(fields.text("detail") ?? "")
    dependents.lag = fields.duration("lag") ?? .zero
    dependents.recovery = fields.duration("recovery") ?? .zero
    dependents.share = fields.share("share") ?? 1
    return dependents
  }
}

extension ScenarioReader {
  private func feed(_ node: YAMLNode) -> Scenario.Feed? {
    guard let fields = ScenarioFields(node, known: ["source", "provider", "statements"], reader: self),
      let source = fields.neededText("source")
    else { return nil }
    let provider = fields.needed("provider").flatMap { domain($0, services: []) }
    let statements = ordered(fields.items("statements"), statement) { $0.at }
    return provider.map {
      Scenario.Feed(source: SafeText(source), provider: $0.description, statements: statements)
    }
  }

  private func statement(_ node: YAMLNode) -> Scenario.Statement? {
    let known = ["at", "regions", "health", "title", "text"]
    guard let fields = ScenarioFields(node, known: known, reader: self) else { return nil }
    let at = fields.neededInstant("at")
    let health = fields.needed("health").flatMap { node in
      value(node, .health) { word in
        [Health.ok, .degraded, .down].first { $0.rawValue == word }
      }
    }
    let title = fields.neededText("title")
    guard let at, let health, let title else { return nil }
    return Scenario.Statement(
      at: at, regions: fields.items("regions").compactMap(text), health: health, title: SafeText(title),
      text: SafeText(fields.text("text") ?? ""))
  }

  private func note(in node: YAMLNode) -> Scenario.Note? {
    guard let fields = ScenarioFields(node, known: ["at", "text"], reader: self) else { return nil }
    let at = fields.neededInstant("at")
    let text = fields.neededText("text")
    guard let at, let text else { return nil }
    return Scenario.Note(at: at, text: SafeText(text))
  }

  /// Reads items that have to come in the order of time.
  private func ordered<Item>(
    _ nodes: [YAMLNode], _ read: (YAMLNode) -> Item?, by time: (Item) -> Timestamp
  ) -> [Item] {
    var items: [Item] = []
    for node in nodes {
      guard let item = read(node) else { continue }
      if let last = items.last, time(item) < time(last) { report(.outOfOrder, at: node) }
      items.append(item)
    }
    return items
  }

  private func services(_ nodes: [YAMLNode]) -> [Service] {
    let ids = Set(nodes.compactMap { YAMLMap($0, known: ["id"])?["id"]?.text })
    return nodes.compactMap { node in
      let known = ["id", "name", "weight", "needs"]
      guard let fields = ScenarioFields(node, known: known, reader: self), let id = fields.neededText("id")
      else { return nil }
      let weight = fields["weight"].flatMap { node in
        value(node, .weight) { Double($0).flatMap { $0 >= 0 && $0.isFinite ? $0 : nil } }
      }
      return Service(
        id: id, name: fields.text("name").map { SafeText($0) }, weight: weight ?? 1,
        needs: fields.items("needs").compactMap { need($0, services: ids) })
    }
  }

  /// A domain, `{any: [...]}`, `{all: [...]}` or `{at_least: 2, of: [...]}`.
  private func need(_ node: YAMLNode, services: Set<Service.ID>) -> Need? {
    if node.text != nil { return domain(node, services: services).map { .domain($0, evidence: nil) } }
    guard let fields = ScenarioFields(node, known: ["any", "all", "at_least", "of"], reader: self) else {
      return nil
    }
    func members(_ key: String) -> [Need] { fields.items(key).compactMap { need($0, services: services) } }
    if fields.has("any") { return .any(members("any")) }
    if fields.has("all") { return .all(members("all")) }
    let of = members("of")
    let count = fields.needed("at_least").flatMap { node in
      value(node, .count) { Int($0).flatMap { (1...max(1, of.count)).contains($0) ? $0 : nil } }
    }
    return count.map { .atLeast($0, of: of) }
  }
}
