/// What a keyboard with the US layout types: the layout that scanners have when nobody set another.
///
/// Key codes are those of linux/input-event-codes.h.
struct Keyboard: Hashable, Sendable {
    /// Stands for a key that types nothing we know: the text it stands in is refused, and not taken for another one.
    static let substitute: UInt8 = 0x1A

    private enum Code {
        static let enter: UInt16 = 28
        static let tab: UInt16 = 15
        static let capsLock: UInt16 = 58
        static let numLock: UInt16 = 69
        static let scrollLock: UInt16 = 70
        static let keypadEnter: UInt16 = 96
        static let shifts: Set<UInt16> = [42, 54]
        static let controls: Set<UInt16> = [29, 97]
        /// Alt and the logo keys.
        static let others: Set<UInt16> = [56, 100, 125, 126]
        /// Buttons of mice and the like begin here.
        static let firstButton: UInt16 = 0x100
    }

    private static let keys: [UInt16: (plain: UInt8, shifted: UInt8)] = {
        let rows: [(UInt16, StaticString, StaticString)] = [
            (2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]", "QWERTYUIOP{}"),
            (30, "asdfghjkl;'`", "ASDFGHJKL:\"~"), (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"), (57, " ", " "),
            (86, "\\", "|"),
            // The keypad types digits whatever its lock says: a scanner that uses it means them.
            (55, "*", "*"), (71, "789-456+1230.", "789-456+1230."), (98, "/", "/"), (117, "=", "="), (121, ",", ","),
        ]
        var keys: [UInt16: (plain: UInt8, shifted: UInt8)] = [:]
        for (first, plain, shifted) in rows {
            for (offset, pair) in zip(plain.description.utf8, shifted.description.utf8).enumerated() {
                keys[first + UInt16(offset)] = (pair.0, pair.1)
            }
        }
        return keys
    }()

    private var held: Set<UInt16> = []
    private var isCapsLocked = false

    /// What a key types when it is pressed (`isPressed`) or let go.
    mutating func type(_ code: UInt16, isPressed: Bool) -> UInt8? {
        switch code {
        case _ where Code.shifts.contains(code) || Code.controls.contains(code) || Code.others.contains(code):
            if isPressed { held.insert(code) } else { held.remove(code) }
            return nil
        case Code.capsLock:
            if isPressed { isCapsLocked.toggle() }
            return nil
        case Code.numLock, Code.scrollLock, Code.firstButton...: return nil
        default: return isPressed ? character(code) : nil
        }
    }

    /// As it was plugged in. What is known of held keys and of the lock is worth nothing once events were lost; and between
    /// two scans a scanner holds no key and leaves no lock on.
    mutating func reset() {
        self = Keyboard()
    }

    private func character(_ code: UInt16) -> UInt8 {
        if !held.isDisjoint(with: Code.others) { return Self.substitute }
        switch code {
        case Code.enter, Code.keypadEnter: return 0x0D
        case Code.tab: return 0x09
        default: break
        }
        guard let key = Self.keys[code] else { return Self.substitute }
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(key.plain)
        // A scanner types a control character, such as the separator of GS1 codes, with the control key.
        if !held.isDisjoint(with: Code.controls) {
            let named = [key.plain, key.shifted].first { (0x40...0x5F).contains($0) }
            return named.map { $0 & 0x1F } ?? Self.substitute
        }
        let isShifted = !held.isDisjoint(with: Code.shifts)
        return isShifted != (isCapsLocked && isLetter) ? key.shifted : key.plain
    }
}
