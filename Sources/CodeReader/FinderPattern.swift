/// One of the three squares by which a code is found, as it stands in a picture: a dark ring of seven modules a side.
struct FinderPattern: Hashable, Sendable {
    /// The ring's outer corners, in order around it.
    let corners: [Place]
    let middle: Place
    /// Pixels within the corners.
    let area: Double

    /// A side of one of its modules, in pixels.
    var module: Double { area.squareRoot() / 7 }

    /// From the pixels of a dark ring: the corners of the four-sided figure that they lie in.
    ///
    /// - Returns: nil for pixels that are no such ring.
    init?(ring pixels: [Place]) {
        guard let first = pixels.first else { return nil }
        var sum = Place(x: 0, y: 0)
        for pixel in pixels { sum = sum + pixel }
        let mean = sum * (1 / Double(pixels.count))
        // The farthest from the middle is a corner, the farthest from that one the opposite; the others lie farthest beside the
        // line between them.
        func farthest(from place: Place) -> Place {
            var (best, most) = (first, -1.0)
            for pixel in pixels {
                let distance = (pixel - place).square
                if distance > most { (best, most) = (pixel, distance) }
            }
            return best
        }
        let one = farthest(from: mean)
        let three = farthest(from: one)
        let line = three - one
        var (two, four) = (one, one)
        var (right, left) = (0.0, 0.0)
        for pixel in pixels {
            let beside = line.cross(pixel - one)
            if beside > right { (two, right) = (pixel, beside) }
            if beside < left { (four, left) = (pixel, beside) }
        }
        middle = (one + two + three + four) * 0.25
        area = (right - left) / 2
        corners = [one, two, three, four]
        // Of 49 modules the ring is 24; half of the figure lies on each side of its diagonal.
        let share = Double(pixels.count) / area
        guard area > 60, (0.3...0.8).contains(share), right > -left / 3, -left > right / 3 else { return nil }
    }
}
