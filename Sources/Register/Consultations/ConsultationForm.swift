import Identifiers

/// A consultation as it is typed.
package struct ConsultationForm: BulletinForm {
    package typealias Kind = Consultations

    package var typed = TypedTexts<ConsultationPart>()
    package var ports: [String] = []
    /// Days, in either calendar.
    package var from = ""
    package var until = ""

    package init() {}

    package init(_ content: ConsultationContent) {
        typed = TypedTexts(content.texts)
        ports = content.ports
        from = DateText.iso(content.from)
        until = DateText.iso(content.until)
    }

    package func checked(in register: Register) -> Result<ConsultationContent, Faults> {
        var faults: [Fault] = []
        let texts = typed.checked(&faults)
        let first = TypedDay.required(from, "from", &faults)
        let last = TypedDay.required(until, "until", &faults)
        if let first, let last, last < first { faults.append(Fault("until", "after-from")) }
        if !register.portNames.isSuperset(of: ports) { faults.append(Fault("ports", "not-found")) }
        guard faults.isEmpty, let first, let last else { return .failure(Faults(faults)) }
        return .success(ConsultationContent(texts: texts, ports: Set(ports).sorted(), from: first, until: last))
    }
}
