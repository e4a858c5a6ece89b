extension Coordinates {
  /// Great-circle distance on a sphere of 6,371 km, by the haversine formula.
  package func kilometres(to other: Coordinates) -> Double {
    let degree = Double.pi / 180
    let (phi1, phi2) = (latitude * degree, other.latitude * degree)
    let (a, b) = (sine((phi2 - phi1) / 2), sine((other.longitude - longitude) * degree / 2))
    let h = a * a + cosine(phi1) * cosine(phi2) * b * b
    return 2 * 6_371 * arcsine(min(1, h.squareRoot()))
  }
}
