/// What both programs call themselves, and when they were released. Changed with every release, here and nowhere else:
/// `scripts/package` reads it too.
package enum ProgramVersion {
    package static let number = "0.2.0"
    /// 2026-11-25T00:00:00Z, in seconds since 1970: the earliest that it can be wherever such a program runs.
    package static let released: Int64 = 1_795_564_800

    /// As `--version` says it, and the journal.
    package static func text(of program: String) -> String { "\(program) \(number)" }
}
