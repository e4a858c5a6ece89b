internal import CProbing
internal import Model

/// What every transfer has in common.
struct CurlSettings {
  var userAgent: String
  /// PEM file of the certificates trusted.
  var certificateBundle: String
  /// `nil` for none. The environment's `http_proxy` never counts.
  var proxy: HTTPURL?
}

/// One libcurl transfer at a time, set up once for all: no reuse of connections or TLS sessions, for a probe
/// has to exercise them; certificates verified against one bundle, parsed once (curl's cache works only
/// without a CAPATH, and Debian sets one); HTTP/1.1, no signals, redirects left to us.
final class CurlHandle {
  /// Most of a probe's body that is read, in bytes.
  static let bodyLimit = 64 * 1024
  /// Most of the header fields that are kept, in bytes.
  private static let headerLimit = 64 * 1024

  let easy: UnsafeMutableRawPointer
  /// Called once when the transfer ends.
  var finished: ((CURLcode) -> Void)?
  /// How many of the body's bytes are wanted; of the others only the number.
  var bytesKept = 0
  /// Whether the transfer shakes hands over TLS.
  var expectsTLS = false
  /// Whether the header fields are wanted.
  var keepsHeaders = false
  /// Most of this transfer's body that is read, in bytes, counted after decompression.
  var bodyLimit = CurlHandle.bodyLimit
  private(set) var body: [UInt8] = []
  private(set) var bodyCount = 0
  /// The lines of the last reply's head as they came.
  private(set) var head: [UInt8] = []
  /// The status line, such as `HTTP/1.1 503 Service Unavailable`.
  private(set) var statusLine: [UInt8] = []
  var begun = Moment.now
  /// When curl first waited to read, which is just after the connection came about.
  private var firstReading: Moment?
  private let errorText: UnsafeMutablePointer<CChar>
  /// Where the connection is pinned to; `nil` if curl finds the address.
  private(set) var address: IPAddress?
  let certificateBundle: String
  /// The proxy's host and port; `nil` if there is none.
  let proxy: String?
  /// Filled while OpenSSL verifies, on the loop's queue.
  private let certificate: UnsafeMutablePointer<cp_certificate>
  /// Why a socket could not be made, 0 if it could; written by curl's calls, all on the loop's queue.
  private let socketError: UnsafeMutablePointer<Int32>
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var route: UnsafeMutablePointer<curl_slist>?

