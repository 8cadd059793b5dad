/// Why a verdict is what it is: every code of the table in DESIGN section 5.
///
/// The cases stand in the order of seriousness, and that order is the data by which reasons of one effect are sorted
/// (`seriousness`): first what says that nothing else can be known, then forgery, then persons, then the pass, the
/// place and the time, then what the guard can settle. `hotlist` comes last of its effect, so that a kiosk that shows
/// one reason shows any other reason before it: a hit is discreet.
package enum ReasonCode: String, Hashable, Sendable, CaseIterable {
    /// The gate has no trust it could decide by, or its trust does not know this gate.
    case noTrust = "no-trust"
    /// The text is of a kind this reader does not know: another prefix or another algorithm.
    case unsupported
    /// The text cannot be parsed.
    case malformed
    /// A key has this id, but the signature verifies under none of them; or a live code's holder signature is wrong.
    case badSignature = "bad-signature"
    /// No key for passes has this id.
    case unknownKey = "unknown-key"
    /// The pass, its key or the live code's audience names another issuer than the policy.
    case wrongIssuer = "wrong-issuer"
    /// The register never signed this payload with this compromised key.
    case keyCompromised = "key-compromised"
    /// The pass was issued outside the time of its key.
    case keyNotValid = "key-not-valid"
    /// A supervisor's list at this gate.
    case barred
    /// By the status list, for good.
    case revoked
    /// By the status list: a newer pass has replaced this one.
    case superseded
    /// By the status list, for now.
    case suspended
    /// There is no list for the pass's URI, or its index lies outside: absence is never "not revoked".
    case statusUnknown = "status-unknown"
    /// Past its end by more than the clock skew.
    case expired
    /// Before its start by more than the clock skew.
    case notYetValid = "not-yet-valid"
    /// The pass opens nothing at this gate's port.
    case wrongPort = "wrong-port"
    /// The pass opens this port, but none of this gate's zones.
    case wrongZone = "wrong-zone"
    /// This gate is not used in this direction.
    case wrongDirection = "wrong-direction"
    /// Not at this time of the day or week.
    case outsideHours = "outside-hours"
    /// A single visit that has been made already.
    case alreadyUsed = "already-used"
    /// The number is inside already.
    case alreadyInside = "already-inside"
    /// The number is leaving and never came in.
    case notInside = "not-inside"
    /// The gate's lists are older than the policy allows at this security level.
    case statusStale = "status-stale"
    /// A restriction that this gate does not know: an unknown key below zero, or an unknown hours table.
    case conditionUnknown = "condition-unknown"
    /// This live code was shown here before.
    case liveCodeReplayed = "live-code-replayed"
    /// The live code is too old, or from the future.
    case liveCodeStale = "live-code-stale"
    /// A bound pass shown without its live code: a copy.
    case holderProofMissing = "holder-proof-missing"
    /// A pass without holder key on paper or a screen, where the policy asks for a look.
    case paper
    /// The plate at the gate is not on the pass.
    case vehicleMismatch = "vehicle-mismatch"
    /// A vehicle whose driver has shown no pass.
    case driverMissing = "driver-missing"
    /// The holder must be accompanied.
    case escortRequired = "escort-required"
    /// The zone asks for an endorsement that the pass lacks, or that has run out.
    case endorsementMissing = "endorsement-missing"
    /// The ship that the pass is for is not in port yet.
    case shipNotArrived = "ship-not-arrived"
    /// The ship that the pass is for has left.
    case shipDeparted = "ship-departed"
    /// There is no photo to compare the holder with.
    case photoMissing = "photo-missing"
    /// The gate's own clock cannot be right.
    case clockSuspect = "clock-suspect"
    /// The police list. A kiosk shows that something is to be checked, never this.
    case hotlist

    /// Most serious first. Sorting by effect comes before this.
    package static let seriousness: [ReasonCode] = allCases

    /// Denials that rest on the gate's clock, and are worth only a check when that clock is suspect (DESIGN section 5).
    package var restsOnTheClock: Bool {
        switch self {
        case .expired, .notYetValid, .outsideHours, .statusStale: true
        default: false
        }
    }

    /// Whether a kiosk keeps this reason to itself (and only sounds like an ordinary check).
    package var isDiscreet: Bool { self == .hotlist }
}
