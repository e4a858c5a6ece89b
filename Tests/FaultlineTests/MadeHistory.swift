import Foundation
import TestSupport

@testable import History
@testable import Model

/// A history as the dashboard would have left it.
struct MadeHistory {
  let path: String
  /// A whole hour, not long ago.
  let end: Timestamp
  private let store: Store

  init(in folder: TemporaryFolder) throws {
    path = "\(folder.path)/faultline/history.db"
    end = Timestamp(seconds: Int64(Date().timeIntervalSince1970) / 3600 * 3600)
    store = try Store(HistoryFile(path: path), for: .writing)
  }

  /// Somebody watched for so many days, up to `end`, and saw each thing down in the first hour of each.
  func watch(_ labels: [String], days: Int64) throws {
    let start = Timestamp(seconds: end.seconds - days * 86_400)
    try store.write { db in
      let session = try store.beginSession(at: start, in: db)
      try store.prolongSession(session, until: end, in: db)
      for day in 0..<days {
        let midnight = start + .seconds(day * 86_400)
        for (instant, health) in [(midnight, Health.down), (midnight + .seconds(3600), .ok)] {
          let changes = labels.map {
            StandingChange(label: $0, start: instant, health: health, reason: health == .ok ? "" : "reset")
          }
          try store.append(changes, to: session, in: db)
        }
      }
    }
  }

  func keep(_ incidents: [Incident]) throws { _ = try store.write { try store.put(incidents, in: $0) } }

  /// Lets go of the file, as a dashboard that has been left.
  func close() { store.close() }
}
