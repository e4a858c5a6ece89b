internal import JSON
internal import Model

/// The components of a Statuspage, with their groups. Groups (`group: true`) only name their members.
struct ComponentTable {
  struct Component {
    let id: String
    let name: String
    let status: String
    let groupID: String?
    let updatedAt: Timestamp?

    var health: Health {
      switch status {
      case "operational": .ok
      case "degraded_performance", "partial_outage": .degraded
      case "major_outage", "full_outage": .down
      case "under_maintenance": .maintenance
      default: .unknown
      }
    }
  }

  private let components: [Component]
  private let index: [String: Int]
  private let groupNames: [String: String]
  /// Every name and id on the page, groups included.
  let names: ComponentNames

  init(_ list: [JSON]) {
    let groups = list.filter { $0["group"]?.isTrue ?? false }
    components = list.filter { !($0["group"]?.isTrue ?? false) }.map(Component.init)
    index = Dictionary(components.enumerated().map { ($1.id, $0) }) { first, _ in first }
    groupNames = Dictionary(groups.map { ($0.text("id") ?? "", $0.text("name") ?? "") }) { first, _ in first }
    names = ComponentNames(list.flatMap { [$0.text("id"), $0.text("name")] }.compactMap { $0 })
  }

  /// Those not operational.
  var troubled: [Component] { components.filter { $0.health != .ok } }

  /// The components an incident names, in its own list or in its newest update, as they are now.
  func affected(by incident: JSON, newest: JSON?) throws(FeedError) -> [Component] {
    let own = try incident.objects("components") ?? []
    let list = own.isEmpty ? try newest?.objects("affected_components") ?? [] : own
    return list.filter { !($0["group"]?.isTrue ?? false) }.map { named in
      let component = Component(named)
      return index[component.id].map { components[$0] } ?? component
    }
  }

  /// What these components can be asked for by: ids, names, and those of their groups.
  func names(of components: [Component]) -> ComponentNames {
    ComponentNames(
      components.flatMap { component in
        let group = component.groupID ?? ""
        return [component.id, component.name, group, groupNames[group] ?? ""]
      })
  }
}

extension ComponentTable.Component {
  init(_ tree: JSON) {
    let id = tree.text("id") ?? tree.text("code") ?? ""
    self.init(
      id: id, name: tree.text("name") ?? id, status: tree.text("status") ?? tree.text("new_status") ?? "",
      groupID: tree.text("group_id"), updatedAt: tree.instant("updated_at"))
  }
}
