/// Which part of the service a route belongs to, from the pattern it was registered with: never from what somebody asked for, so
/// that there are as many classes as parts, and no class says anything of a person.
enum RouteClass {
    static let none = "none"

    /// The first part that is no variable: `/:lang/apply/:kind` is `apply`.
    static func name(ofPattern pattern: String?) -> String {
        guard let pattern else { return none }
        let part = pattern.split(separator: "/").first { part in
            guard let first = part.first else { return false }
            return first != ":" && first != "{" && first != "*"
        }
        return part.map(String.init) ?? "home"
    }
}
