internal import YAML
internal import Catalogue
internal import Model

private enum FeedKey: String, Keys { case kind, url, components }
private enum SourceKey: String, Keys { case prometheus }
private enum PrometheusKey: String, Keys { case url }
private enum MaintenanceKey: String, Keys { case services, from, to }
private enum AlertKey: String, Keys { case on, command, webhook }

extension Reader {
  func feeds(_ node: YAMLNode?) -> [FeedReference] { list(node).compactMap { feed($0) } }

  func feed(_ node: YAMLNode) -> FeedReference? {
    guard let fields = readFields(node, FeedKey.self) else { return nil }
    let kind = require(.kind, in: fields).flatMap { choice($0, of: FeedReference.Kind.self) }
    let url = require(.url, in: fields).flatMap { httpURL($0) }
    let components = list(fields[.components]).compactMap { safeText($0) }
    guard let kind, let url else { return nil }
    return FeedReference(kind: kind, url: url, components: components)
  }

  func prometheusSources(_ node: YAMLNode?) -> [HTTPURL] {
    list(node).compactMap { item in
      readFields(item, SourceKey.self).flatMap { require(.prometheus, in: $0) }
        .flatMap { readFields($0, PrometheusKey.self) }.flatMap { require(.url, in: $0) }
        .flatMap { httpURL($0) }
    }
  }

  func maintenance(_ node: YAMLNode?) -> [MaintenanceWindow] {
    list(node).compactMap { item -> MaintenanceWindow? in
      guard let fields = readFields(item, MaintenanceKey.self) else { return nil }
      let services = require(.services, in: fields).map { list($0).compactMap { serviceReference($0) } }
      let start = require(.from, in: fields).flatMap { instant($0) }
      let end = require(.to, in: fields).flatMap { instant($0) }
      guard let services, let start, let end else { return nil }
      guard start < end else {
        return fail(.value(.endsBeforeStart), at: fields[.to]?.position ?? fields.position)
      }
      return MaintenanceWindow(services: Set(services), span: start..<end)
    }
  }

  private func serviceReference(_ node: YAMLNode) -> Service.ID? {
    guard let text = text(node) else { return nil }
    if serviceLines[text.value] != nil { return text.value }
    reportUndefinedService(text.value, text)
    return nil
  }

  func alerts(_ node: YAMLNode?) -> [AlertRule] {
    list(node).compactMap { item -> AlertRule? in
      guard let fields = readFields(item, AlertKey.self) else { return nil }
      let triggers = triggers(fields[.on])
      guard let action = alertAction(fields) else { return nil }
      return AlertRule(triggers: triggers, action: action)
    }
  }

  /// Both, unless `on` chooses.
  private func triggers(_ node: YAMLNode?) -> Set<AlertRule.Trigger> {
    guard let node else { return Set(AlertRule.Trigger.allCases) }
    return Set(list(node).compactMap { choice($0, of: AlertRule.Trigger.self) })
  }

  private func alertAction(_ fields: Fields<AlertKey>) -> AlertRule.Action? {
    let written = fields.written(of: [.command, .webhook])
    guard written.count == 1 else {
      return fail(
        .shape(.oneKeyOf(["command", "webhook"], found: written.map(\.rawValue))), at: fields.position)
    }
    if let webhook = fields[.webhook] { return httpURL(webhook).map(AlertRule.Action.webhook) }
    let words = list(fields[.command]).compactMap { text($0)?.value }
    if words.isEmpty, let node = fields[.command], case .list = node.content {
      return fail(.value(.invalid(.notEmpty, written: "[]", suggestion: nil)), at: node.position)
    }
    return words.isEmpty ? nil : .command(words)
  }
}
