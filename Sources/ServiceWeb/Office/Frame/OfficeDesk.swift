package import Register

/// What all pages of the back office share.
package struct OfficeDesk: Sendable {
    package static let root = "staff"

    let register: Register
    let site: Site
    /// The public pages, in all their languages.
    let people: Site
    let limits: WebLimits
    /// Seconds in which an approval can be taken back.
    let undo: Int64
    /// Whether payments are taken online.
    let payments: PaymentDesk
    let random: RandomSource
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    /// The languages that its pages are written in.
    package static let languages: [SiteLanguage] = [.zhHant, .en]

    static func path(_ path: String) -> String { path.isEmpty ? "/\(root)" : "/\(root)/\(path)" }

    /// Whom limits count; nil for one that is not counted: a proxy on this machine speaks for many.
    func client(_ page: StaffPage) -> String? {
        page.context.isFromThisMachine ? nil : page.context.client
    }
}
