import PassCrypto
import SQLStore

/// An account in the database.
struct AccountRow: Sendable {
    let seq: Int64
    let id: AccountID
    /// The keyed hash of the e-mail address.
    let email: [UInt8]
    /// Name and address, sealed.
    let document: [UInt8]
    let language: SiteLanguage
    let password: SecretHash
    let passwordAt: Int64
    /// The authenticator app's secret, sealed, and the step of the code that was used last.
    let timeSecret: [UInt8]?
    let timeStep: Int64?
    let timeHash: TimeCode.HashFunction
    /// One that was shown and is not confirmed yet.
    let newTimeSecret: [UInt8]?
    let createdAt: Int64
    /// When the app was taken off by others; nil once another is set up.
    let factorTakenAt: Int64?

    init(_ row: SQLRow) throws {
        guard let id = AccountID(try row.blob(1)), let language = SiteLanguage(rawValue: try row.text(4)),
            let operations = UInt32(exactly: try row.integer(6)), let memory = UInt32(exactly: try row.integer(7)),
            let cost = try? SealingCost(operations: operations, memoryKiB: memory),
            let password = SecretHash(salt: try row.blob(5), cost: cost, digest: try row.blob(8))
        else { throw RegisterError.damaged("an account") }
        seq = try row.integer(0)
        self.id = id
        email = try row.blob(2)
        document = try row.blob(3)
        self.language = language
        self.password = password
        passwordAt = try row.integer(9)
        timeSecret = try row.optionalBlob(10)
        timeStep = try row.optionalInteger(11)
        newTimeSecret = try row.optionalBlob(12)
        createdAt = try row.integer(13)
        guard let hash = TimeCode.HashFunction(rawValue: try row.text(15)) else {
            throw RegisterError.damaged("an account")
        }
        timeHash = hash
        factorTakenAt = try row.optionalInteger(14)
    }
}
