/// Why a pass was not bound. Nothing was changed. The raw value is what programs are told.
package enum BindingRefusal: String, Hashable, Sendable, CaseIterable {
    /// There is none of this number, or it is not active: suspended, revoked, superseded or over.
    case notActive = "not-active"
    /// The rules bind no passes of this kind.
    case notForKind = "not-for-kind"
    /// A reissue waits to take its place.
    case reissueWaiting = "reissue-waiting"
    /// It was bound too often in the last 24 hours.
    case tooOften = "too-often"
    /// With a holder's key it would not fit a code.
    case tooLong = "too-long"
    /// The key did not sign: a pass bound to it would admit nobody.
    case badProof = "bad-proof"
}
