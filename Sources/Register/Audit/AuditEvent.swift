import PassCrypto
import PassFormat
import StrictJSON

/// What the audit log records. No personal data: ids, numbers, codes and hashes, so that nothing ever has to be erased from it.
enum AuditEvent: Hashable, Sendable {
    case registerCreated(issuer: String, origin: String)
    case seedsAdopted(version: Int64, digest: [UInt8])
    case keyAdded(KeyID, use: String, publicKey: [UInt8], notBefore: Int64, expires: Int64)
    /// Gates are told of it, and after `wait` seconds at most it signs.
    case keyAnnounced(KeyID, use: String, publicKey: [UInt8], notBefore: Int64, expires: Int64, wait: Int64)
    /// An announced key signs from now on.
    case keyUsed(KeyID, use: String)
    case keyRetired(KeyID, use: String)
    /// Gates are told of it no more.
    case keyEnded(KeyID, use: String)
    case keyCompromised(KeyID, use: String)
    /// A root that was signed elsewhere is about to be installed: its SHA-256, and each role with its keys.
    case rootTaken(version: Int, digest: [UInt8], keys: [String])
    /// The delegated roles are about to have these keys.
    case roleKeysReplaced(keys: [String])
    case listOpened(Int)
    case levelSet(Int)
    /// Stored before the signature is made: the payload's SHA-256 binds what will be signed.
    case passIntended(
        PassID, number: String, list: Int, index: Int, key: KeyID, payload: [UInt8], replaces: PassID?)
    /// The signatures are stored; the texts may be handed out.
    case passesReleased([PassID], waiting: [PassID])
    case passVoided(PassID, number: String)
    case passChanged(PassAct, PassID, number: String, reason: String, successor: PassID?)
    /// A one-time code was made; the code itself is nowhere.
    case gateInvited(gate: String, expires: Int64)
    /// Too many wrong proofs.
    case gateCodeBurnt(gate: String)
    case gateEnrolled(gate: String, key: [UInt8], boxKey: [UInt8], invitedBy: String)
    case gateRevoked(gate: String, key: KeyID)
    /// A new key for the lists of a port's gates.
    case portKeyMade(port: String, version: Int64)
    // Whom the police look for, and who is expected, stands nowhere here: only that something changed, and who did it.
    case hotListAdded(port: String, subject: [UInt8], reference: String)
    case hotListRemoved(port: String, subject: [UInt8], reference: String)
    case visitorExpected(port: String, entry: Int64)
    case visitorRemoved(port: String, entry: Int64)
    /// The days of a visitor went with a ship's.
    case visitorMoved(port: String, entry: Int64)
    /// How far the gates' journals were here.
    case journalsHeld([JournalEnd])
    /// What a guard told the office of was done; what it was stands at the gate's record.
    case gateTaskDone(task: Int64)
    // By its number, which opens nothing by itself.
    case applicationChanged(number: String, act: ApplicationAct, reason: String?)
    case applicationIssued(number: String, passes: [PassID])
    /// A counter printed a code that opens its progress; the code itself is nowhere.
    case retrievalCodeMade(number: String)
    /// A counter printed a code that opens a pass.
    case passCodeMade(number: String)
    /// Accounts, companies, and what they do.
    case company(CompanyEvent)
    case opinionChanged(number: String, kind: OpinionKind, act: OpinionAct, outcome: OpinionOutcome?)
    /// A company was told by letter that a pass was freed of it.
    case companyTold(pass: String)
    /// Somebody at a counter began an application for somebody else.
    case counterDraftMade(number: String, channel: PassApplication.Channel)

    /// Identity numbers of these went to the police, to be asked about.
    case policeAsked(applications: [String])

    /// Orders, money, receipts and refunds.
    case payment(PaymentEvent)
    /// Who works with the register, and where they sign in.
    case staff(StaffEvent)
    /// Changes that two people make together, and suspensions of many.
    case change(ChangeEvent)
    /// The office's work with gates.
    case gateDesk(GateDeskEvent)
    /// Violations, and the rules by which things follow from them.
    case violation(ViolationEvent)

