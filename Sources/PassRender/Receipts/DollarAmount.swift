/// Sums of New Taiwan dollars as receipts write them.
enum DollarAmount {
    /// A billion dollars is no fee.
    static let range = 0..<1_000_000_000

    /// `NT$12,000`
    static func figures(_ amount: Int) -> String { "NT$" + grouped(amount) }

    /// `12,000`
    static func grouped(_ amount: Int) -> String {
        var result = ""
        for (index, digit) in String(amount.magnitude).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return (amount < 0 ? "-" : "") + String(result.reversed())
    }

    /// `新臺幣壹萬貳仟元整`, in the characters that cannot be altered by a stroke.
    ///
    /// - Parameter amount: one of `range`.
    static func words(_ amount: Int) -> String {
        guard amount > 0 else { return "新臺幣零元整" }
        let digits = Array("零壹貳參肆伍陸柒捌玖")
        let places = ["", "拾", "佰", "仟"]
        var result = ""
        var isGap = false
        let figures = Array(String(amount)).compactMap(\.wholeNumberValue)
        for (index, digit) in figures.enumerated() {
            let place = figures.count - 1 - index
            if digit == 0 {
                isGap = true
            } else {
                // One 零 for any number of zeros between digits, none before 萬 and 億.
                if isGap, !result.isEmpty { result.append("零") }
                isGap = false
                result += String(digits[digit]) + places[place % 4]
            }
            let group = figures[max(0, index - 3)...index]
            if place % 4 == 0, place > 0, group.contains(where: { $0 != 0 }) {
                result += place == 4 ? "萬" : "億"
                isGap = false
            }
        }
        return "新臺幣" + result + "元整"
    }
}
