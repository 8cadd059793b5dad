/// What the log last said of parts that are kept one by one, each by what a person calls it.
struct ReplayedParts {
    private var known: [String: String] = [:]

    subscript(_ name: String) -> String? {
        get { known[name] }
        set { known[name] = newValue }
    }

    /// Goes over what is kept.
    struct Comparison {
        private let parts: ReplayedParts
        private var problems: [AuditProblem] = []
        private var count = 0

        init(with parts: ReplayedParts) { self.parts = parts }

        /// - Parameter value: nil for one that nothing can be right of.
        mutating func take(_ name: String, _ value: String?) {
            count += 1
            if value == nil || parts[name] != value {
                problems.append(AuditProblem(record: nil, "\(name) is not what the log says"))
            }
        }

        /// - Parameter missing: what is said, after how many, of what the log has beyond what is kept.
        func problems(missing: String) -> [AuditProblem] {
            guard count < parts.known.count else { return problems }
            return problems + [AuditProblem(record: nil, "\(parts.known.count - count) \(missing)")]
        }
    }
}
