import PassFormat
import SQLStore

/// A row of the table of passes, with its signature when there is one.
struct PassRow: Sendable {
    let seq: Int64
    let id: PassID
    let number: String
    let place: StatusPlace
    /// The number of the key.
    let signer: Int64
    let state: PassState
    let kind: PassKind
    let term: PassTerm
    let notBefore: Int64
    let expires: Int64
    let issuedAt: Int64
    let payload: [UInt8]
    /// The row it replaces.
    let replaces: Int64?
    let activatesAt: Int64?
    let reason: String?
    let signature: [UInt8]?

    init(_ row: SQLRow) throws {
        guard let state = PassState(rawValue: try row.integer(6)),
            let kind = UInt8(exactly: try row.integer(7)).flatMap(PassKind.init),
            let term = UInt8(exactly: try row.integer(8)).flatMap(PassTerm.init)
        else { throw RegisterError.damaged("a pass") }
        seq = try row.integer(0)
        id = PassID(rawValue: UInt64(bitPattern: try row.integer(1)))
        number = try row.text(2)
        place = StatusPlace(list: Int(try row.integer(3)), index: Int(try row.integer(4)))
        signer = try row.integer(5)
        self.state = state
        self.kind = kind
        self.term = term
        notBefore = try row.integer(9)
        expires = try row.integer(10)
        issuedAt = try row.integer(11)
        payload = try row.blob(12)
        replaces = try row.optionalInteger(13)
        activatesAt = try row.optionalInteger(14)
        reason = try row.optionalText(15)
        signature = try row.optionalBlob(16)
    }
}
