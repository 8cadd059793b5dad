import PassCrypto
import PassFormat
import PassVerify
import Register
import TrustPublishing

/// A change of keys, as who decides on it sees it: looked at anew, so that they see what it would come to now.
enum KeyChangeLook {
    /// What a change is about, beside who proposed it.
    static func rows(of body: ChangeBody, _ page: StaffPage) async throws -> [SummaryView.Row] {
        switch body {
        case .condemnKey(let id), .reissuePasses(let id, _):
            guard let key = try await page.register.keys().last(where: { $0.id == id }) else {
                return plainRows(of: body, nil, page)
            }
            guard key.use == .pass else { return plainRows(of: body, key, page) }
            let compromise = try await page.register.compromise(of: id, now: page.now)
            return plainRows(of: body, key, page) + rows(compromise, page)
        case .takeRoot(let bytes): return rootRows(of: bytes, page)
        case .useKey(let use, _):
            let rotation = try await page.register.rotation(of: use, now: page.now)
            return plainRows(of: body, rotation.current, page)
        default: return plainRows(of: body, nil, page)
        }
    }

    @inline(never)
    private static func plainRows(of body: ChangeBody, _ key: RegisterKey?, _ page: StaffPage) -> [SummaryView.Row] {
        let words = page.words
        func row(_ word: String, _ lines: [String]) -> SummaryView.Row {
            SummaryView.Row(words["staff.\(word)"], lines)
        }
        func use(_ use: RegisterKey.Use) -> SummaryView.Row { row("key-use", [words["staff.key-use-\(use.rawValue)"]]) }
        switch body {
        case .announceKey(let named, let new, let wait):
            return [
                use(named), row("rotation-next", [KeyID(rawValue: new.keyID).hex]),
                row("key-wait", [words["staff.key-wait-days", ["count": String(wait / 86_400)]]]),
                row("change-means", [words["staff.change-means-announce-key"]]),
            ]
        case .useKey(let named, let new):
            var rows = [use(named), row("rotation-next", [new.hex])]
            if let key { rows.append(row("key-before", [key.id.hex])) }
            return rows + [row("change-means", [words["staff.change-means-use-key"]])]
        case .withdrawKey(let named, let new):
            return [
                use(named), row("rotation-next", [new.hex]),
                row("change-means", [words["staff.change-means-withdraw-key"]]),
            ]
        case .replaceRoleKey(let role, let new):
            return [
                row("key-role", [role.rawValue]), row("rotation-next", [KeyID(rawValue: new.keyID).hex]),
                row("change-means", [words["staff.change-means-replace-role-key"]]),
            ]
        case .condemnKey(let id):
            var rows = [row("key-id", [id.hex])]
            if let key { rows += [use(key.use), row("change-means", [words["staff.condemn-\(key.use.rawValue)"]])] }
            return rows
        case .reissuePasses(let id, let days):
            return [
                row("key-id", [id.hex]), row("reissue-days", [String(days)]),
                row("change-means", [words["staff.change-means-reissue-passes"]]),
            ]
        case .takeRoot, .revoke, .reinstate, .setRoles, .putInForce: return []
        }
    }

    // MARK: Passes of a key

    static func rows(_ compromise: Compromise, _ page: StaffPage) -> [SummaryView.Row] {
        let words = page.words
        let ports = compromise.ports.sorted { $0.key < $1.key }.map { port, count in
            let name = page.register.siteFacts.ports.first { $0.id == port }.map(page.name(of:)) ?? port
            return words["staff.compromise-port", ["port": name, "count": String(count)]]
        }
        return [
            SummaryView.Row(words["staff.compromise-good"], [String(compromise.good)]),
            SummaryView.Row(words["staff.compromise-ports"], ports.isEmpty ? ["—"] : ports),
            SummaryView.Row(words["staff.compromise-remaining"], [String(compromise.remaining)]),
            SummaryView.Row(words["staff.compromise-waiting"], [String(compromise.waiting)]),
            SummaryView.Row(words["staff.compromise-replaced"], [String(compromise.replaced)]),
        ]
    }

    static func counts(_ compromise: Compromise, _ page: StaffPage) -> [[String: Any]] {
        compromise.counts.map { count in
            var values: [String: Any] = [:]
            values["kind"] = page.words["pass.kind-\(count.kind.jsonName)"]
            values["state"] = page.words["staff.pass-\(count.state.name)"]
            values["count"] = String(count.count)
            return values
        }
    }

    // MARK: Roots

    /// What the next root changes, computed from the two roots.
    static func rootRows(of bytes: [UInt8], _ page: StaffPage) -> [SummaryView.Row] {
        guard let proposal = try? RootProposal(decoding: bytes) else { return [] }
        return rootRows(proposal, page)
    }

    @inline(never)
    static func rootRows(_ proposal: RootProposal, _ page: StaffPage) -> [SummaryView.Row] {
        let (words, changes) = (page.words, proposal.changes)
        var rows = [
            SummaryView.Row(
                words["staff.root-version"],
                [
                    words[
                        "staff.root-version-becomes",
                        ["before": String(changes.versionBefore), "after": String(changes.version)]]
                ]),
            SummaryView.Row(
                words["staff.root-until"],
                [
                    page.day(changes.expires - 1),
                    words["staff.root-before", ["day": page.day(changes.expiresBefore - 1)]],
                ]),
        ]
        rows.append(SummaryView.Row("root", lines(changes.rootBefore, changes.root, words)))
        for change in changes.online {
            rows.append(SummaryView.Row(change.role.rawValue, lines(change.before, change.after, words)))
        }
        let signed = proposal.signatures.map { KeyID(rawValue: $0.publicKey.keyID).hex }.sorted()
        let missing = proposal.missing
        rows.append(SummaryView.Row(words["staff.root-digest"], [proposal.digest]))
        rows.append(
            SummaryView.Row(words["staff.root-signed"], signed.isEmpty ? [words["staff.root-nobody"]] : signed))
        rows.append(
            SummaryView.Row(
                words["staff.root-missing"],
                missing == (0, 0)
                    ? [words["staff.root-enough"]]
                    : [
                        words["staff.root-missing-old", ["count": String(missing.old)]],
                        words["staff.root-missing-new", ["count": String(missing.new)]],
                    ]))
        return rows
    }

    private static func lines(_ before: KeySet, _ after: KeySet, _ words: SiteWords) -> [String] {
        func line(_ word: String, _ id: UInt64) -> String {
            words["staff.root-key-\(word)", ["key": KeyID(rawValue: id).hex]]
        }
        var lines = after.keys.filter { !before.keys.contains($0) }.map { line("new", $0.keyID) }
        lines += before.keys.filter { !after.keys.contains($0) }.map { line("goes", $0.keyID) }
        lines += after.keys.filter(before.keys.contains).map { line("stays", $0.keyID) }
        if before.threshold != after.threshold {
            lines.append(
                words[
                    "staff.root-threshold-becomes",
                    ["before": String(before.threshold), "after": String(after.threshold)]])
        }
        return lines
    }
}
