import GateCore
import GateMessages
import PassFormat
import PassVerify
import StrictJSON

/// A scan as the screen has it.
struct ShownScan: Sendable {
    let handle: ScanHandle
    private(set) var verdict: Verdict
    /// Whether the code could not be read: grey, and nothing to decide.
    let isMisread: Bool
    let direction: Direction
    /// Of the pass; nil where none was verified.
    let number: String?
    /// As the page draws it.
    var answer: JSONObject
    /// When it came onto the screen. When it was scanned is in the answer, and nothing changes that.
    var time: ContinuousClock.Instant
    /// What a guard decided; nil as long as nobody did.
    var decision: Bool?
    /// Codes of what came up since the scan and denies it.
    private(set) var news: [WireText] = []

    /// Whether somebody still has to say what becomes of it.
    var isOpen: Bool { verdict != .admit && !isMisread && decision == nil }

    /// Something came up that denies it.
    mutating func deny(for news: [WireText]) {
        guard let first = news.first else { return }
        self.news = news
        verdict = .deny
        answer["verdict"] = .text(verdict.rawValue)
        answer["reason"] = .object(["code": .text(first.string)])
    }
}

extension ShownScan {
    init(_ result: ScanResult, photo: String?, at time: ContinuousClock.Instant) {
        let answer = ScanAnswer(result, photo: photo)
        self.init(
            handle: ScanHandle(result.recording), verdict: result.verdict, isMisread: answer.isMisread,
            direction: result.direction, number: result.decision.pass?.claims.number.string, answer: answer.members,
            time: time)
    }

    /// One that was there when the program ended: what the journal has of it.
    init(_ recorded: RecordedScan, at time: ContinuousClock.Instant) {
        let verdict: Verdict =
            switch recorded.verdict {
            case .admit: .admit
            case .check: .check
            case .deny: .deny
            }
        let direction: Direction = recorded.direction == .out ? .out : .in
        var members: JSONObject = [
            "verdict": .text(verdict.rawValue), "direction": .text(direction.rawValue), "repeat": .bool(false),
            "misread": .bool(false), "restarted": .bool(true), "time": .integer(recorded.time),
        ]
        // The most serious comes first. What is discreet is not named after a restart either.
        if let code = recorded.reasons.first.flatMap({ ReasonCode(rawValue: $0.string) }) {
            members["reason"] = .object(["code": .text(code.isDiscreet ? ReasonCode.discreetCode : code.rawValue)])
        }
        if let number = recorded.number { members["pass"] = .object(["number": .text(number.string)]) }
        self.init(
            handle: .place(recorded.place), verdict: verdict, isMisread: false, direction: direction,
            number: recorded.number?.string, answer: members, time: time)
    }

    private init(
        handle: ScanHandle, verdict: Verdict, isMisread: Bool, direction: Direction, number: String?,
        answer: JSONObject, time: ContinuousClock.Instant
    ) {
        self.handle = handle
        self.verdict = verdict
        self.isMisread = isMisread
        self.direction = direction
        self.number = number
        self.answer = answer
        self.time = time
    }

    /// The members of its `shown` event.
    var members: JSONObject {
        var all = answer
        all["scan"] = .text(handle.text)
        if let decision { all["decided"] = .bool(decision) }
        return all
    }
}
