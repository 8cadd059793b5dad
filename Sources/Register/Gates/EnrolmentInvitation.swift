package import GateMessages

/// A one-time code for a gate, told once and kept nowhere.
package struct EnrolmentInvitation: Hashable, Sendable {
    package let gate: String
    package let code: EnrolmentCode
    /// Seconds since 1970.
    package let expires: Int64

    /// What the QR code holds: where the service is, which gate the kiosk becomes, and the code.
    package func text(url: String) -> String { "\(url)#\(gate).\(code.text)" }
}
