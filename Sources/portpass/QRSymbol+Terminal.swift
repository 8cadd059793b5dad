import PassRender

extension QRSymbol {
    /// The symbol in half blocks, two modules a character, dark on light whatever the terminal's colours are.
    var terminalText: String {
        let margin = Self.quietZone
        var text = ""
        for row in stride(from: -margin, to: side + margin, by: 2) {
            text += "\u{1B}[30;107m"
            for column in -margin..<side + margin {
                switch (isDark(column: column, row: row), isDark(column: column, row: row + 1)) {
                case (true, true): text += "█"
                case (true, false): text += "▀"
                case (false, true): text += "▄"
                case (false, false): text += " "
                }
            }
            text += "\u{1B}[0m\n"
        }
        return text
    }
}
