/// Which act leads where. Pure: the rules of who may do it, and what else must be true, are its callers'.
package enum ApplicationMachine {
    /// What an approval, or a second look, depends on.
    package struct Circumstances: Hashable, Sendable {
        /// The rules ask for a police verdict.
        package let asksPolice: Bool
        /// The police have answered, and object to nothing.
        package let isCleared: Bool
        /// There is something to pay.
        package let hasFee: Bool
        /// An appeal against the rejection was upheld by somebody else than who rejected.
        package let isUpheld: Bool

        package init(
            asksPolice: Bool = false, isCleared: Bool = false, hasFee: Bool = false, isUpheld: Bool = false
        ) {
            self.asksPolice = asksPolice
            self.isCleared = isCleared
            self.hasFee = hasFee
            self.isUpheld = isUpheld
        }
    }

    /// The state after an act; nil where the act is not possible.
    package static func next(
        _ state: ApplicationState, _ act: ApplicationAct, _ circumstances: Circumstances = Circumstances()
    ) -> ApplicationState? {
        switch (act, state) {
        case (.submit, .draft), (.correct, .correction): .submitted
        case (.withdraw, .draft), (.withdraw, .submitted), (.withdraw, .correction), (.withdraw, .checking),
            (.withdraw, .awaitingPayment):
            .withdrawn
        case (.fault, .submitted), (.fault, .checking): .correction
        case (.check, .submitted): .checking
        case (.verdict, .checking): .checking
        case (.approve, .submitted), (.approve, .checking):
            circumstances.asksPolice && !circumstances.isCleared
                ? nil : circumstances.hasFee ? .awaitingPayment : .approved
        case (.reject, .submitted), (.reject, .checking), (.reject, .correction): .rejected
        case (.pay, .awaitingPayment): .approved
        case (.issue, .approved): .issued
        case (.return, .approved): .submitted
        case (.lapse, .draft), (.lapse, .correction), (.lapse, .awaitingPayment): .lapsed
        case (.reopen, .rejected): circumstances.isUpheld ? .submitted : nil
        default: nil
        }
    }
}
