package import PassFormat
import SQLStore

/// A pass that its holder freed of a former employer, or of the haulier that their vehicle was with.
package struct EmployerRelease: Hashable, Sendable {
    package let id: Int64
    package let pass: PassID
    package let passNumber: String
    /// The company's account; nil where it has none.
    package let company: Int64?
    /// 統一編號; nil where the form had none.
    package let companyNumber: String?
    package let releasedAt: Int64
    package let releasedBy: String
    /// Until when the company can object.
    package let objectUntil: Int64
    /// When the company was told; nil while somebody has to do it by letter.
    package let toldAt: Int64?
    package let toldBy: String?
    /// The company's objection.
    package let objection: OpinionNumber?

    init(_ row: SQLRow) throws {
        id = try row.integer(0)
        pass = PassID(rawValue: UInt64(bitPattern: try row.integer(1)))
        passNumber = try row.text(2)
        company = try row.optionalInteger(3)
        companyNumber = try row.optionalText(4)
        releasedAt = try row.integer(5)
        releasedBy = try row.text(6)
        objectUntil = try row.integer(7)
        toldAt = try row.optionalInteger(8)
        toldBy = try row.optionalText(9)
        objection = try row.optionalText(10).flatMap(OpinionNumber.init(typed:))
    }
}
