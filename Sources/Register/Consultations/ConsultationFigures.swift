/// How the consultations of a time went, for statistics.
package struct ConsultationFigures: Hashable, Sendable {
    /// Consultations that ended in the time.
    package let ended: Int64
    /// Contributions to these, and how many of them are answered.
    package let contributions: Int64
    package let answered: Int64
    /// Seconds from its end to its answer that half of those took that were answered in the time; nil where there is none.
    package let usualDuration: Int64?
}
