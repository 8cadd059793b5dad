/// A form as `multipart/form-data` (RFC 7578, RFC 2046 section 5.1) carries it, read strictly: what no browser sends is
/// refused.
struct MultipartBody: Sendable {
    struct Part: Sendable {
        let name: String
        /// What the browser calls the file, which is looked at only where a form asks for it; nil for what is no file.
        let fileName: String?
        let content: ArraySlice<UInt8>

        var isFile: Bool { fileName != nil }
    }

    /// A form's fields, and what a browser says of each.
    static let mostParts = 64
    private static let longestHead = 2_048

    let parts: [Part]

    /// - Parameters:
    ///   - isCut: whether the body was longer and only its beginning is here: then the last part is left out, and named.
    ///   - cutPart: the name of that part.
    ///   - most: parts.
    /// - Throws: a ``Problem`` of status 400, without what was sent.
    init(
        _ body: [UInt8], boundary: [UInt8], isCut: Bool, cutPart: inout String?, most: Int = MultipartBody.mostParts
    ) throws(Problem) {
        let delimiter = Array("\r\n--".utf8) + boundary
        var parts: [Part] = []
        // The first delimiter has no line before it.
        guard body.starts(with: delimiter.dropFirst(2)) else { throw .badForm }
        var place = delimiter.count - 2
        while true {
            guard let line = Self.ending(body, at: place) else { throw .badForm }
            if line == .last { break }
            place += 2
            guard parts.count < most,
                let headEnd = Self.find(Array("\r\n\r\n".utf8), in: body, from: place, upTo: place + Self.longestHead)
            else { throw .badForm }
            let (name, fileName) = try Self.disposition(body[place..<headEnd])
            let start = headEnd + 4
            guard let end = Self.find(delimiter, in: body, from: start, upTo: body.count) else {
                guard isCut else { throw .badForm }
                cutPart = name
                break
            }
            parts.append(Part(name: name, fileName: fileName, content: body[start..<end]))
            place = end + delimiter.count
        }
        self.parts = parts
    }

    /// The boundary that a field `Content-Type` names; nil for another type, or a boundary that no browser makes.
    static func boundary(of field: String?) -> [UInt8]? {
        guard let field else { return nil }
        let parts = field.split(separator: ";", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "multipart/form-data" else { return nil }
        let parameter = parts[1].drop { $0 == " " }
        guard parameter.lowercased().hasPrefix("boundary=") else { return nil }
        var value = parameter.dropFirst(9)
        if value.count >= 2, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
        let bytes = Array(value.utf8)
        // RFC 2046 section 5.1.1, without the space.
        let isPlain = bytes.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "'()+_,-./:=?".utf8.contains(byte)
        }
        return (1...70).contains(bytes.count) && isPlain ? bytes : nil
    }

    private enum Line { case another, last }

    /// What follows a delimiter: the end of its line, or of everything.
    private static func ending(_ body: [UInt8], at place: Int) -> Line? {
        let next = body[min(place, body.count)...].prefix(2)
        if next.elementsEqual("\r\n".utf8) { return .another }
        guard next.elementsEqual("--".utf8) else { return nil }
        let rest = body[(place + 2)...]
        return rest.isEmpty || rest.elementsEqual("\r\n".utf8) ? .last : nil
    }

    private static func find(_ pattern: [UInt8], in body: [UInt8], from start: Int, upTo limit: Int) -> Int? {
        let last = min(limit, body.count) - pattern.count
        guard let first = pattern.first, start <= last else { return nil }
        return body.withUnsafeBufferPointer { bytes in
            pattern.withUnsafeBufferPointer { pattern in
                for place in start...last where bytes[place] == first {
                    var count = 1
                    while count < pattern.count, bytes[place + count] == pattern[count] { count += 1 }
                    if count == pattern.count { return place }
                }
                return nil
            }
        }
    }

    /// `Content-Disposition: form-data; name="…"; filename="…"` among the fields of a part's head.
    private static func disposition(_ head: ArraySlice<UInt8>) throws(Problem) -> (name: String, fileName: String?) {
        guard let text = String(validating: head, as: UTF8.self) else { throw .badForm }
        let fields = text.split(separator: "\r\n").filter {
            $0.prefix(20).lowercased() == "content-disposition:"
        }
        guard fields.count == 1, let field = fields.first else { throw .badForm }
        var rest = field.dropFirst(20).drop { $0 == " " }
        guard rest.hasPrefix("form-data") else { throw .badForm }
        rest = rest.dropFirst(9)
        var values: [Substring: Substring] = [:]
        while !rest.isEmpty {
            guard let opening = rest.range(ofFirst: "=\"") else { throw .badForm }
            let key = rest[..<opening].drop { $0 == ";" || $0 == " " }
            let value = rest[opening...].dropFirst(2).prefix { $0 != "\"" }
            guard value.endIndex < rest.endIndex, values.updateValue(value, forKey: key) == nil else { throw .badForm }
            rest = rest[value.endIndex...].dropFirst()
        }
        guard let name = values["name"], Set(values.keys).isSubset(of: ["name", "filename"]) else { throw .badForm }
        return (String(name), values["filename"].map { String($0) })
    }
}

extension Substring {
    fileprivate func range(ofFirst pattern: String) -> Index? {
        var rest = self
        while !rest.isEmpty {
            if rest.hasPrefix(pattern) { return rest.startIndex }
            rest = rest.dropFirst()
        }
        return nil
    }
}
