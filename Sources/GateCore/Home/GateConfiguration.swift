internal import Foundation

/// Who this gate is: `gate.json` in its home, written once by `portgate init`.
package struct GateConfiguration: Codable, Hashable, Sendable {
    /// The gate's id in the policy, such as `KEL-E1`.
    package var gate: String
    /// Whether development keys are accepted here. Never set on a real gate.
    package var development: Bool
    /// Hex SHA-256 of the root file that the operator compared.
    package var rootDigest: String
    /// When the home was made, in seconds since 1970.
    package var created: Int64
    /// Where the service is; nil for a gate that is not enrolled.
    package var service: String?
    /// Whether it was said at enrolment that the service may be talked to without TLS over a network; nil for no.
    package var plainHTTP: Bool?

    package init(gate: String, development: Bool, rootDigest: String, created: Int64) {
        self.gate = gate
        self.development = development
        self.rootDigest = rootDigest
        self.created = created
        service = nil
        plainHTTP = nil
    }
}
