/// Tables of a release that the report is made of and that are no file of the open data.
package enum ReportTable {
    /// One row: consultations that ended, contributions to them, how many of these are answered, and the hours to the answer that half
    /// of the consultations took that were answered in the quarter. Each of them has its own on its page, so nothing is kept back.
    package static let consultations = "consultations"
}
