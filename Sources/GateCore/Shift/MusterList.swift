internal import GateMessages
package import PassFormat

/// Who is inside, as this gate knows it: without a network too, and with the age of what it knows.
package struct MusterList: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let number: WireText
        /// Seconds since 1970.
        package let since: Int64
        /// Where the number went in.
        package let gate: WireText
        /// By the port's directory; nil where it does not know the number, or can't be read here.
        package let kind: PassKind?
        /// Of the bearer of a visitor card: the last characters of the document, and who accompanies.
        package let hint: WireText?
        package let escort: WireText?
    }

    package let gate: WireText
    /// When it was made, seconds since 1970.
    package let asOf: Int64
    /// When this gate last knew what all gates of the port know, by the service's clock; nil if it never did.
    package let heard: Int64?
    /// Those that went in last come first.
    package let rows: [Row]
    /// Emergency vehicles inside, with the people in them.
    package let emergencies: [EmergencyInside]
    package let evacuation: Evacuation?

    /// Seconds since this gate last heard of the others.
    package var age: Int64? { heard.map { max(0, asOf - $0) } }
}
