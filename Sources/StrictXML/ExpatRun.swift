import CExpat

/// What expat's handlers write to while it runs.
@safe final class ExpatRun {
    /// Why the run was ended from our side.
    private(set) var failure: XMLError?
    /// Whether the visitor wanted no more.
    private(set) var isStopped = false

    private let parser: XML_Parser
    private let limits: XMLLimits
    private let shifts: [Int]
    private var visit: ((XMLEvent) -> Bool)?
    private var names: [String] = []
    private var text: [UInt8] = []

    init(parser: XML_Parser, limits: XMLLimits, shifts: [Int], visit: @escaping (XMLEvent) -> Bool) {
        unsafe self.parser = unsafe parser
        self.limits = limits
        self.shifts = shifts
        self.visit = visit
    }

    static func of(_ data: UnsafeMutableRawPointer?) -> ExpatRun? {
        guard let data = unsafe data else { return nil }
        return unsafe Unmanaged<ExpatRun>.fromOpaque(data).takeUnretainedValue()
    }

    func finish() { visit = nil }

    func opened(
        _ name: UnsafePointer<CChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    ) {
        guard isRunning, let name = unsafe name else { return }
        flush()
        guard names.count < limits.depth else {
            return fail(.tooDeep, "elements stand within each other more than \(limits.depth) deep")
        }
        // The gate has seen that the whole tag is short.
        let text = unsafe String(cString: name)
        names.append(text)
        tell(.open(name: text, attributes: unsafe Self.count(attributes), place: place))
    }

    func closed() {
        guard isRunning, let name = names.popLast() else { return }
        flush()
        tell(.close(name: name))
    }

    func read(_ bytes: UnsafePointer<CChar>?, _ count: Int32) {
        guard isRunning, let bytes = unsafe bytes else { return }
        guard text.count + Int(count) <= limits.textBytes else {
            return fail(.textTooLong, "the text of an element has more than \(limits.textBytes) bytes")
        }
        for index in 0..<Int(count) { text.append(UInt8(bitPattern: unsafe bytes[index])) }
    }

    func metDoctype() { fail(.doctype, "a document type is not taken") }

    /// What expat has against the document.
    func parserFailure() -> XMLError {
        let code = unsafe XML_GetErrorCode(parser)
        let words = unsafe XML_ErrorString(code).map { unsafe String(cString: $0) } ?? "unknown"
        if code == XML_ERROR_UNDEFINED_ENTITY {
            return XMLError(.entity, place, "a reference is to none of the five entities that XML knows")
        }
        return XMLError(.malformed, place, "the document is not well-formed XML: \(words)")
    }

    private var isRunning: Bool { failure == nil && !isStopped }

    /// Where expat stands, in the text before anything was repaired.
    private var place: XMLPlace {
        let byte = Int(unsafe XML_GetCurrentByteIndex(parser))
        // Each repair before it moved it by four.
        var low = 0
        var high = shifts.count
        while low < high {
            let middle = (low + high) / 2
            if shifts[middle] + 4 * middle < byte { low = middle + 1 } else { high = middle }
        }
        return XMLPlace(line: Int(unsafe XML_GetCurrentLineNumber(parser)), byte: max(0, byte - 4 * low))
    }

    private func flush() {
        guard !text.isEmpty else { return }
        tell(.text(String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }

    private func tell(_ event: XMLEvent) {
        guard isRunning, let visit, !visit(event) else { return }
        isStopped = true
        _ = unsafe XML_StopParser(parser, 0)
    }

    private func fail(_ code: XMLError.Code, _ words: String) {
        guard isRunning else { return }
        failure = XMLError(code, place, words)
        _ = unsafe XML_StopParser(parser, 0)
    }

    private static func count(_ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Int {
        guard let attributes = unsafe attributes else { return 0 }
        var count = 0
        while unsafe attributes[2 * count] != nil { count += 1 }
        return count
    }
}
