import PassFormat

/// What the audit log records. No personal data: ids, numbers, codes and hashes, so that nothing ever has to be erased from it.
enum AuditEvent: Hashable, Sendable {
    case registerCreated(issuer: String, origin: String)
    case seedsAdopted(version: Int64, digest: [UInt8])
    case keyAdded(KeyID, use: String, publicKey: [UInt8], notBefore: Int64, expires: Int64)
    case keyRetired(KeyID, use: String)
    case keyCompromised(KeyID, use: String)
    case listOpened(Int)
    case levelSet(Int)
    /// Stored before the signature is made: the payload's SHA-256 binds what will be signed.
    case passIntended(
        PassID, number: String, list: Int, index: Int, key: KeyID, payload: [UInt8], replaces: PassID?)
    /// The signatures are stored; the texts may be handed out.
    case passesReleased([PassID], waiting: [PassID])
    case passVoided(PassID, number: String)
    case passChanged(PassAct, PassID, number: String, reason: String, successor: PassID?)

    /// The record as it is hashed: canonical JSON, in an order and a spelling that never change.
    func record(number: Int64, at time: Int64, by principal: Principal) -> [UInt8] {
        var json = CanonicalJSON()
        json.set("at", time)
        json.set("by", principal.name)
        json.set("n", number)
        json.set("event", name)
        fill(&json)
        return json.bytes
    }

    private var name: String {
        switch self {
        case .registerCreated: "register-created"
        case .seedsAdopted: "seeds-adopted"
        case .keyAdded: "key-added"
        case .keyRetired: "key-retired"
        case .keyCompromised: "key-compromised"
        case .listOpened: "list-opened"
        case .levelSet: "level-set"
        case .passIntended: "pass-intended"
        case .passesReleased: "passes-released"
        case .passVoided: "pass-voided"
        case .passChanged(let act, _, _, _, _): "pass-\(act.rawValue)"
        }
    }

    private func fill(_ json: inout CanonicalJSON) {
        switch self {
        case .registerCreated(let issuer, let origin):
            json.set("issuer", issuer)
            json.set("origin", origin)
        case .seedsAdopted(let version, let digest):
            json.set("version", version)
            json.set("sha256", hex: digest)
        case .keyAdded(let key, let use, let publicKey, let notBefore, let expires):
            json.set("key", key.hex)
            json.set("use", use)
            json.set("x", hex: publicKey)
            json.set("notBefore", notBefore)
            json.set("expires", expires)
        case .keyRetired(let key, let use), .keyCompromised(let key, let use):
            json.set("key", key.hex)
            json.set("use", use)
        case .listOpened(let list): json.set("list", list)
        case .levelSet(let level): json.set("level", level)
        case .passIntended(let id, let number, let list, let index, let key, let payload, let replaces):
            json.set("pass", id.hex)
            json.set("number", number)
            json.set("list", list)
            json.set("index", index)
            json.set("key", key.hex)
            json.set("sha256", hex: payload)
            json.set("replaces", replaces?.hex)
        case .passesReleased(let active, let waiting):
            json.set("passes", active.map(\.hex))
            if !waiting.isEmpty { json.set("waiting", waiting.map(\.hex)) }
        case .passVoided(let id, let number):
            json.set("pass", id.hex)
            json.set("number", number)
        case .passChanged(_, let id, let number, let reason, let successor):
            json.set("pass", id.hex)
            json.set("number", number)
            json.set("reason", reason)
            json.set("successor", successor?.hex)
        }
    }
}
