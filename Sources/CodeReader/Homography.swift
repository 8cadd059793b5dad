/// A projection of the plane, as a camera makes it of a flat code: from one set of places to another.
struct Homography: Hashable, Sendable {
    /// Row by row; the last of nine is 1.
    private let terms: [Double]

    /// The one that fits pairs of places best, in the sense of its own linear equations.
    ///
    /// - Returns: nil for places that determine none: fewer than four, or all on a line.
    init?(from: [Place], to: [Place]) {
        guard from.count == to.count, from.count >= 4 else { return nil }
        // The normal equations of two lines a pair: eight unknowns, and the right side.
        var sums = [[Double]](repeating: [Double](repeating: 0, count: 9), count: 8)
        for (source, target) in zip(from, to) {
            let (x, y, u, v) = (source.x, source.y, target.x, target.y)
            for line in [
                [x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v],
            ] {
                for row in 0..<8 { for column in 0..<9 { sums[row][column] += line[row] * line[column] } }
            }
        }
        guard let solved = Self.solved(&sums) else { return nil }
        terms = solved + [1]
    }

    /// Gauss with the largest pivot of each column.
    private static func solved(_ rows: inout [[Double]]) -> [Double]? {
        for column in 0..<8 {
            let pivot = (column..<8).max { rows[$0][column].magnitude < rows[$1][column].magnitude } ?? column
            guard rows[pivot][column].magnitude > 1e-12 else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<8 where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in column..<9 { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return (0..<8).map { rows[$0][8] / rows[$0][$0] }
    }

    /// - Returns: not finite for a place on the horizon.
    func callAsFunction(_ place: Place) -> Place {
        let depth = terms[6] * place.x + terms[7] * place.y + 1
        return Place(
            x: (terms[0] * place.x + terms[1] * place.y + terms[2]) / depth,
            y: (terms[3] * place.x + terms[4] * place.y + terms[5]) / depth)
    }
}
