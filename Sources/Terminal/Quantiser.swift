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

  /// An index of 16...255: the first 16 are the user's to redefine.
  package static func index256(of color: RGB) -> Int { nearest(to: color, among: 16...255) }

  /// An index of 0...15 that stands out from `background` as text has to, as far as one does.
  package static func index16(of color: RGB, on background: Int? = nil) -> Int {
    guard let background else { return nearestByHue(to: color, among: Array(0...15)) }
    let back = Self.color(at: background)
    let readable = (0...15).filter { Self.color(at: $0).contrast(with: back) >= 3 }
    return nearestByHue(to: color, among: readable.isEmpty ? Array(0...15) : readable)
  }

  /// With so few colours, the nearest to any soft one is a grey. Here a grey becomes a grey by its lightness,
  /// and a colour the one of its hue.
  private static func nearestByHue(to color: RGB, among indices: [Int]) -> Int {
    let wanted = oklab(color)
    let isGrey = chroma(wanted) < leastChroma
    let candidates = indices.map { (index: $0, lab: oklab(Self.color(at: $0))) }
    let alike = candidates.filter { (chroma($0.lab) < leastChroma) == isGrey }
    func distance(_ lab: Lab) -> Double {
      let lightness = abs(lab.l - wanted.l)
      return isGrey ? lightness : hueDifference(lab, wanted) + 0.3 * lightness
    }
    return alike.min { distance($0.lab) < distance($1.lab) }?.index ?? nearest(to: color, among: indices)
  }

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