    /// The register was put back from a backup, and what the log held since is lost.
    case registerRestored(LogBreak, madeAt: Int64, lost: Int, closed: [Int])
    /// A pass that was issued after the backup, and of which only its place is known, was revoked.
    case lostPassRevoked(list: Int, index: Int, number: String?, reason: String)
    /// What was of a person in these passes is gone.
    case passesErased([PassID])
    /// A run of the retention rules: how many of each class.
    case retentionRan([String: Int])
    case personErased(passes: Int, applications: Int, rosters: Int, kept: Int)
    case personExported(passes: Int, applications: Int)
    /// What is kept of somebody was looked at: the number of the application or of the pass, and what for.
    case dataViewed(number: String, purpose: String)
    /// A feed of ships took another's place: the SHA-256 of it.
    case shipFeedTaken(port: String, feed: String, digest: [UInt8], rows: Int, changes: Int)
    case shipFeedForgotten(port: String, feed: String)
    /// Figures of a quarter were published: the SHA-256 of them.
    case openDataMade(period: String, revision: Int64, digest: [UInt8])
    /// The keys that boxes are sealed with.
    case vault(VaultEvent)
    /// A single window says something else of what a question is about than before: the SHA-256 of its message.
    case windowSaid(question: Int64, finding: String, digest: [UInt8])
    /// Somebody asked, or did something about a question that was given up.
    case windowQuestion(WindowAct, Int64)
    /// Something that everybody sees was published, corrected, ended or taken back.
    case bulletin(BulletinEvent)
    /// Calls of a day that the desks answered were entered, or corrected.
    case calls(CallEvent)
    /// Somebody contributed to a consultation, or a contribution was looked at or answered.
    case consultation(ConsultationEvent)
    /// An answer on a seminar's page became public or was taken back; or its list of people was looked at.
    case seminar(SeminarEvent)
    /// A sealed identity number was opened; the number stands nowhere here.
    case identityOpened(number: String, purpose: String)

    /// The record as it is hashed: canonical JSON, in an order and a spelling that never change.
    func record(number: Int64, at time: Int64, by principal: Principal) -> [UInt8] {
        var members = self.members
        members["at"] = .integer(time)
        members["by"] = .text(principal.name)
        members["n"] = .integer(number)
        members["event"] = .text(name)
        return JSONWriter.compact(.object(members))
    }

    private var name: String {
        switch self {
        case .registerCreated: "register-created"
        case .seedsAdopted: "seeds-adopted"
        case .keyAdded: "key-added"
        case .keyAnnounced: "key-announced"
        case .keyUsed: "key-used"
        case .keyRetired: "key-retired"
        case .keyEnded: "key-ended"
        case .keyCompromised: "key-compromised"
        case .rootTaken: "root-taken"
        case .roleKeysReplaced: "role-keys-replaced"
        case .listOpened: "list-opened"
        case .levelSet: "level-set"
        case .passIntended: "pass-intended"
        case .passesReleased: "passes-released"
        case .passVoided: "pass-voided"
        case .passChanged(let act, _, _, _, _): "pass-\(act.rawValue)"
        case .gateInvited: "gate-invited"
        case .gateCodeBurnt: "gate-code-burnt"
        case .gateEnrolled: "gate-enrolled"
        case .gateRevoked: "gate-revoked"
        case .portKeyMade: "port-key-made"
        case .hotListAdded: "hot-list-added"
        case .hotListRemoved: "hot-list-removed"
        case .visitorExpected: "visitor-expected"
        case .visitorRemoved: "visitor-removed"
        case .visitorMoved: "visitor-moved"
        case .journalsHeld: "journals-held"
        case .gateTaskDone: "gate-task-done"
        case .applicationChanged(_, let act, _): "application-\(act.rawValue)"
        case .applicationIssued: "application-issued"
        case .company(let event): event.name
        case .retrievalCodeMade: "retrieval-code-made"
        case .passCodeMade: "pass-code-made"
        case .opinionChanged(_, _, let act, _): "opinion-\(act.rawValue)"
        case .companyTold: "company-told"
        case .counterDraftMade: "counter-draft-made"
        case .policeAsked: "police-asked"
        case .payment(let event): event.name
        case .staff(let event): event.name
        case .change(let event): event.name
        case .gateDesk(let event): event.name
        case .violation(let event): event.name
        case .registerRestored: "register-restored"
        case .lostPassRevoked: "lost-pass-revoked"
        case .passesErased: "passes-erased"
        case .retentionRan: "retention-ran"
        case .personErased: "person-erased"
        case .personExported: "person-exported"
        case .dataViewed: "data-viewed"
        case .shipFeedTaken: "ship-feed-taken"
        case .shipFeedForgotten: "ship-feed-forgotten"
        case .openDataMade: "open-data-made"
        case .vault(let event): event.name
        case .windowSaid: "window-said"
        case .windowQuestion(let act, _): "window-question-\(act.rawValue)"
        case .bulletin(let event): event.name
        case .calls: CallEvent.name
        case .consultation(let event): event.name
        case .seminar(let event): event.name
        case .identityOpened: "identity-opened"
        }
    }

