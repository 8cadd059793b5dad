import HTTPTypes
import Hummingbird
import Photos
import Register
import SQLStore

/// Applying for a pass, and following the application.
struct ApplyRoutes: Sendable {
    private let register: Register
    private let limiter: RateLimiter
    private let limits: WebLimits
    private let uploads: UploadSlots
    private let pictures: PhotoIntake
    /// One picture at a time: each may take a processor for seconds.
    private let lane = SerialLane()
    /// How many pictures wait for the lane, with the one in it: whoever sends form after form waits behind nobody but themselves.
    private let queue: UploadSlots
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    init(register: Register, pictures: PhotoIntake, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.now = now
        self.pictures = pictures
        self.limits = limits
        uploads = UploadSlots(all: limits.uploads, perClient: limits.uploadsPerClient)
        queue = UploadSlots(all: limits.pictures, perClient: limits.picturesPerClient)
        limiter = RateLimiter(burst: limits.forms, interval: limits.formInterval)
    }

    func add(to group: RouterGroup<ServiceContext>) {
        group.get("apply") { _, _ in page(ApplicationForm(), []) }
        group.post("apply") { request, context in try await apply(request, context) }
        group.get("applications/:id") { _, context in try await progress(context) }
    }

    private func page(_ form: ApplicationForm, _ problems: [FormProblem]) -> Response {
        ApplyPage(form: form, problems: problems, ports: register.ports).response()
    }

    /// Nothing is wrong with the form but the moment: what was typed stays.
    private func busy(_ form: ApplicationForm) -> Response {
        let problem = FormProblem(field: .photo, words: FieldWords.photoBusy)
        return ApplyPage(form: form, problems: [problem], ports: register.ports)
            .response(status: .serviceUnavailable, headers: [.retryAfter: "60"])
    }

    private func apply(_ request: Request, _ context: ServiceContext) async throws -> Response {
        if let wait = limiter.take(context.client, at: .now) { throw Problem.tooMany(wait) }
        guard FormBody.isMultipart(request) else {
            let fields = try await FormBody.fields(
                of: request, single: ApplicationForm.single, repeated: ApplicationForm.repeated)
            return try await answer(ApplicationForm(fields), nil, from: nil)
        }
        let client = context.isFromThisMachine ? nil : context.client
        guard uploads.take(client) else { throw Problem.tooMany(.seconds(30)) }
        defer { uploads.free(client) }
        let (fields, upload) = try await FormBody.upload(
            of: request, single: ApplicationForm.single, repeated: ApplicationForm.repeated,
            file: ApplicationForm.file, discarded: limits.discardedUpload)
        return try await answer(ApplicationForm(fields), upload, from: client)
    }

    private func answer(
        _ form: ApplicationForm, _ upload: FormUpload?, from client: String?
    ) async throws -> Response {
        let (now, utcOffset) = (now(), register.utcOffset)
        let zones = register.ports.flatMap(OfferedZone.zones)
        let record = form.record(utcOffset: utcOffset, zones: zones)
        let problems =
            form.problems(today: SiteDate.day(of: now, utcOffset: utcOffset), zones: zones)
            + words(for: register.problems(ofApplication: record, now: now), form)
        guard problems.isEmpty else {
            let again = upload == nil ? [] : [FormProblem(field: .photo, words: FieldWords.photoAgain)]
            return page(form, problems + again)
        }
        let photo: [UInt8]?
        do {
            photo = try await self.photo(of: upload, from: client)
        } catch is QueueFull {
            return busy(form)
        } catch let error as PhotoError {
            return page(form, [FormProblem(field: .photo, words: FieldWords.photo(error.code))])
        }
        let answer = try await register.apply(
            record, photo: photo, within: limits.waitingPhotos, by: Principal("site"), now: now)
        switch answer {
        case .submitted(let id): return PageFrame.redirect(to: .application(id))
        case .refused(let refusal): return page(form, words(for: refusal.problems, form))
        }
    }

    /// What a child process makes of the picture that came along.
    private func photo(of upload: FormUpload?, from client: String?) async throws -> [UInt8]? {
        switch upload {
        case nil: return nil
        case .tooLarge: throw PhotoError.tooLarge
        case .file(let picture):
            guard queue.take(client) else { throw QueueFull() }
            defer { queue.free(client) }
            return try await lane.run { try await pictures.jpeg(from: picture) }
        }
    }

    /// Too many pictures wait.
    private struct QueueFull: Error {}

    private func words(for problems: [FieldProblem], _ form: ApplicationForm) -> [FormProblem] {
        problems.map { FieldWords.problem($0, latest: latestDay(form)) }
    }

    /// The last whole day of the longest pass that begins on the form's first day.
    private func latestDay(_ form: ApplicationForm) -> CivilDate? {
        guard let term = form.chosenTerm, let firstDay = form.firstDay,
            let end = register.longestEnd(
                of: term.term, from: SiteDate.start(of: firstDay, utcOffset: register.utcOffset))
        else { return nil }
        return SiteDate.day(of: end - 1, utcOffset: register.utcOffset)
    }

    private func progress(_ context: ServiceContext) async throws -> Response {
        guard let id = ApplicationID(hex: context.parameters.get("id") ?? ""),
            let application = try await register.application(id)
        else { throw Problem.notFound }
        let reason = application.reason.flatMap { code in
            register.reasons(for: "reject").first { $0.code == code }
        }
        return ProgressPage(application: application, reason: reason, utcOffset: register.utcOffset).response
    }
}
