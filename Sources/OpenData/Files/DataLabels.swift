/// What categories are called: axes that every register has the same of, and ports and gates, which each has of its own.
package struct DataLabels: Sendable {
    package let ports: [(code: String, text: DataText)]
    package let gates: [(code: String, text: DataText)]

    package init(ports: [(code: String, text: DataText)], gates: [(code: String, text: DataText)]) {
        self.ports = ports
        self.gates = gates
    }

    package static let total = DataText("合計", "Total")

    /// The categories of an axis in their order, without the sum.
    package func categories(of axis: DataAxis) -> [(code: String, text: DataText)] {
        switch axis {
        case .port: ports + [(DataAxis.severalPorts, DataText("多港", "Several ports"))]
        case .gate: gates
        case .line: [(DataAxis.sharedLine, DataText("共用專線", "Line of all ports"))] + ports
        case .hour:
            (0..<24).map { hour in
                let code = hour < 10 ? "0\(hour)" : "\(hour)"
                return (code, DataText("\(code) 時", "\(code):00"))
            }
        default: axis.fixed
        }
    }

    package func text(_ code: String, of axis: DataAxis) -> DataText {
        if code == CountTable.total { return Self.total }
        return categories(of: axis).first { $0.code == code }?.text ?? DataText(code, code)
    }
}
