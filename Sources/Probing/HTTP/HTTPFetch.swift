package import Model

/// A document to get over HTTP.
package struct FetchRequest: Sendable {
  package let url: HTTPURL
  /// Sent to the URL's own origin only, not where it redirects to.
  package let headers: [HTTPProbe.Header]
  /// Longest body that is accepted, in bytes.
  package let bodyLimit: Int
  package let redirects: Int
  package let timeout: Duration

  package init(
    url: HTTPURL, headers: [HTTPProbe.Header] = [], bodyLimit: Int, redirects: Int = 5,
    timeout: Duration = .seconds(20)
  ) {
    self.url = url
    self.headers = headers
    self.bodyLimit = bodyLimit
    self.redirects = redirects
    self.timeout = timeout
  }
}

/// What came of it.
package enum FetchResult: Sendable {
  /// 200.
  case document(FetchedDocument)
  /// 304: what the request's validators name is still the newest.
  case notModified(FetchedDocument)
  /// Anything else; `retryAfter` is the server's wish.
  case failed(outcome: Outcome, detail: SafeText, retryAfter: Duration?)
  /// The body is longer than the limit.
  case tooLarge
}

package struct FetchedDocument: Sendable, Equatable {
  package let body: [UInt8]
  /// By lower-case name; of a repeated field the last.
  package let headers: [String: String]

  package init(body: [UInt8], headers: [String: String]) {
    self.body = body
    self.headers = headers
  }
}

/// One fetch: find the host's addresses, follow the redirects, take the whole body.
final class HTTPFetchRun {
  private let request: FetchRequest
  private let probe: HTTPProbe
  private let context: HTTPContext
  private let deadline: Moment
  private var done: ((FetchResult) -> Void)?
  private var lookup: DNSLookup?
  private var path: HTTPPath?

  init(_ request: FetchRequest, context: HTTPContext, done: @escaping (FetchResult) -> Void) {
    self.request = request
    self.context = context
    self.done = done
    deadline = .now + request.timeout
    probe = HTTPProbe(
      url: request.url, status: .exactly([200, 304]), headers: request.headers, redirects: request.redirects)
  }

  func start() {
    guard !context.usesProxy else { return get(from: []) }
    lookup = context.resolvers.addresses(of: request.url.endpoint.host, deadline: deadline) { [weak self] in
      self?.take($0)
    }
  }

  func cancel() {
    done = nil
    lookup?.cancel()
    path?.cancel()
  }

  private func take(_ result: Result<HostAddresses, HostFailure>) {
    lookup = nil
    switch result {
    case .success(let host): get(from: Array(host.addresses.prefix(HTTPRun.addressLimit)))
    case .failure(let failed):
      let finding = Finding(host: request.url.endpoint.host, failed)
      finish(.failed(outcome: finding.outcome, detail: SafeText(finding.detail), retryAfter: nil))
    }
  }

  private func get(from addresses: [IPAddress]) {
    // One byte more than allowed tells a body that is too long from one that just fits.
    let path = HTTPPath(
      probe, addresses: addresses, context: context, wholeBody: request.bodyLimit + 1, deadline: deadline
    ) { [weak self] in self?.take($0) }
    self.path = path
    path.start()
  }

  private func take(_ finding: Finding) {
    let reply = path?.reply
    let headers = Self.fields(reply?.head ?? [])
    guard finding.outcome == .ok, let reply, let status = reply.status else {
      let retryAfter = headers["retry-after"].flatMap { Int64($0) }.map { Duration.seconds(max(0, $0)) }
      return finish(
        .failed(outcome: finding.outcome, detail: SafeText(finding.detail), retryAfter: retryAfter))
    }
    guard reply.body.count <= request.bodyLimit else { return finish(.tooLarge) }
    let document = FetchedDocument(body: reply.body, headers: headers)
    finish(status == 304 ? .notModified(document) : .document(document))
  }

  private func finish(_ result: FetchResult) {
    let done = done
    self.done = nil
    done?(result)
  }

  private static func fields(_ head: [UInt8]) -> [String: String] {
    var fields: [String: String] = [:]
    for line in head.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      let value = SafeText(String(decoding: line[(colon + 1)...], as: UTF8.self)).string
      fields[name] = String(value.drop { $0 == " " }).trimmed
    }
    return fields
  }
}