    private var members: JSONObject {
        switch self {
        case .registerCreated(let issuer, let origin): return ["issuer": .text(issuer), "origin": .text(origin)]
        case .seedsAdopted(let version, let digest):
            return ["version": .integer(version), "sha256": .text(Hex.encode(digest))]
        case .keyAdded(let key, let use, let publicKey, let notBefore, let expires):
            return [
                "key": .text(key.hex), "use": .text(use), "x": .text(Hex.encode(publicKey)),
                "notBefore": .integer(notBefore), "expires": .integer(expires),
            ]
        case .keyAnnounced(let key, let use, let publicKey, let notBefore, let expires, let wait):
            return [
                "key": .text(key.hex), "use": .text(use), "x": .text(Hex.encode(publicKey)),
                "notBefore": .integer(notBefore), "expires": .integer(expires), "wait": .integer(wait),
            ]
        case .keyRetired(let key, let use), .keyCompromised(let key, let use), .keyUsed(let key, let use),
            .keyEnded(let key, let use):
            return ["key": .text(key.hex), "use": .text(use)]
        case .rootTaken(let version, let digest, let keys):
            return [
                "version": .integer(Int64(version)), "sha256": .text(Hex.encode(digest)), "keys": .texts(keys),
            ]
        case .roleKeysReplaced(let keys): return ["keys": .texts(keys)]
        case .listOpened(let list): return ["list": .integer(Int64(list))]
        case .levelSet(let level): return ["level": .integer(Int64(level))]
        case .passIntended(let id, let number, let list, let index, let key, let payload, let replaces):
            var members: JSONObject = [
                "pass": .text(id.hex), "number": .text(number), "list": .integer(Int64(list)),
                "index": .integer(Int64(index)), "key": .text(key.hex), "sha256": .text(Hex.encode(payload)),
            ]
            members["replaces"] = (replaces?.hex).map(JSONValue.text)
            return members
        case .passesReleased(let active, let waiting):
            var members: JSONObject = ["passes": .texts(active.map(\.hex))]
            if !waiting.isEmpty { members["waiting"] = .texts(waiting.map(\.hex)) }
            return members
        case .passVoided(let id, let number): return ["pass": .text(id.hex), "number": .text(number)]
        case .passChanged(_, let id, let number, let reason, let successor):
            var members: JSONObject = ["pass": .text(id.hex), "number": .text(number), "reason": .text(reason)]
            members["successor"] = (successor?.hex).map(JSONValue.text)
            return members
        case .gateInvited(let gate, let expires): return ["gate": .text(gate), "expires": .integer(expires)]
        case .gateCodeBurnt(let gate): return ["gate": .text(gate)]
        case .gateEnrolled(let gate, let key, let boxKey, let invitedBy):
            return [
                "gate": .text(gate), "x": .text(Hex.encode(key)), "box": .text(Hex.encode(boxKey)),
                "invitedBy": .text(invitedBy),
            ]
        case .gateRevoked(let gate, let key): return ["gate": .text(gate), "key": .text(key.hex)]
        case .portKeyMade(let port, let version): return ["port": .text(port), "version": .integer(version)]
        case .hotListAdded(let port, let subject, let reference),
            .hotListRemoved(let port, let subject, let reference):
            return ["port": .text(port), "subject": .text(Hex.encode(subject)), "reference": .text(reference)]
        case .visitorExpected(let port, let entry), .visitorRemoved(let port, let entry),
            .visitorMoved(let port, let entry):
            return ["port": .text(port), "entry": .integer(entry)]
        case .journalsHeld(let ends): return ["journals": .array(ends.map(\.json))]
        case .gateTaskDone(let task): return ["task": .integer(task)]
        case .applicationChanged(let number, _, let reason):
            var members: JSONObject = ["application": .text(number)]
            members["reason"] = reason.map(JSONValue.text)
            return members
        case .company(let event): return event.members
        case .opinionChanged(let number, let kind, _, let outcome):
            var members: JSONObject = ["opinion": .text(number), "kind": .text(kind.rawValue)]
            members["outcome"] = (outcome?.rawValue).map(JSONValue.text)
            return members
        case .companyTold(let pass): return ["number": .text(pass)]
        case .counterDraftMade(let number, let channel):
            return ["application": .text(number), "channel": .text(channel.rawValue)]
        case .applicationIssued(let number, let passes):
            return ["application": .text(number), "passes": .texts(passes.map(\.hex))]
        case .retrievalCodeMade(let number): return ["application": .text(number)]
        case .passCodeMade(let number): return ["number": .text(number)]
        case .policeAsked(let applications): return ["applications": .texts(applications)]
        case .payment(let event): return event.members
        case .staff(let event): return event.members
        case .change(let event): return event.members
        case .gateDesk(let event): return event.members
        case .violation(let event): return event.members
        case .registerRestored(let logBreak, let madeAt, let lost, let closed):
            var members = logBreak.members
            members["madeAt"] = .integer(madeAt)
            members["lostPasses"] = .integer(Int64(lost))
            members["closedLists"] = .array(closed.map { .integer(Int64($0)) })
            return members
        case .lostPassRevoked(let list, let index, let number, let reason):
            var members: JSONObject = [
                "list": .integer(Int64(list)), "index": .integer(Int64(index)), "reason": .text(reason),
            ]
            members["number"] = number.map(JSONValue.text)
            return members
        case .passesErased(let passes): return ["passes": .texts(passes.map(\.hex))]
        case .retentionRan(let counts):
            let sorted = counts.sorted { $0.key < $1.key }
            return [
                "erased": .object(
                    JSONObject(sorted.map { JSONMember(ExactText($0.key), .integer(Int64($0.value))) }))
            ]
        case .personErased(let passes, let applications, let rosters, let kept):
            return [
                "passes": .integer(Int64(passes)), "applications": .integer(Int64(applications)),
                "rosters": .integer(Int64(rosters)), "kept": .integer(Int64(kept)),
            ]
        case .personExported(let passes, let applications):
            return ["passes": .integer(Int64(passes)), "applications": .integer(Int64(applications))]
        case .shipFeedTaken(let port, let feed, let digest, let rows, let changes):
            return [
                "port": .text(port), "feed": .text(feed), "sha256": .text(Hex.encode(digest)),
                "rows": .integer(Int64(rows)), "changes": .integer(Int64(changes)),
            ]
        case .shipFeedForgotten(let port, let feed): return ["port": .text(port), "feed": .text(feed)]
        case .openDataMade(let period, let revision, let digest):
            return [
                "period": .text(period), "revision": .integer(revision), "sha256": .text(Hex.encode(digest)),
            ]
        case .vault(let event): return event.members
        case .windowSaid(let question, let finding, let digest):
            return [
                "question": .integer(question), "finding": .text(finding), "sha256": .text(Hex.encode(digest)),
            ]
        case .windowQuestion(_, let question): return ["question": .integer(question)]
        case .bulletin(let event): return event.members
        case .calls(let event): return event.members
        case .consultation(let event): return event.members
        case .seminar(let event): return event.members
        case .identityOpened(let number, let purpose), .dataViewed(let number, let purpose):
            return ["number": .text(number), "purpose": .text(purpose)]
        }
    }
}
