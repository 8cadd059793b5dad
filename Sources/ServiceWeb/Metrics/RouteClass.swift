import Register

/// Which part of the service a route belongs to, from the pattern it was registered with: never from what somebody asked for, so
/// that there are as many classes as parts, and no class says anything of a person.
enum RouteClass {
    static let none = "none"

    private static let languages = Set(SiteLanguage.allCases.map(\.rawValue))

    /// The first part that is neither a language nor a variable: `/en/apply/:number` is `apply`.
    static func name(ofPattern pattern: String?) -> String {
        guard let pattern else { return none }
        let part = pattern.split(separator: "/").first { part in
            guard let first = part.first else { return false }
            return first != ":" && first != "{" && first != "*" && !languages.contains(String(part))
        }
        return part.map(String.init) ?? "home"
    }
}
