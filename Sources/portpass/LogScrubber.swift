/// Takes out of a line what no log should hold, whatever it came in: Taiwan's identity and resident numbers, mobile numbers, e-mail
/// addresses, what follows a `?`, passes, and long words of chance such as tokens and signatures. The sentence around it stays.
enum LogScrubber {
    private static let mark = "…"
    /// Keys and hashes are as long as tokens: nothing so long is worth having in a log.
    private static let longestWord = 40

    static func scrubbed(_ line: String) -> String {
        var output = ""
        var word = ""
        for character in line {
            if isPart(character) {
                word.append(character)
            } else {
                output += scrubbedWord(word)
                word = ""
                output.append(character.isNewline ? " " : character)
            }
        }
        return output + scrubbedWord(word)
    }

    /// Of a word: everything that stands in an address, a path or a token.
    private static func isPart(_ character: Character) -> Bool {
        !character.isWhitespace && character != "\"" && character != "," && character != "(" && character != ")"
    }

    private static func scrubbedWord(_ word: String) -> String {
        var word = word
        if let query = word.firstIndex(of: "?"), word.index(after: query) < word.endIndex {
            word = String(word[..<query]) + "?" + mark
        }
        if word.hasPrefix("PP1:") || word.hasPrefix("PL1:") { return String(word.prefix(4)) + mark }
        if let at = word.firstIndex(of: "@"), at > word.startIndex, word[at...].contains(".") { return mark }
        // Between the slashes of a path each part by itself.
        return word.split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.split(separator: "=", omittingEmptySubsequences: false).map(scrubbedPart).joined(separator: "=")
        }.joined(separator: "/")
    }

    private static func scrubbedPart(_ part: Substring) -> String {
        let bytes = Array(part.utf8)
        if bytes.count > longestWord, bytes.allSatisfy({ isWordByte($0) }) { return mark }
        var output: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let isStart = index == 0 || !isLetterOrDigit(bytes[index - 1])
            if isStart, let length = numberLength(bytes[index...]) {
                output += Array(mark.utf8)
                index += length
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// How many bytes from the start are an identity number (a letter and 9 digits, the first of which may be a letter too) or a
    /// mobile number (09 and 8 digits, or +886 9 and 8 digits), ending there.
    private static func numberLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        let run = Array(bytes.prefix { isLetterOrDigit($0) || $0 == UInt8(ascii: "+") })
        func digits(_ range: Range<Int>) -> Bool {
            range.upperBound <= run.count && run[range].allSatisfy { (0x30...0x39).contains($0) }
        }
        if run.count == 10, isLetter(run[0]), isLetter(run[1]) || digits(1..<2), digits(2..<10) { return 10 }
        if run.count == 10, digits(0..<10), run[0] == 0x30, run[1] == 0x39 { return 10 }
        if run.count == 13, run[0] == UInt8(ascii: "+"), digits(1..<13), run[1] == 0x38, run[2] == 0x38 { return 13 }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":")
    }
}
