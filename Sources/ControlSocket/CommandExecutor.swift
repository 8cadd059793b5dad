import Dispatch

/// A thread of its own for one command: it may wait for a slow pipe or a person at a terminal without taking a thread from
/// the tasks of the program it runs in.
final class CommandExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "portpass.command")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
