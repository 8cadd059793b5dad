import GateCore
import GateMessages
import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import StrictJSON

/// The members of a request's body, each taken once by its name and kind; what nobody takes is refused.
struct Form {
    static let limit = 16_384

    private var members: [ExactText: JSONValue]

    init(_ request: Request) async throws {
        guard request.headers[.contentType] == "application/json" else { throw HTTPError(.unsupportedMediaType) }
        let body = try await request.body.collect(upTo: Self.limit)
        guard case .object(let object)? = try? JSONReader.read(Array(buffer: body)) else {
            throw KioskProblem.form("the body is no JSON object")
        }
        self.init(object)
    }

    init(_ object: JSONObject) {
        members = object.byName
    }

    mutating func text(_ name: ExactText) throws(KioskProblem) -> String {
        guard let text = try optionalText(name) else { throw .form("\(name) is missing") }
        return text
    }

    mutating func optionalText(_ name: ExactText) throws(KioskProblem) -> String? {
        switch members.removeValue(forKey: name) {
        case .string(let text): return text.string
        case nil, .null: return nil
        case let other?: throw .form("\(name) is \(other.kind) and must be a text")
        }
    }

    mutating func wire(_ name: ExactText) throws(KioskProblem) -> WireText { WireText(try text(name)) }

    mutating func optionalWire(_ name: ExactText) throws(KioskProblem) -> WireText? {
        try optionalText(name).map { WireText($0) }
    }

    mutating func flag(_ name: ExactText) throws(KioskProblem) -> Bool {
        guard let flag = try optionalFlag(name) else { throw .form("\(name) is missing") }
        return flag
    }

    mutating func optionalFlag(_ name: ExactText) throws(KioskProblem) -> Bool? {
        switch members.removeValue(forKey: name) {
        case .bool(let flag): return flag
        case nil, .null: return nil
        case let other?: throw .form("\(name) is \(other.kind) and must be true or false")
        }
    }

    mutating func integer(_ name: ExactText) throws(KioskProblem) -> Int64 {
        guard let number = try optionalInteger(name) else { throw .form("\(name) is missing") }
        return number
    }

    mutating func optionalInteger(_ name: ExactText) throws(KioskProblem) -> Int64? {
        switch members.removeValue(forKey: name) {
        case .integer(let number): return number
        case nil, .null: return nil
        case let other?: throw .form("\(name) is \(other.kind) and must be a whole number")
        }
    }

    /// One of the words of a kind.
    mutating func word<Word: RawRepresentable>(_ name: ExactText, _ type: Word.Type) throws(KioskProblem) -> Word
    where Word.RawValue == String {
        guard let word = try optionalWord(name, type) else { throw .form("\(name) is missing") }
        return word
    }

    mutating func optionalWord<Word: RawRepresentable>(
        _ name: ExactText, _ type: Word.Type
    ) throws(KioskProblem) -> Word? where Word.RawValue == String {
        guard let text = try optionalText(name) else { return nil }
        guard let word = Word(rawValue: text) else { throw .form("\(name) is none of the words that it may be") }
        return word
    }

    mutating func optionalForm(_ name: ExactText) throws(KioskProblem) -> Form? {
        switch members.removeValue(forKey: name) {
        case .object(let object): return Form(object)
        case nil, .null: return nil
        case let other?: throw .form("\(name) is \(other.kind) and must be an object")
        }
    }

    /// A guard's or supervisor's name and PIN.
    mutating func credential() throws(KioskProblem) -> Credential {
        let name = try wire("name")
        // Of a shape that no PIN has: as wrong as any other that is wrong.
        guard let pin = PIN(try text("pin")) else {
            throw .other(.forbidden, "pin", "the name or the PIN is wrong")
        }
        return Credential(name: name, pin: pin)
    }

    mutating func optionalCredential(_ name: ExactText) throws(KioskProblem) -> Credential? {
        guard var inner = try optionalForm(name) else { return nil }
        let credential = try inner.credential()
        try inner.end()
        return credential
    }

    /// A scan.
    mutating func handle(_ name: ExactText) throws(KioskProblem) -> ScanHandle {
        guard let handle = try optionalHandle(name) else { throw .form("\(name) is missing") }
        return handle
    }

    mutating func optionalHandle(_ name: ExactText) throws(KioskProblem) -> ScanHandle? {
        guard let text = try optionalText(name) else { return nil }
        guard let handle = ScanHandle(text) else { throw .form("\(name) is no scan's handle") }
        return handle
    }

    /// A record of the journal: its place, as a scan's handle has it.
    mutating func optionalPlace(_ name: ExactText) throws(KioskProblem) -> JournalPlace? {
        guard let handle = try optionalHandle(name) else { return nil }
        guard case .place(let place) = handle else {
            throw .request("it waits for the disk: try again when it was written")
        }
        return place
    }

    /// Everything was taken.
    func end() throws(KioskProblem) {
        if let name = members.keys.min() { throw .form("nobody here knows \(name.quoted)") }
    }
}
