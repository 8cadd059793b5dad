import StrictJSON

/// What somebody says of themselves when they sign up: sealed.
package struct SeminarGuestDetails: Hashable, Sendable {
    package static let longestName = 80
    package static let longestNeeds = 500
    package static let longestQuestion = 1_000
    private static let block = 512

    package let name: String
    /// What they need to take part; may be empty.
    package let needs: String
    /// What they want to know; may be empty.
    package let question: String

    package init(name: String, needs: String, question: String) {
        self.name = OpinionText.plain(name)
        self.needs = OpinionText.plain(needs)
        self.question = OpinionText.plain(question)
    }

    package var faults: [Fault] {
        var faults: [Fault] = []
        if name.contains("\n") {
            faults.append(Fault("name", "forbidden-character"))
        } else if let fault = OpinionText.fault(in: name, field: "name", longest: Self.longestName) {
            faults.append(fault)
        }
        for (field, text, longest) in [
            ("needs", needs, Self.longestNeeds), ("question", question, Self.longestQuestion),
        ] where !text.isEmpty {
            if let fault = OpinionText.fault(in: text, field: field, longest: longest) { faults.append(fault) }
        }
        return faults
    }

    /// What is sealed of it, in steps of so much that its length says little.
    var padded: [UInt8] {
        let bytes = JSONWriter.compact(
            .object(["name": .text(name), "needs": .text(needs), "question": .text(question)]))
        return bytes + [UInt8](repeating: 0, count: Self.block - bytes.count % Self.block)
    }

    init?(padded bytes: [UInt8]) {
        func text(_ value: JSONValue?) -> String? {
            if case .string(let text)? = value { text.string } else { nil }
        }
        guard case .object(let object)? = try? JSONReader.read(Array(bytes.prefix { $0 != 0 })),
            let name = text(object["name"]), let needs = text(object["needs"]), let question = text(object["question"])
        else { return nil }
        self.init(name: name, needs: needs, question: question)
    }
}
