import StrictJSON

/// The two ways to list delegated roles.
package enum DelegatedRoles: Hashable, Sendable {
    /// In order of trust.
    case named([DelegatedRole])
    case succinct(SuccinctRoles)

    init(_ fields: inout MetadataFields) throws(UpdateError) {
        let succinct = fields.takeIfPresent("succinct_roles")
        guard fields.rest["roles"] != nil else {
            guard let succinct else { throw .malformed("the delegations name no roles") }
            self = .succinct(try SuccinctRoles(succinct))
            return
        }
        guard succinct == nil else { throw .malformed("the delegations have both roles and succinct_roles") }
        var roles: [DelegatedRole] = []
        var names: Set<ExactText> = []
        for json in try fields.array("roles") {
            let role = try DelegatedRole(json)
            guard names.insert(role.name).inserted else {
                throw .malformed("the role \(role.name.quoted) is delegated to twice")
            }
            roles.append(role)
        }
        self = .named(roles)
    }

    var members: [ExactText: JSONValue] {
        switch self {
        case .named(let roles): ["roles": .array(roles.map(\.json))]
        case .succinct(let roles): ["succinct_roles": roles.json]
        }
    }

    /// The keys of the role `name`; `nil` when it is not delegated to.
    func roleKeys(_ name: ExactText) -> RoleKeys? {
        switch self {
        case .named(let roles): roles.first { $0.name == name }?.keys
        case .succinct(let roles): roles.isBin(name) ? roles.keys : nil
        }
    }

    /// What `trusted(for:)` costs, in the unit of `UpdateLimits.pathWork`.
    func work(for path: ExactText) -> Int {
        let patterns =
            switch self {
            case .named(let roles): roles.reduce(0) { $0 + $1.paths.weight }
            case .succinct: 64
            }
        return patterns * (path.string.utf8.count + 64)
    }

    /// The roles that may speak for `path`, in order of trust, and whether the search ends with each.
    func trusted(for path: ExactText) -> [(name: ExactText, isTerminating: Bool)] {
        switch self {
        case .named(let roles): roles.filter { $0.paths.contain(path) }.map { ($0.name, $0.isTerminating) }
        case .succinct(let roles): [(roles.bin(for: path), true)]
        }
    }
}
