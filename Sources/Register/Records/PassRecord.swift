import Identifiers
import PassFormat

/// A record for `issue` as it was written: its members have the right types; whether they obey the rules is for
/// ``RecordValidator``.
struct PassRecord: Sendable {
    struct Access: Hashable, Sendable {
        let port: String
        let zones: [String]
    }

    enum Schedule: Hashable, Sendable {
        case name(String)
        case id(Int64)
    }

    var kind: PassKind?
    var term: PassTerm?
    var name: String?
    /// Personal: never printed, logged or put in an error.
    var idNumber: String?
    var idKind: IdentityNumber.Kind?
    var organisation: String?
    /// In the order of the record: the first port gives the pass number its start.
    var access: [Access] = []
    var plates: [String] = []
    var vehicleClass: VehicleClass?
    var notBefore: RecordTime?
    var notAfter: RecordTime?
    var endorsements: [(name: String, expires: RecordTime)] = []
    var schedule: Schedule?
    var isEscorted = false
    var vesselCall: String?
    var holderKey: HolderKey?
    var photoSecret: [UInt8]?
    var reference: String?
    /// The members that were there.
    var present: Set<String> = []
}
