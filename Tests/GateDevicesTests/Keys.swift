/// Key events as a scanner makes them that is a keyboard to the kernel, written apart from the reader's own table.
struct Keys {
    /// `struct input_event` of a 64-bit machine.
    static func event(_ time: Duration, _ type: UInt16, _ code: UInt16, _ value: Int32) -> [UInt8] {
        let parts = time.components
        func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
            withUnsafeBytes(of: number.littleEndian) { Array($0) }
        }
        return bytes(parts.seconds) + bytes(parts.attoseconds / 1_000_000_000_000) + bytes(type) + bytes(code)
            + bytes(value)
    }

    private static let unshifted: [Character: UInt16] = [
        "1": 2, "2": 3, "3": 4, "4": 5, "5": 6, "6": 7, "7": 8, "8": 9, "9": 10, "0": 11, "-": 12, "=": 13, "\t": 15,
        "q": 16, "w": 17, "e": 18, "r": 19, "t": 20, "y": 21, "u": 22, "i": 23, "o": 24, "p": 25, "[": 26, "]": 27,
        "\r": 28, "a": 30, "s": 31, "d": 32, "f": 33, "g": 34, "h": 35, "j": 36, "k": 37, "l": 38, ";": 39, "'": 40,
        "`": 41, "\\": 43, "z": 44, "x": 45, "c": 46, "v": 47, "b": 48, "n": 49, "m": 50, ",": 51, ".": 52, "/": 53,
        " ": 57,
    ]

    private static let shifted: [Character: Character] = [
        "!": "1", "@": "2", "#": "3", "$": "4", "%": "5", "^": "6", "&": "7", "*": "8", "(": "9", ")": "0", "_": "-",
        "+": "=", "{": "[", "}": "]", ":": ";", "\"": "'", "~": "`", "|": "\\", "<": ",", ">": ".", "?": "/",
    ]

    static let leftShift: UInt16 = 42
    static let capsLock: UInt16 = 58

    /// Between two events of one scan.
    var step = Duration.milliseconds(1)
    var time = Duration.seconds(1_000)

    mutating func press(_ code: UInt16, _ value: Int32) -> [UInt8] {
        time += step
        // EV_MSC MSC_SCAN comes along with real keys.
        return Self.event(time, 4, 4, 0x7_0004) + Self.event(time, 1, code, value) + Self.event(time, 0, 0, 0)
    }

    mutating func tap(_ code: UInt16) -> [UInt8] { press(code, 1) + press(code, 0) }

    /// Everything that one scan sends, and then the pause before the next.
    mutating func scan(_ text: String, end: String = "\r", isCapsLocked: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        for character in text + end {
            let lower = Character(character.lowercased())
            let isUpper = character != lower
            let plain = Self.shifted[character] ?? lower
            guard let code = Self.unshifted[plain] else { fatalError("no key types \(character)") }
            let isShifted = Self.shifted[character] != nil || (lower.isLetter && isUpper != isCapsLocked)
            if isShifted { bytes += press(Self.leftShift, 1) }
            bytes += tap(code)
            if isShifted { bytes += press(Self.leftShift, 0) }
        }
        time += .milliseconds(300)
        return bytes
    }
}
