/// What somebody shows of themselves at a counter. Its number is looked at and written nowhere.
package enum CounterDocument: String, Hashable, Sendable, CaseIterable {
    case nationalID = "national-id"
    case residentCertificate = "resident-certificate"
    case passport
}
