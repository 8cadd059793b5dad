internal import CodeReader
internal import Dispatch
internal import Synchronization

/// Reads codes in the frames of a camera, outside the threads of tasks, one frame at a time.
///
/// The newest wins: of the frames that wait only the last is read, so that what is shown is what the camera sees now.
package final class FrameReader: Sendable {
    package enum Answer: Hashable, Sendable {
        /// What the frame's codes say, each content once; none is the usual case.
        case texts([ScannedText])
        /// A newer frame came before this one's turn.
        case superseded
    }

    private typealias Waiting = (
        frame: GrayFrame, continuation: CheckedContinuation<Result<Answer, DeviceError>, Never>
    )

    private struct State {
        var isReading = false
        var waiting: Waiting?
    }

    private let source: String
    private let queue = DispatchQueue(label: "portpass.frames", qos: .userInitiated)
    private let state = Mutex(State())

    /// - Parameter source: What texts from here are said to come from.
    package init(source: String = "camera") {
        self.source = source
    }

    /// - Throws: `frame` when there is no memory to look at it.
    package func read(_ frame: GrayFrame) async throws(DeviceError) -> Answer {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Answer, DeviceError>, Never>) in
            let (isFirst, older) = state.withLock { state in
                guard state.isReading else {
                    state.isReading = true
                    return (true, nil as Waiting?)
                }
                defer { state.waiting = (frame, continuation) }
                return (false, state.waiting)
            }
            older?.continuation.resume(returning: .success(.superseded))
            if isFirst { start((frame, continuation)) }
        }
        return try result.get()
    }

    private func start(_ first: Waiting) {
        queue.async { [self] in
            var next: Waiting? = first
            while let (frame, continuation) = next {
                continuation.resume(returning: texts(in: frame))
                next = state.withLock { state in
                    defer { state.waiting = nil }
                    state.isReading = state.waiting != nil
                    return state.waiting
                }
            }
        }
    }

    private func texts(in frame: GrayFrame) -> Result<Answer, DeviceError> {
        do throws(CodeReaderError) {
            let codes = try CodeReader.read(
                gray: frame.pixels.span, width: frame.width, height: frame.height, effort: .frame)
            return .success(.texts(codes.map { ScannedText(bytes: $0.bytes, source: source) }))
        } catch {
            return .failure(.frame(error.description))
        }
    }
}
