/// Maximises a linear function of variables between 0 and a bound each, where sums of them are 0: the simplex method with upper
/// bounds, by Bland's rule, which ends always. Floating point: whoever uses what it finds checks it in whole numbers.
struct BoundedSimplex {
    private static let tolerance = 1e-9

    private var rows: [[Double]]
    private var right: [Double]
    /// The variable of each row; -1 is an artificial one, which is 0 and stays it.
    private var basis: [Int]
    private var gains: [Double]
    private let bounds: [Double]
    /// Variables that are counted down from their bound.
    private var isFlipped: [Bool]

    /// - Parameters:
    ///   - rows: coefficients of each equation, whose right side is 0.
    ///   - gains: what is maximised.
    init(rows: [[Double]], gains: [Double], bounds: [Double]) {
        self.rows = rows
        self.gains = gains
        self.bounds = bounds
        right = [Double](repeating: 0, count: rows.count)
        basis = [Int](repeating: -1, count: rows.count)
        isFlipped = [Bool](repeating: false, count: gains.count)
    }

    /// The values of the variables; nil where it takes longer than it ever should.
    mutating func solve() -> [Double]? {
        for _ in 0..<200_000 {
            guard let entering = gains.indices.first(where: { isWorthwhile($0) }) else { return values }
            step(entering)
        }
        return nil
    }

    private func isWorthwhile(_ column: Int) -> Bool { gains[column] > Self.tolerance && bounds[column] > 0 }

    private var values: [Double] {
        var values = bounds.indices.map { isFlipped[$0] ? bounds[$0] : 0 }
        for (row, variable) in basis.enumerated() where variable >= 0 {
            values[variable] = isFlipped[variable] ? bounds[variable] - right[row] : right[row]
        }
        return values
    }

    private mutating func step(_ column: Int) {
        var (leaving, length, isAtTop) = (-1, bounds[column], false)
        for row in rows.indices {
            let slope = rows[row][column]
            guard abs(slope) > Self.tolerance else { continue }
            let top = basis[row] < 0 ? 0 : bounds[basis[row]]
            let room = max(0, slope > 0 ? right[row] / slope : (top - right[row]) / -slope)
            let isNearer = room < length - Self.tolerance
            let isFirst = leaving >= 0 && room <= length + Self.tolerance && basis[row] < basis[leaving]
            if isNearer || isFirst { (leaving, length, isAtTop) = (row, min(room, length), slope < 0) }
        }
        guard leaving >= 0 else { return flip(column) }
        if isAtTop {
            if basis[leaving] >= 0 { flip(basis[leaving]) }
            for place in rows[leaving].indices { rows[leaving][place].negate() }
            right[leaving].negate()
        }
        pivot(leaving, column)
    }

    /// Counts a variable from its other end.
    private mutating func flip(_ column: Int) {
        for row in rows.indices where rows[row][column] != 0 {
            right[row] -= rows[row][column] * bounds[column]
            rows[row][column].negate()
        }
        gains[column].negate()
        isFlipped[column].toggle()
    }

    private mutating func pivot(_ row: Int, _ column: Int) {
        let factor = rows[row][column]
        for place in rows[row].indices { rows[row][place] /= factor }
        right[row] /= factor
        for other in rows.indices where other != row && rows[other][column] != 0 {
            let share = rows[other][column]
            for place in rows[row].indices where rows[row][place] != 0 {
                rows[other][place] -= share * rows[row][place]
            }
            rows[other][column] = 0
            right[other] -= share * right[row]
        }
        let gain = gains[column]
        for place in rows[row].indices where rows[row][place] != 0 { gains[place] -= gain * rows[row][place] }
        gains[column] = 0
        basis[row] = column
    }
}
