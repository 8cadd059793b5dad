package import PassFormat
import StrictJSON

/// Which passes a condemned key signed, and how far they are issued anew.
package struct Compromise: Hashable, Sendable {
    /// Passes of one kind in one state.
    package struct Count: Hashable, Sendable {
        package let kind: PassKind
        package let state: PassState
        package let count: Int
    }

    package let key: KeyID
    package let state: RegisterKey.State
    /// Those whose time is not over, by kind and state.
    package let counts: [Count]
    /// Good passes by port; one that is for several ports counts at each.
    package let ports: [String: Int]
    /// Good passes that nothing stands in for yet: what ``Register/reissue(signedBy:activation:by:now:)`` takes up.
    package let remaining: Int
    /// Good passes whose successor is issued and waits for its time: good until then, by `issued/KID`.
    package let waiting: Int
    /// Those whose successor is in their place.
    package let replaced: Int

    /// All that gates would admit.
    package var good: Int { counts.filter { $0.state == .active }.reduce(0) { $0 + $1.count } }

    /// One JSON object, without a newline.
    package var json: [UInt8] {
        let counts = counts.map { count in
            JSONValue.object([
                "kind": .text(String(describing: count.kind)), "state": .text(count.state.name),
                "count": .integer(Int64(count.count)),
            ])
        }
        let ports = ports.sorted { $0.key < $1.key }.map { port, count in
            JSONValue.object(["port": .text(port), "good": .integer(Int64(count))])
        }
        return JSONWriter.compact(
            .object([
                "key": .text(key.hex), "state": .text(state.rawValue), "passes": .array(counts),
                "ports": .array(ports), "remaining": .integer(Int64(remaining)), "waiting": .integer(Int64(waiting)),
                "replaced": .integer(Int64(replaced)),
            ]))
    }
}

/// How a run of issuing anew went.
package struct BulkReissue: Hashable, Sendable {
    /// Issued anew in this run.
    package var issued = 0
    /// Changed by somebody between the look and the deed; they are looked at again by the next run.
    package var changed = 0
    /// Those that a rule stood in the way of.
    package var refused: [Refusal] = []

    package struct Refusal: Hashable, Sendable {
        package let number: String
        package let rule: String
    }
}
