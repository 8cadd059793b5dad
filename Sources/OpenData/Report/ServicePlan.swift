/// What the service set out to do, and what of it no register counts.
package struct ServicePlan: Hashable, Sendable {
    /// One application, before it could be made online and now.
    package struct Application: Hashable, Sendable {
        /// A code of ``DataAxis/application``.
        package let code: String
        /// Ways to an office and back, papers filled in, stamps fetched, queues stood in: each one step.
        package let stepsBefore: Int64
        package let stepsNow: Int64
        /// Sheets of paper.
        package let sheetsBefore: Int64

        package init(code: String, stepsBefore: Int64, stepsNow: Int64, sheetsBefore: Int64) {
            self.code = code
            self.stepsBefore = stepsBefore
            self.stepsNow = stepsNow
            self.sheetsBefore = sheetsBefore
        }
    }

    /// Calls of a quarter, as the office counted them.
    package struct Calls: Hashable, Sendable {
        package let period: Quarter
        package let answered: Int64
        package let all: Int64
        package let source: DataText

        package init(period: Quarter, answered: Int64, all: Int64, source: DataText) {
            self.period = period
            self.answered = answered
            self.all = all
            self.source = source
        }
    }

    /// Seconds in which a call is answered, where the seeds say nothing else.
    package static let usualCallTarget: Int64 = 20

    package let applications: [Application]
    package let source: DataText
    /// Of quarters before calls were entered day by day.
    package let calls: [Calls]
    /// Seconds in which a call should be answered.
    package let callTarget: Int64

    package init(applications: [Application], source: DataText, calls: [Calls], callTarget: Int64 = usualCallTarget) {
        self.applications = applications
        self.source = source
        self.calls = calls
        self.callTarget = callTarget
    }
}
