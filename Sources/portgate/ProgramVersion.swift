/// What this program calls itself, and when it was released: the earliest that it can be anywhere.
enum ProgramVersion {
    static let text = "portgate 0.2"
    /// 2026-11-25T00:00:00Z, in seconds since 1970. Changed with every release.
    static let released: Int64 = 1_795_564_800
}