  /// `nil` when memory runs out.
  init?(_ settings: CurlSettings) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    certificateBundle = settings.certificateBundle
    proxy = settings.proxy?.endpoint.description
    socketError = .allocate(capacity: 1)
    socketError.initialize(to: 0)
    certificate = .allocate(capacity: 1)
    certificate.initialize(to: cp_certificate())
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    cp_set_error_buffer(easy, errorText)
    cp_set_sinks(easy, Unmanaged.passUnretained(self).toOpaque(), Self.onBody, Self.onHeader)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_FRESH_CONNECT, 1)
    set(CURLOPT_FORBID_REUSE, 1)
    set(CURLOPT_SSL_SESSIONID_CACHE, 0)
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    set(CURLOPT_HTTP09_ALLOWED, 0)
    set(CURLOPT_DNS_CACHE_TIMEOUT, 0)
    set(CURLOPT_NETRC, 0)
    set(CURLOPT_PROXY, settings.proxy?.absolute ?? "")
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_USERAGENT, settings.userAgent)
    set(CURLOPT_CAINFO, settings.certificateBundle)
    cp_set_string(easy, CURLOPT_CAPATH, nil)
    set(CURLOPT_PROXY_CAINFO, settings.certificateBundle)
    cp_set_string(easy, CURLOPT_PROXY_CAPATH, nil)
    _ = cp_watch_certificate(easy, certificate)
    cp_watch_sockets(easy, socketError)
    set(CURLOPT_CA_CACHE_TIMEOUT, 86_400)
  }

  /// The handle must not be part of a multi handle any more, nor used again.
  func destroy() {
    clear()
    curl_easy_cleanup(easy)
    errorText.deallocate()
    certificate.deallocate()
    socketError.deallocate()
  }

  func set(_ option: CURLoption, _ value: Int) { cp_set_long(easy, option, value) }
  func set(_ option: CURLoption, _ value: String) { cp_set_string(easy, option, value) }

  /// Connects to this address whatever host the URL names; `nil` lets curl (that is, a proxy) find it.
  func pin(to address: IPAddress?) {
    self.address = address
    guard address != nil || route != nil else { return }
    curl_slist_free_all(route)
    route = address.flatMap { curl_slist_append(nil, "::\($0.bracketed):") }
    cp_set_list(easy, CURLOPT_CONNECT_TO, route)
  }

  /// Whether the server may compress the body.
  func setCompression(_ isWanted: Bool) { cp_set_string(easy, CURLOPT_ACCEPT_ENCODING, isWanted ? "" : nil) }

  func setHeaders(_ lines: [String]) {
    guard !lines.isEmpty || headers != nil else { return }
    curl_slist_free_all(headers)
    headers = lines.reduce(nil) { curl_slist_append($0, $1) }
    cp_set_list(easy, CURLOPT_HTTPHEADER, headers)
  }

  /// Forgets the last transfer's parts that could leak into the next.
  func clear() {
    finished = nil
    pin(to: nil)
    setHeaders([])
    body.removeAll(keepingCapacity: body.capacity <= Self.bodyLimit)
    bodyCount = 0
    statusLine.removeAll(keepingCapacity: true)
    bytesKept = 0
    expectsTLS = false
    certificate.pointee = cp_certificate()
    socketError.pointee = 0
    firstReading = nil
    errorText[0] = 0
  }

  func end(_ result: CURLcode) {
    let finished = finished
    self.finished = nil
    finished?(result)
  }

  // MARK: What came of it

  var status: Int { cp_get_long(easy, CURLINFO_RESPONSE_CODE) }
  var systemError: Int32 {
    let known = socketError.pointee
    return known != 0 ? known : Int32(truncatingIfNeeded: cp_get_long(easy, CURLINFO_OS_ERRNO))
  }
  var redirect: String? { cp_get_string(easy, CURLINFO_REDIRECT_URL).map { String(cString: $0) } }
  var errorMessage: String { String(cString: errorText) }

  /// Who issued the peer's certificate, by common name or else organisation; `nil` if none came.
  var certificateIssuer: String? {
    let name = withUnsafeBytes(of: certificate.pointee.issuer) { Self.text($0) }
    return name.isEmpty ? nil : name
  }

  /// The name of the certificate that was refused, if that is not the peer's own but one further up.
  var refusedIssuer: String? {
    guard certificate.pointee.refused_at > 0 else { return nil }
    return withUnsafeBytes(of: certificate.pointee.refused) { Self.text($0) }
  }

  /// When the peer's own certificate ends; `nil` if none came.
  var certificateEnd: Timestamp? {
    let end = certificate.pointee.end
    return end == 0 ? nil : Timestamp(seconds: end)
  }

  private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Whether a TCP connection came about, whatever became of it.
  var isConnected: Bool { cp_get_long(easy, CURLINFO_LOCAL_PORT) > 0 }

  func noteReading() { firstReading = firstReading ?? .now }

  /// curl 7.88 forgets the connection's time if the TLS handshake fails; ours is good to a fraction of a
  /// millisecond.
  var connectTime: Duration? {
    let known = time(CURLINFO_CONNECT_TIME_T) - time(CURLINFO_NAMELOOKUP_TIME_T)
    if known.isPositive { return known }
    return isConnected ? firstReading.map { $0 - begun } : nil
  }

  /// `nil` if there was no handshake or it failed.
  var handshakeTime: Duration? {
    let secured = time(CURLINFO_APPCONNECT_TIME_T)
    return secured.isPositive ? max(.zero, secured - time(CURLINFO_CONNECT_TIME_T)) : nil
  }

  /// Time since the transfer began.
  func time(_ info: CURLINFO) -> Duration { .microseconds(cp_get_time(easy, info)) }

  private static let onBody: cp_curl_data = { bytes, size, count, owner in
    guard let owner, let bytes else { return 0 }
    let handle = Unmanaged<CurlHandle>.fromOpaque(owner).takeUnretainedValue()
    return handle.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
  }

  /// Returning less than was given ends the transfer.
  private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    let wanted = min(bytes.count, bodyLimit - bodyCount)
    let kept = min(wanted, bytesKept - body.count)
    if kept > 0 { body.append(contentsOf: bytes.prefix(kept)) }
    bodyCount += wanted
    return bodyCount < bodyLimit ? bytes.count : 0
  }

  /// True once as much of the body as is ever wanted has come.
  var hasFullBody: Bool { bodyCount >= bodyLimit }

  private static let onHeader: cp_curl_data = { bytes, size, count, owner in
    guard let owner, let bytes else { return 0 }
    let handle = Unmanaged<CurlHandle>.fromOpaque(owner).takeUnretainedValue()
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    if line.starts(with: "HTTP/".utf8) {
      handle.statusLine.removeAll(keepingCapacity: true)
      handle.statusLine.append(contentsOf: line.prefix(200))
      handle.head.removeAll()
    }
    if handle.keepsHeaders, handle.head.count + line.count <= headerLimit {
      handle.head.append(contentsOf: line)
    }
    return size * count
  }
}
