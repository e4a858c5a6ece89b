internal import Foundation
internal import Model

/// The parts of an exported JSON snapshot that a comparison needs. Other keys are ignored.
package struct SnapshotRecord: Decodable, Sendable {
  static let schema = "faultline.snapshot/1"

  struct Vantage: Decodable {
    let name: String
    let verdict: Verdict
  }

  struct Row: Decodable {
    let id: String?
    let name: String?
    let health: Health
    let reason: String?
  }

  struct Event: Decodable {
    let id, title: String
    let openedAt: String
    let closedAt: String?
  }

  struct Risk: Decodable {
    struct Layer: Decodable {
      let layer: String
      let effective: Double?
    }

    struct Domain: Decodable {
      let id: String
      let blastRadius: Double?
    }

    struct Loss: Decodable { let fraction: Double }

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
  private struct Head: Decodable { let schema: String? }

  /// Reads `faultline.snapshot/1`.
  package init(_ bytes: [UInt8]) throws(SnapshotRecordError) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      let schema = try decoder.decode(Head.self, from: Data(bytes)).schema
      guard schema == Self.schema else { throw Self.stranger(schema) }
      self = try decoder.decode(SnapshotRecord.self, from: Data(bytes))
    } catch let error as SnapshotRecordError {
      throw error
    } catch {
      throw SnapshotRecordError(error, in: bytes)
    }
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
  fileprivate init(_ error: any Error, in bytes: [UInt8]) {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      self.init(context.codingPath + [key], "missing")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      self.init(context.codingPath, "wrong type")
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      self.init(context.codingPath, "not an accepted value")
    default:
      let place = JSONSyntax.firstError(in: bytes) ?? (1, 1)
      self.init(
        description: "\(place.line):\(place.column): not valid JSON; export the snapshot again")
    }
  }

  private init(_ path: [any CodingKey], _ what: String) {
    let text = path.reduce(into: "") { text, key in
      if let index = key.intValue {
        text += "[\(index)]"
      } else {
        text += (text.isEmpty ? "" : ".") + Self.written(key)
      }
    }
    let place = text.isEmpty ? "1:1" : text
    description = "\(SafeText(place)): \(what); export the snapshot again"
  }

  /// A key as written in the file: `openedAt` is `opened_at`.
  private static func written(_ key: any CodingKey) -> String {
    key.stringValue.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }
}

extension Health: Decodable {}
extension Verdict: Decodable {}
