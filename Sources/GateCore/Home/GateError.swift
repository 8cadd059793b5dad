package import PassFormat

/// Why the gate's home can't do what was asked: one plain sentence that says what to do.
package struct GateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of error, open for additions.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// There is no gate's home, or already one.
        package static let home = Code(rawValue: "home")
        /// The root file is not one, or not one to trust.
        package static let root = Code(rawValue: "root")
        /// The gate is not in the policy.
        package static let gate = Code(rawValue: "gate")
        /// The files of trust on this disk are damaged.
        package static let trust = Code(rawValue: "trust")
        /// A file can't be read or written.
        package static let file = Code(rawValue: "file")
        /// What the gate remembers can't be read or written.
        package static let memory = Code(rawValue: "memory")
        /// The gate's own keys can't be used.
        package static let identity = Code(rawValue: "identity")
        /// What was asked for makes no sense here.
        package static let request = Code(rawValue: "request")
        /// The source of updates can't be used.
        package static let source = Code(rawValue: "source")
        /// The name or the PIN is wrong.
        package static let pin = Code(rawValue: "pin")
        /// Wrong PINs before: not before ``GateError/retryAfter``.
        package static let tooSoon = Code(rawValue: "too-soon")
        /// A supervisor has to agree, another person than the guard.
        package static let supervisor = Code(rawValue: "supervisor")
        /// The scan is too old for anybody to be let in by it.
        package static let tooOld = Code(rawValue: "too-old")
        /// Since the scan something came up that denies: ``GateError/reasons``.
        package static let changed = Code(rawValue: "changed")
    }

    package let code: Code
    package let description: String
    /// Seconds after which it may be tried again; nil where time changes nothing.
    package let retryAfter: Int64?
    /// Codes of what denies now, most serious first.
    package let reasons: [WireText]

    package init(_ code: Code, _ sentence: String, retryAfter: Int64? = nil, reasons: [WireText] = []) {
        self.code = code
        description = sentence
        self.retryAfter = retryAfter
        self.reasons = reasons
    }
}
