/// How what people wrote in a time stands, for statistics.
package struct OpinionFigures: Hashable, Sendable {
    package let kind: OpinionKind
    /// That came in the time.
    package let received: Int64
    /// Of these.
    package let answered: Int64
    /// First answered after their time.
    package let late: Int64
    package let withdrawn: Int64
    package let upheld: Int64
    package let dismissed: Int64
    /// Seconds to the first answer that half of them took; nil before there is one.
    package let usualDuration: Int64?
}
