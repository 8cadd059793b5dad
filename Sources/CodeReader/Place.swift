/// A place in a picture or in a code's own plane.
struct Place: Hashable, Sendable {
    var x: Double
    var y: Double

    static func + (left: Place, right: Place) -> Place { Place(x: left.x + right.x, y: left.y + right.y) }
    static func - (left: Place, right: Place) -> Place { Place(x: left.x - right.x, y: left.y - right.y) }
    static func * (place: Place, factor: Double) -> Place { Place(x: place.x * factor, y: place.y * factor) }

    /// Twice the signed area of the triangle with the origin; positive where `other` lies clockwise on a screen.
    func cross(_ other: Place) -> Double { x * other.y - y * other.x }
    func dot(_ other: Place) -> Double { x * other.x + y * other.y }
    /// The square of its distance from the origin.
    var square: Double { x * x + y * y }
    var length: Double { square.squareRoot() }
    var isFinite: Bool { x.isFinite && y.isFinite }
}
