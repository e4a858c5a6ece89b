extension HTTPURL {
  /// Reads an absolute http or https URL. `nil` for another scheme, an empty host, a port outside 1...65535,
  /// or white space and controls anywhere.
  package init?(_ text: some StringProtocol) {
    let text = String(text)
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), let colon = text.utf8.firstIndex(of: 0x3A),
      text[colon...].hasPrefix("://")
    else { return nil }
    switch text[..<colon].lowercased() {
    case "http": isTLS = false
    case "https": isTLS = true
    default: return nil
    }
    let rest = text[colon...].dropFirst(3).prefix { $0 != "#" }
    let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    var authority = rest[..<authorityEnd]
    if let at = authority.lastIndex(of: "@") {
      userInfo = String(authority[..<at])
      authority = authority[authority.index(after: at)...]
    } else {
      userInfo = nil
    }
    guard let endpoint = Endpoint(authority, defaultPort: isTLS ? 443 : 80) else { return nil }
    self.endpoint = endpoint
    let path = rest[authorityEnd...]
    pathAndQuery = path.hasPrefix("/") ? String(path) : "/" + path
  }

  /// The URL as it is sent, secrets included.
  package var absolute: String { text(userInfo: userInfo, pathAndQuery: pathAndQuery) }

  /// The URL as it is shown: user info and query values replaced by `***`.
  package var redacted: String {
    guard let mark = pathAndQuery.firstIndex(of: "?") else {
      return text(userInfo: userInfo.map { _ in "***" }, pathAndQuery: pathAndQuery)
    }
    let query = pathAndQuery[pathAndQuery.index(after: mark)...]
    let fields = query.split(separator: "&", omittingEmptySubsequences: false).map { field in
      field.contains("=") ? "\(field.prefix { $0 != "=" })=***" : (field.isEmpty ? "" : "***")
    }
    return text(
      userInfo: userInfo.map { _ in "***" },
      pathAndQuery: "\(pathAndQuery[..<mark])?\(fields.joined(separator: "&"))")
  }

  private func text(userInfo: String?, pathAndQuery: String) -> String {
    let host = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
    let port = endpoint.port == (isTLS ? 443 : 80) ? "" : ":\(endpoint.port)"
    return "\(isTLS ? "https" : "http")://\(userInfo.map { "\($0)@" } ?? "")\(host)\(port)\(pathAndQuery)"
  }
}

extension Endpoint {
  /// Reads `host`, `host:port`, `[v6]` or `[v6]:port`. `nil` if the host is empty, a bare IPv6 address, or
  /// the port is missing without a default or outside 1...65535.
  package init?(_ text: some StringProtocol, defaultPort: Int? = nil) {
    let text = String(text)
    let hostText: Substring
    var portText: Substring?
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { return nil }
      hostText = text[text.index(after: text.startIndex)..<close]
      let rest = text[text.index(after: close)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      if !rest.isEmpty { portText = rest.dropFirst() }
    } else {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2 else { return nil }
      hostText = parts.first ?? ""
      portText = parts.count == 2 ? parts[1] : nil
    }
    guard !hostText.isEmpty, hostText.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      !hostText.contains(where: { "/@?#\\".contains($0) }),
      let port = portText.map({ Int($0) }) ?? defaultPort, (1...65_535).contains(port)
    else { return nil }
    self.init(host: hostText.lowercased(), port: port)
  }
}
