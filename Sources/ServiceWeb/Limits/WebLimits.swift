package import Register

/// How much of the service anybody may use up.
package struct WebLimits: Sendable {
    /// Seconds that a connection may say nothing, or take to send the head of a request.
    package var idle: Duration = .seconds(30)
    /// How long the body of a request may take to arrive.
    package var request: Duration = .seconds(60)
    /// How long an answer may take to be made and taken.
    package var answer: Duration = .seconds(300)
    /// Bytes of a body that are read and thrown away, where it was refused, before the connection is cut.
    package var discarded = 4 << 20
    /// The same of a form with a file, which is not refused before its end, so that this can be said beside the file's field.
    package var discardedUpload = 40 << 20
    /// How long a form with a file may take to arrive: phones send slowly.
    package var upload: Duration = .seconds(240)
    /// Forms with files that arrive at one time, in all and from one client that is not on this machine: each is in memory.
    package var uploads = 8
    package var uploadsPerClient = 2
    /// Pictures that are read or wait for it: each takes a processor for seconds, one after another.
    package var pictures = 4
    package var picturesPerClient = 1
    /// Pictures of applications that nobody decided yet.
    package var attachments = AttachmentLimits()
    /// Connections in all, and from one client that is not on this machine. A gate holds three, some 26 kB each; a thousand
    /// gates are welcome, and so are those of a port that share one address.
    package var connections = 8_192
    /// From so many on, whoever comes takes the place of who has said nothing for the longest time.
    package var connectionsUntilIdleGo = 6_144
    package var connectionsPerClient = 512
    /// Enrolments a client may try at once, and one more in so many seconds.
    package var enrolments = 10
    package var enrolmentInterval: Duration = .seconds(6)
    /// Forms a client may send at once, and one more in so many seconds.
    package var forms = 10
    package var formInterval: Duration = .seconds(6)
    /// Contacts a client may try to prove at once, and one more in so many seconds; codes themselves are counted in the register.
    package var proofs = 20
    package var proofInterval: Duration = .seconds(3)
    /// How codes are given out, and how long what is proved by one lasts.
    package var codes = CodeRules()
    package var proofLasts = SessionLimits.proof
    /// Phones that passes may be bound to from one client at once, and one more in so many seconds. Each pass has a limit of its
    /// own; a proxy in front speaks for many.
    package var bindings = 60
    package var bindingInterval: Duration = .seconds(1)
    /// Requests of a company's program at once, and one more in so many seconds: 600 a minute.
    package var tokenRequests = 600
    package var tokenInterval: Duration = .milliseconds(100)
    /// Whether companies' endpoints may be without TLS and on this machine: in development.
    package var plainHooks = false
    /// Requests a client may have refused for their signature at once, and one more in so many seconds.
    package var failures = 60
    package var failureInterval: Duration = .seconds(1)

    package init() {}
}
