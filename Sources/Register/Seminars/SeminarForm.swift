import Identifiers

/// A seminar as it is typed.
package struct SeminarForm: BulletinForm {
    package typealias Kind = Seminars

    package static let longestPlace = 80
    package static let longestLink = 200
    /// As many as the form has room for on which it is noted who came.
    package static let mostPlaces: Int64 = 250
    /// A message has room for so much of a title.
    private static let longestTitleBytes = 256

    package var typed = TypedTexts<ArticlePart>()
    /// A day, in either calendar.
    package var day = ""
    /// `14:00`.
    package var begins = ""
    package var ends = ""
    package var place = ""
    package var placeInEnglish = ""
    package var link = ""
    package var spoken: [String] = []
    package var access: [String] = []
    package var places = ""
    /// The last day on which somebody may sign up; empty for until it begins.
    package var signUpUntil = ""

    package init() {}

    package init(_ content: SeminarContent, utcOffset: Int64) {
        typed = TypedTexts(content.texts)
        day = DateText.iso(CivilDate(of: content.begins, utcOffset: utcOffset))
        begins = SeminarTime.clock(content.begins, utcOffset: utcOffset)
        ends = SeminarTime.clock(content.ends, utcOffset: utcOffset)
        place = content.place
        placeInEnglish = content.placeInEnglish
        link = content.link ?? ""
        spoken = content.spoken.map(\.rawValue)
        access = content.access.map(\.rawValue)
        places = String(content.places)
        if content.signUpEnds < content.begins {
            signUpUntil = DateText.iso(CivilDate(of: content.signUpEnds - 1, utcOffset: utcOffset))
        }
    }

    private static func line(_ text: String, _ field: String, longest: Int) -> Fault? {
        OpinionText.lineFault(in: text, field: field, longest: longest)
            ?? tellingFault(text, field, longest: longest)
    }

    /// It is told in messages, which are short and refuse what looks like somebody's number.
    private static func tellingFault(_ text: String, _ field: String, longest: Int) -> Fault? {
        if text.utf8.count > longestTitleBytes { return Fault(field, "too-long", ["most": String(longest)]) }
        return Notice.holdsIdentityNumber(text) ? Fault(field, "forbidden-character") : nil
    }

    package func checked(in register: Register) -> Result<SeminarContent, Faults> {
        var faults: [Fault] = []
        let texts = typed.checked(&faults)
        faults += texts.all.compactMap { language, text in
            Self.tellingFault(
                text.title, TypedTexts<ArticlePart>.field(.title, language), longest: ArticlePart.longestTitle)
        }
        let times = checkedTimes(&faults, utcOffset: register.utcOffset)
        let (chinese, english) = (OpinionText.plain(place), OpinionText.plain(placeInEnglish))
        let address = OpinionText.plain(link)
        // It is somewhere, or online, or both; where it is somewhere, both languages say it.
        if !chinese.isEmpty || !english.isEmpty || address.isEmpty {
            faults += [
                Self.line(chinese, "place-zh", longest: Self.longestPlace),
                Self.line(english, "place-en", longest: Self.longestPlace),
            ].compactMap { $0 }
        }
        if !address.isEmpty, !Self.isLink(address) { faults.append(Fault("link", "format")) }
        let languages = SiteLanguage.allCases.filter { spoken.contains($0.rawValue) }
        if languages.isEmpty { faults.append(Fault("spoken", "required")) }
        if languages.count < Set(spoken).count { faults.append(Fault("spoken", "unknown-choice")) }
        let helps = SeminarAccess.allCases.filter { access.contains($0.rawValue) }
        if helps.count < Set(access).count { faults.append(Fault("access", "unknown-choice")) }
        let seats = Self.number(places)
        if seats == nil { faults.append(Fault("places", places.isEmpty ? "required" : "format")) }
        guard faults.isEmpty, let times, let seats else { return .failure(Faults(faults)) }
        return .success(
            SeminarContent(
                texts: texts, begins: times.begins, ends: times.ends, place: chinese, placeInEnglish: english,
                link: address.isEmpty ? nil : address, spoken: languages, access: helps, places: seats,
                signUpEnds: times.signUpEnds))
    }

    private func checkedTimes(
        _ faults: inout [Fault], utcOffset: Int64
    ) -> (begins: Int64, ends: Int64, signUpEnds: Int64)? {
        let date = TypedDay.required(day, "day", &faults)
        let (from, until) = (SeminarTime.seconds(begins), SeminarTime.seconds(ends))
        if from == nil { faults.append(Fault("begins", begins.isEmpty ? "required" : "clock")) }
        if until == nil { faults.append(Fault("ends", ends.isEmpty ? "required" : "clock")) }
        if let from, let until, until <= from { faults.append(Fault("ends", "after-begins")) }
        let last = TypedDay.optional(signUpUntil, "sign-up-until", &faults)
        if let last, let date, last > date { faults.append(Fault("sign-up-until", "before-day")) }
        guard let date, let from, let until else { return nil }
        let start = date.start(utcOffset: utcOffset)
        let signUpEnds = last.map { min($0.next.start(utcOffset: utcOffset), start + from) } ?? start + from
        return (start + from, start + until, signUpEnds)
    }

    private static func number(_ text: String) -> Int64? {
        Int64(TextNormalisation.trimmed(text)).flatMap { (1...mostPlaces).contains($0) ? $0 : nil }
    }

    /// An address as it goes into a mail and a calendar: nothing in it ends a line, and nothing can be taken for a number of somebody.
    private static func isLink(_ text: String) -> Bool {
        text.utf8.count <= longestLink && text.hasPrefix("https://") && text.utf8.count > "https://".utf8.count
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
            && !Notice.holdsIdentityNumber(text)
    }
}
