/// One value for each security level: a policy can't forget one.
package struct ByLevel<Value: Hashable & Sendable>: Hashable, Sendable {
    package var one: Value
    package var two: Value
    package var three: Value

    package init(one: Value, two: Value, three: Value) {
        self.one = one
        self.two = two
        self.three = three
    }

    package subscript(level: SecurityLevel) -> Value {
        switch level {
        case .one: one
        case .two: two
        case .three: three
        }
    }
}
