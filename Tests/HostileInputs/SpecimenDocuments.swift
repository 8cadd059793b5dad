import StrictJSON
import TrustUpdates

/// Signed parts of metadata to mutate from, each with the number of its role: those of the honest repository, and some
/// that use what it does not.
enum SpecimenDocuments {
    static let all: [(role: Int, document: JSONValue)] =
        SpecimenRepository.roles.enumerated().map { number, role -> (Int, JSONValue) in
            let document = SpecimenRepository.honest.documents[role] ?? .null
            // The version after the one that the gate has; of the others it reads what the snapshot lists.
            return (number, role == "timestamp" ? document.with("version", .integer(2)) : document)
        } + [(0, nextRoot), (0, rootWithForeignKeys), (3, targetsWithBins), (3, targetsWithPrefixes)]

    /// Metadata files with keys that are not Ed25519.
    static let foreignFile = JSONWriter.compact(.object(["signatures": .array([]), "signed": rootWithForeignKeys]))

    private static let nextRoot = root.with("version", .integer(2))
    private static let root = SpecimenRepository.honest.documents["root"] ?? .null
    private static let targets = SpecimenRepository.honest.documents["targets"] ?? .null

    private static let rootWithForeignKeys = nextRoot.changing("keys") { keys in
        keys.with("ecdsa", key("ecdsa", "ecdsa-sha2-nistp256", ecdsaKey))
            .with("rsa", key("rsa", "rsassa-pss-sha256", rsaKey))
    }

    private static let targetsWithBins = targets.changing("delegations") { delegations in
        guard case .object(var members) = delegations, case .array(let roles) = members["roles"],
            case .object(let role) = roles.first
        else { return delegations }
        members["roles"] = nil
        members["succinct_roles"] = .object([
            "keyids": role["keyids"] ?? .null, "threshold": .integer(1), "bit_length": .integer(3),
            "name_prefix": .string("bin"),
        ])
        return .object(members)
    }

    private static let targetsWithPrefixes = targets.changing("delegations") { delegations in
        delegations.changing("roles") { roles in
            guard case .array(var roles) = roles, let first = roles.first else { return roles }
            roles[0] = first.with("paths", nil).with("path_hash_prefixes", .array([.string("0"), .string("ab")]))
            return .array(roles)
        }
    }

    private static func key(_ type: ExactText, _ scheme: ExactText, _ value: ExactText) -> JSONValue {
        .object(["keytype": .string(type), "scheme": .string(scheme), "keyval": .object(["public": .string(value)])])
    }

    private static let ecdsaKey: ExactText = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/yhytUovm0t/l2tjmmicqeglAJk9
        NpfcV7RZ/SwMcsaEx1hESV8H/0XMYHikOz+jd9ofBTydK+BIy+RTrVQQzw==
        -----END PUBLIC KEY-----

        """

    private static let rsaKey: ExactText = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAk4qJAL6eQhXwZOHwHcgZ
        ojJ/uI3L2zlH2zs7Q921mGfO163hLgEHPfQwLkYv2UMzO2TlG+VXo0MHtRmf/8q5
        2p4gISebZQw0Bp9OuZYxwFoQJeUk9yTvRk6h/8NWgy4+WKlsUcQ6C/ImT5zMu0GI
        v2wvpmq3V3DFdW98CSSZN5zMEq20V8dcu+UEltrZDDXyuTKWnPXil6bEduwKAzIc
        Da5TeBR3NP5oniFnc7uFn6neG7Ddf043sN5YdN7UAU8rtJP+pGB7CHrx8GEdvrBQ
        x45oHkSDQ7fouRUWAgXCRA2r4WY54llRdlJyA3wEgwgE7h5XBF2xMXB8mLninpxy
        NwIDAQAB
        -----END PUBLIC KEY-----

        """
}

extension JSONValue {
    /// The object with another member, or without it.
    fileprivate func with(_ name: ExactText, _ value: JSONValue?) -> JSONValue {
        guard case .object(var members) = self else { return self }
        members[name] = value
        return .object(members)
    }

    fileprivate func changing(_ name: ExactText, _ change: (JSONValue) -> JSONValue) -> JSONValue {
        guard case .object(let members) = self, let value = members[name] else { return self }
        return with(name, change(value))
    }
}
