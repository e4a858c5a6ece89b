#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif
package import Themes

/// Finds the nearest colour a terminal has, by distance in Oklab (Björn Ottosson, "A perceptual color space
/// for image processing", 2020), where equal steps look equally different.
package enum Quantiser {
  /// The 16 colours of xterm; other terminals differ, which is why few things rest on them.
  package static let ansi: [RGB] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { RGB(red: UInt8($0 >> 16), green: UInt8($0 >> 8 & 0xFF), blue: UInt8($0 & 0xFF)) }

  /// The colour behind an index of the 256-colour palette: 16 of the user's own, a cube of 6³, 24 greys.
  package static func color(at index: Int) -> RGB {
    switch index {
    case ..<16: return ansi[max(0, index)]
    case ..<232:
      let levels: [UInt8] = [0, 0x5F, 0x87, 0xAF, 0xD7, 0xFF]
      let cube = index - 16
      return RGB(red: levels[cube / 36], green: levels[cube / 6 % 6], blue: levels[cube % 6])
    default:
      let grey = UInt8(8 + 10 * (min(255, index) - 232))
      return RGB(red: grey, green: grey, blue: grey)
    }
  }

  /// An index of 16...255, the first 16 being the user's to redefine: the nearest colour that has `contrast`
  /// or more against the colour at `background`, the nearest of all if none has.
  package static func index256(of color: RGB, on background: Int? = nil, contrast: Double = 1) -> Int {
    nearest(to: color, among: candidates(Array(16...255), on: background, contrast: contrast))
  }

  /// An index of 0...15, chosen likewise. With so few colours, the nearest to any soft one is a grey: here a
  /// grey becomes a grey by its lightness, and a colour the one of its hue, if there is one near.
  package static func index16(of color: RGB, on background: Int? = nil, contrast: Double = 1) -> Int {
    let indices = candidates(Array(0...15), on: background, contrast: contrast)
    let wanted = oklab(color)
    let known = indices.map { (index: $0, lab: oklab(Self.color(at: $0))) }
    let alike = known.filter { chroma($0.lab) >= leastChroma && hueDifference($0.lab, wanted) < nearHue }
    guard chroma(wanted) >= leastChroma, !alike.isEmpty else { return nearestGrey(to: color, among: indices) }
    func distance(_ lab: Lab) -> Double { hueDifference(lab, wanted) + 0.3 * abs(lab.l - wanted.l) }
    return alike.min { distance($0.lab) < distance($1.lab) }?.index ?? 0
  }

  /// Black or one of the whites, whichever is as light as a background is: text is read on these alone.
  /// - Parameter hasBright: Whether a background can be one of the upper eight.
  package static func background16(of color: RGB, hasBright: Bool) -> Int {
    nearestGrey(to: color, among: hasBright ? [0, 7, 15] : [0, 7])
  }

  private static func candidates(_ indices: [Int], on background: Int?, contrast: Double) -> [Int] {
    guard let back = background.map(Self.color(at:)) else { return indices }
    let readable = indices.filter { Self.color(at: $0).contrast(with: back) >= contrast }
    return readable.isEmpty ? indices : readable
  }

  private static func nearestGrey(to color: RGB, among indices: [Int]) -> Int {
    let wanted = oklab(color).l
    let greys = indices.map { (index: $0, lab: oklab(Self.color(at: $0))) }
      .filter { chroma($0.lab) < leastChroma }
    return greys.min { abs($0.lab.l - wanted) < abs($1.lab.l - wanted) }?.index
      ?? nearest(to: color, among: indices)
  }

  /// Hues further apart than 60° are not taken for one another.
  private static let nearHue = Double.pi / 3
  private static let leastChroma = 0.04

  private static func chroma(_ lab: Lab) -> Double { (lab.a * lab.a + lab.b * lab.b).squareRoot() }

  /// In radians, 0...π.
  private static func hueDifference(_ x: Lab, _ y: Lab) -> Double {
    let difference = abs(atan2(x.b, x.a) - atan2(y.b, y.a))
    return min(difference, 2 * .pi - difference)
  }

  private static func nearest(to color: RGB, among indices: some Collection<Int>) -> Int {
    let wanted = oklab(color)
    var best = (index: 0, distance: Double.infinity)
    for index in indices {
      let distance = squaredDistance(wanted, oklab(Self.color(at: index)))
      if distance < best.distance { best = (index, distance) }
    }
    return best.index
  }

  private typealias Lab = (l: Double, a: Double, b: Double)

  private static func squaredDistance(_ x: Lab, _ y: Lab) -> Double {
    let (l, a, b) = (x.l - y.l, x.a - y.a, x.b - y.b)
    return l * l + a * a + b * b
  }

  private static func oklab(_ color: RGB) -> Lab {
    let (red, green, blue) = color.linear
    let l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    )
  }
}
