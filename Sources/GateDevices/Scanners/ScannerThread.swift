internal import Foundation
internal import Synchronization

/// Reads one scanner in a thread of its own, and opens it again when it was unplugged.
final class ScannerThread: Sendable {
    /// Between two attempts to open: the first wait, which doubles, and the longest.
    private static let waits = (first: Duration.milliseconds(250), longest: Duration.seconds(4))

    private enum End {
        case stopped
        /// The device went away; whether it had sent anything.
        case lost(DeviceState, hasRead: Bool)
    }

    private let source: any ScannerSource
    private let current: Mutex<ScannerStatus>
    private let onChange: @Sendable () -> Void

    /// - Parameter onChange: Called when the state has become another.
    init(_ source: any ScannerSource, onChange: @escaping @Sendable () -> Void) {
        self.source = source
        self.onChange = onChange
        current = Mutex(ScannerStatus(name: source.name))
    }

    var status: ScannerStatus { current.withLock { $0 } }

    func noteDropped() {
        current.withLock { $0.dropped += 1 }
    }

    /// Reads until the task is cancelled. When it returns, the device is closed.
    func run(_ give: @escaping @Sendable (ScannedText) -> Void) async {
        while !Task.isCancelled {
            guard let stop = Signal() else {
                set(.failed("the program can open no more files: the scanner is not read"))
                try? await Task.sleep(for: Self.waits.longest)
                continue
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { ended in
                    Thread.detachNewThread { [self] in
                        work(stop, give)
                        ended.resume()
                    }
                }
            } onCancel: {
                stop.send()
            }
        }
        set(.missing)
    }

    private func work(_ stop: Signal, _ give: (ScannedText) -> Void) {
        var wait = Self.waits.first
        while true {
            do {
                let device = try source.connect()
                set(.working)
                guard case .lost(let state, let hasRead) = read(device, stop, give) else { return }
                if hasRead { wait = Self.waits.first }
                set(state)
            } catch {
                set(DeviceState(error))
            }
            guard !stop.isSent(within: wait) else { return }
            wait = min(wait * 2, Self.waits.longest)
        }
    }

    private func read(_ device: borrowing Descriptor, _ stop: Signal, _ give: (ScannedText) -> Void) -> End {
        var decoder = source.makeDecoder()
        var buffer = [UInt8](repeating: 0, count: 4_096)
        var hasRead = false
        while true {
            var looks = [
                pollfd(fd: device.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: stop.number, events: Int16(POLLIN), revents: 0),
            ]
            // The kernel measures the pause: a thread that gets its turn late has not waited for the scanner.
            let count = unsafe poll(&looks, 2, decoder.isOpen ? source.pause.pollTimeout : -1)
            guard count >= 0 || errno == EINTR else { return .lost(trouble(errno), hasRead: hasRead) }
            if looks[1].revents != 0 { return .stopped }
            if count == 0, let outcome = decoder.pause() { note(outcome, give) }
            guard count > 0 else { continue }
            let size = unsafe Foundation.read(device.number, &buffer, buffer.count)
            switch size {
            case 1...:
                hasRead = true
                decoder.take(buffer[..<size]) { note($0, give) }
            case 0: return .lost(.missing, hasRead: hasRead)
            default:
                let code = errno
                // A device that hung up and has nothing more would be looked at for ever.
                let hungUp = looks[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
                guard code == EINTR || (code == EAGAIN && !hungUp) else {
                    return .lost(trouble(code), hasRead: hasRead)
                }
            }
        }
    }

    private func trouble(_ code: Int32) -> DeviceState {
        switch code {
        case ENODEV, EIO, ENXIO, EAGAIN: .missing
        default: .failed("the scanner \(source.name) can't be read: \(Descriptor.text(of: code))")
        }
    }

    private func note(_ outcome: TextAssembly.Outcome, _ give: (ScannedText) -> Void) {
        current.withLock { status in
            switch outcome {
            case .text: status.texts += 1
            case .half: status.halves += 1
            case .tooLong: status.tooLong += 1
            }
        }
        switch outcome {
        case .text(let bytes): give(ScannedText(bytes: bytes, source: source.name))
        case .tooLong: give(.tooLong(from: source.name))
        case .half: break
        }
    }

    private func set(_ state: DeviceState) {
        let isNew = current.withLock { status in
            defer { status.state = state }
            return status.state != state
        }
        if isNew { onChange() }
    }
}
