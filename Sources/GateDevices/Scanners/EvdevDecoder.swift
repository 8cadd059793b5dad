/// Makes texts of the key events of a scanner that is a keyboard to the kernel.
package struct EvdevDecoder: ScanDecoder {
    private let longestPause: Duration
    private var assembly: TextAssembly
    private var keyboard = Keyboard()
    /// An event whose bytes have not all come.
    private var rest: [UInt8] = []
    private var last: Duration?
    /// Between SYN_DROPPED and the next SYN_REPORT events are not whole (Documentation/input/event-codes.rst).
    private var isLosing = false

    package init(pause: Duration) {
        longestPause = pause
        assembly = TextAssembly(pause: pause)
    }

    package var isOpen: Bool { assembly.isOpen }

    package mutating func take(_ bytes: ArraySlice<UInt8>, _ give: (TextAssembly.Outcome) -> Void) {
        rest += bytes
        var start = 0
        while let event = InputEvent(rest[start...].prefix(InputEvent.size)) {
            start += InputEvent.size
            if let outcome = take(event) { give(outcome) }
        }
        rest.removeFirst(start)
    }

    package mutating func pause() -> TextAssembly.Outcome? {
        endPacket()
        return assembly.pause()
    }

    /// After a pause the next event is the first of its report, whatever was lost before.
    private mutating func endPacket() {
        keyboard.reset()
        isLosing = false
    }

    private mutating func take(_ event: InputEvent) -> TextAssembly.Outcome? {
        switch (event.type, event.code) {
        case (InputEvent.synchronisation, InputEvent.dropped):
            isLosing = true
            keyboard.reset()
            return assembly.breakOff()
        case (InputEvent.synchronisation, InputEvent.report):
            isLosing = false
            return nil
        case (InputEvent.key, _) where event.value == 0 || event.value == 1:
            if let last, event.time - last > longestPause { endPacket() }
            last = event.time
            guard !isLosing, let byte = keyboard.type(event.code, isPressed: event.value == 1) else { return nil }
            return assembly.take(byte, at: event.time)
        default:
            return nil
        }
    }
}
