/// What a pass says: the claims of docs/wire-format.md, as a CBOR Web Token (RFC 8392) carries them.
///
/// Nothing here is verified. The limits hold on reading and on writing: ``encoded()`` reads its own work before giving
/// it out.
package struct PassClaims: Hashable, Sendable {
    /// `iss`: the short name of who issued it.
    package var issuer: WireText
    /// `exp`, seconds since 1970: good before this moment.
    package var expires: Int64
    /// `nbf`, seconds since 1970: good from this moment.
    package var notBefore: Int64
    /// `iat`, seconds since 1970; may lie before `notBefore`.
    package var issuedAt: Int64
    /// `cti`
    package var id: PassID
    /// `cnf`: with it, only a live code proves that the holder shows the pass.
    package var holderKey: HolderKey?
    package var status: StatusReference

    /// As printed, the same over reissues: what history and the guards go by.
    package var number: WireText
    /// As on the identity document.
    package var name: WireText?
    /// The last four characters of the document's number.
    package var idHint: WireText?
    /// The sponsor.
    package var organisation: WireText?
    package var kind: PassKind
    package var term: PassTerm
    /// Sorted as encoded.
    package var access: [PortAccess]
    /// Upper-case ASCII letters and digits only.
    package var plates: [WireText]
    /// Opens the sealed photo of the holder (docs/wire-format.md).
    package var photoSecret: [UInt8]?
    /// The visa number of the ship's call, on single visits.
    package var vesselCall: WireText?
    package var vehicleClass: VehicleClass?
    /// Sorted as encoded.
    package var endorsements: [Endorsement]
    /// The hours table in the policy; nil for any time.
    package var schedule: Int64?
    package var escortRequired: Bool

    /// Claims beside the port pass that this version does not know: ignored.
    package var unknownClaims: [UnknownEntry]
    /// Entries of the port pass that this version does not know. Those below zero restrict: see
    /// ``unknownRestrictions``.
    package var unknownPassEntries: [UnknownEntry]

    package init(
        issuer: WireText, expires: Int64, notBefore: Int64, issuedAt: Int64, id: PassID, holderKey: HolderKey? = nil,
        status: StatusReference, number: WireText, name: WireText? = nil, idHint: WireText? = nil,
        organisation: WireText? = nil, kind: PassKind, term: PassTerm, access: [PortAccess], plates: [WireText] = [],
        photoSecret: [UInt8]? = nil, vesselCall: WireText? = nil, vehicleClass: VehicleClass? = nil,
        endorsements: [Endorsement] = [], schedule: Int64? = nil, escortRequired: Bool = false,
        unknownClaims: [UnknownEntry] = [], unknownPassEntries: [UnknownEntry] = []
    ) {
        self.issuer = issuer
        self.expires = expires
        self.notBefore = notBefore
        self.issuedAt = issuedAt
        self.id = id
        self.holderKey = holderKey
        self.status = status
        self.number = number
        self.name = name
        self.idHint = idHint
        self.organisation = organisation
        self.kind = kind
        self.term = term
        self.access = access
        self.plates = plates
        self.photoSecret = photoSecret
        self.vesselCall = vesselCall
        self.vehicleClass = vehicleClass
        self.endorsements = endorsements
        self.schedule = schedule
        self.escortRequired = escortRequired
        self.unknownClaims = unknownClaims
        self.unknownPassEntries = unknownPassEntries
        sortAsEncoded()
    }

    /// Keys below zero restrict and must be understood. A gate that finds one here answers `condition-unknown`.
    package var unknownRestrictions: [Int64] {
        unknownPassEntries.lazy.map(\.key).filter { $0 < 0 }
    }

    /// Puts everything that is a map on the wire in the order of the wire, so that equal passes are equal values.
    mutating func sortAsEncoded() {
        access.sort { $0.port.precedesAsKey($1.port) }
        endorsements.sort { $0.name.precedesAsKey($1.name) }
        unknownClaims.sort { $0.precedesAsKey($1) }
        unknownPassEntries.sort { $0.precedesAsKey($1) }
    }

    /// The keys of the claims (RFC 8392 section 4; IANA CWT claims registry; ours below -65536, which is private use).
    enum Claim {
        static let issuer: Int64 = 1
        static let expires: Int64 = 4
        static let notBefore: Int64 = 5
        static let issuedAt: Int64 = 6
        static let id: Int64 = 7
        static let confirmation: Int64 = 8
        static let status: Int64 = 65535
        static let portPass: Int64 = -65537

        static let statusList: WireText = "status_list"
        static let statusIndex: WireText = "idx"
        static let statusURI: WireText = "uri"
    }

    /// The keys of the port pass; 10 and 12 are not used.
    enum PassKey {
        static let number: Int64 = 1
        static let name: Int64 = 2
        static let idHint: Int64 = 3
        static let organisation: Int64 = 4
        static let kind: Int64 = 5
        static let term: Int64 = 6
        static let access: Int64 = 7
        static let plates: Int64 = 8
        static let photoSecret: Int64 = 9
        static let vesselCall: Int64 = 11
        static let vehicleClass: Int64 = 13
        static let endorsements: Int64 = 14
        static let schedule: Int64 = -1
        static let escort: Int64 = -2
    }

    /// The labels and values of an Ed25519 COSE_Key (RFC 9053 section 7) in a confirmation claim (RFC 8747 section
    /// 3.2).
    enum ConfirmationKey {
        static let coseKey: Int64 = 1
        static let keyType: Int64 = 1
        static let curve: Int64 = -1
        static let x: Int64 = -2
        static let octetKeyPair: Int64 = 1
        static let ed25519: Int64 = 6
    }
}

extension WireText {
    /// Bytewise order of the encodings: the length comes first in them.
    fileprivate func precedesAsKey(_ other: WireText) -> Bool {
        utf8.count != other.utf8.count ? utf8.count < other.utf8.count : self < other
    }
}

extension UnknownEntry {
    /// Bytewise order of the encodings: 0, 1, 2, … and then -1, -2, ….
    fileprivate func precedesAsKey(_ other: UnknownEntry) -> Bool {
        switch (key < 0, other.key < 0) {
        case (false, false): key < other.key
        case (true, true): key > other.key
        case (let isNegative, _): !isNegative
        }
    }
}
