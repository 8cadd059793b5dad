/// One value bound to, or read from, a statement: the types that SQLite and PostgreSQL share.
///
/// There is no floating point on purpose: nothing in a register or a journal is one.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(nilLiteral: ()) { self = .null }

    /// An integer, or `NULL` for nil.
    package static func integer(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
    /// A text, or `NULL` for nil.
    package static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    /// Bytes, or `NULL` for nil.
    package static func blob(_ value: [UInt8]?) -> SQLValue { value.map { .blob($0) } ?? .null }
}
