/// What a token lets a program do in a company's name. The raw value is what the database and the programs' documents hold.
package enum TokenScope: String, Hashable, Sendable, CaseIterable {
    case readApplications = "applications:read"
    case writeApplications = "applications:write"
    case readPasses = "passes:read"
    case releasePasses = "passes:release"
    case writeVisitors = "visitors:write"

    /// What whoever made the token must be able to do themselves, at the time that it is used.
    package var act: CompanyAct {
        switch self {
        case .readApplications, .readPasses: .view
        case .writeApplications: .apply
        case .releasePasses: .release
        case .writeVisitors: .receive
        }
    }
}
