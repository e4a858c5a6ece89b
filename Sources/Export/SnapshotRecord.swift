package import JSON
internal import Model

/// The parts of an exported JSON snapshot that a comparison needs. Other keys are ignored.
package struct SnapshotRecord: Sendable {
  static let schema = "faultline.snapshot/1"

  struct Vantage {
    let name: String
    let verdict: Verdict
  }

  struct Row {
    let id: String?
    let name: String?
    let health: Health
    let reason: String?
  }

  struct Event {
    let id, title: String
    let openedAt: String
    let closedAt: String?
  }

  struct Risk {
    struct Layer {
      let layer: String
      let effective: Double?
    }

    struct Domain {
      let id: String
      let blastRadius: Double?
    }

    struct Loss { let fraction: Double }

    let layers: [Layer]
    let domains: [Domain]
    let expectedLoss: Loss?
  }

  let generatedAt: String
  let vantage: Vantage
  let overall: Health
  let regions, dns, services: [Row]
  let incidents: [Event]
  let risk: Risk?
}

/// Why a file is not a snapshot, where, and what to do. Begins with the position: `3:14: ` or `regions[2].health: `.
package struct SnapshotRecordError: Error, Equatable, CustomStringConvertible {
  package let description: String
}

extension SnapshotRecord {
  /// Needs nest in objects in lists: twice as deep as the groups of a configuration.
  private static let limits: JSONLimits = {
    var limits = JSONLimits.standard
    limits.depth = 192
    return limits
  }()

  /// Reads `faultline.snapshot/1`.
  package init(_ bytes: [UInt8]) throws(SnapshotRecordError) {
    let json: JSON
    do throws(JSONError) { json = try JSON(parsing: bytes, limits: Self.limits) } catch {
      throw SnapshotRecordError(error, in: bytes)
    }
    let schema: String?
    do throws(JSONFieldError) { schema = try json.readIfPresent("schema") } catch {
      throw SnapshotRecordError(error)
    }
    guard schema == Self.schema else { throw Self.stranger(schema) }
    do throws(JSONFieldError) { try self.init(json: json) } catch { throw SnapshotRecordError(error) }
  }

  private static func stranger(_ schema: String?) -> SnapshotRecordError {
    guard let schema else {
      return SnapshotRecordError(
        description: "schema: missing; name a file written by `faultline check --format json`")
    }
    let remedy =
      schema.hasPrefix("faultline.snapshot/")
      ? "this program compares \(Self.schema)"
      : "name a file written by `faultline check --format json` (\(Self.schema))"
    return SnapshotRecordError(
      description: "schema: \"\(SafeText(schema))\" is not a supported schema; \(remedy)")
  }
}

extension SnapshotRecordError {
  fileprivate init(_ error: JSONError, in bytes: [UInt8]) {
    let place = error.place(in: bytes)
    description = "\(place.line):\(place.column): not valid JSON; export the snapshot again"
  }

  fileprivate init(_ error: JSONFieldError) {
    let place = error.path.isEmpty ? "1:1" : error.path
    let what =
      switch error.reason {
      case .missing: "missing"
      case .wrongKind: "wrong type"
      case .unknownWord: "not an accepted value"
      }
    description = "\(SafeText(place)): \(what); export the snapshot again"
  }
}

// MARK: - Reading

extension SnapshotRecord: JSONReadable {
  package init(json: JSON) throws(JSONFieldError) {
    generatedAt = try json.read("generated_at")
    vantage = try json.read("vantage")
    overall = try json.read("overall")
    regions = try json.read("regions")
    dns = try json.read("dns")
    services = try json.read("services")
    incidents = try json.read("incidents")
    risk = try json.readIfPresent("risk")
  }
}

extension SnapshotRecord.Vantage: JSONReadable {
  init(json: JSON) throws(JSONFieldError) {
    name = try json.read("name")
    verdict = try json.read("verdict")
  }
}

extension SnapshotRecord.Row: JSONReadable {
  init(json: JSON) throws(JSONFieldError) {
    id = try json.readIfPresent("id")
    name = try json.readIfPresent("name")
    health = try json.read("health")
    reason = try json.readIfPresent("reason")
  }
}

extension SnapshotRecord.Event: JSONReadable {
  init(json: JSON) throws(JSONFieldError) {
    id = try json.read("id")
    title = try json.read("title")
    openedAt = try json.read("opened_at")
    closedAt = try json.readIfPresent("closed_at")
  }
}

extension SnapshotRecord.Risk: JSONReadable {
  init(json: JSON) throws(JSONFieldError) {
    layers = try json.read("layers")
    domains = try json.read("domains")
    expectedLoss = try json.readIfPresent("expected_loss")
  }
}

extension SnapshotRecord.Risk.Layer: JSONReadable {
  init(json: JSON) throws(JSONFieldError) {
    layer = try json.read("layer")
    effective = try json.readIfPresent("effective")
  }
}

extension SnapshotRecord.Risk.Domain: JSONReadable {
  init(json: JSON) throws(JSONFieldError) {
    id = try json.read("id")
    blastRadius = try json.readIfPresent("blast_radius")
  }
}

extension SnapshotRecord.Risk.Loss: JSONReadable {
  init(json: JSON) throws(JSONFieldError) { fraction = try json.read("fraction") }
}

extension Health: JSONReadable {}
extension Verdict: JSONReadable {}
