/// The exit statuses of both programs (DESIGN section 9).
package enum ExitStatus {
    package static let done: Int32 = 0
    /// Anything that broke: a file, the network, the database.
    package static let broke: Int32 = 1
    /// The command line itself was wrong.
    package static let usage: Int32 = 2
    /// `portgate verify` of one text: the guard must check something.
    package static let check: Int32 = 10
    /// `portgate verify` of one text: denied.
    package static let deny: Int32 = 20
}
