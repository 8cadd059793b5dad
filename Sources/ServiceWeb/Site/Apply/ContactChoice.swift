import Register

/// To whom messages about an application go: one of the contacts that this browser has proved. Shown by `{{>contact}}`.
struct ContactChoice {
    let opened: Register.OpenedApplication
    let contacts: [Contact]
    let page: PageContext

    func add(to values: inout [String: Any]) {
        let step = opened.application.kind.steps.first(where: \.isContact)
        let here = step.map { ApplyPaths.step(opened.application.number, $0) } ?? ""
        values["contacts"] = contacts.enumerated().map { place, contact in
            [
                "value": String(place), "id": place == 0 ? "contact" : "contact-\(place)", "text": contact.address,
                "isChosen": opened.contact == contact || (opened.contact == nil && place == 0),
            ] as [String: Any]
        }
        let isKept = opened.contact.map { !contacts.contains($0) } ?? false
        values["isKept"] = isKept
        // At a counter, where the receipt has a code.
        values["canBeNone"] = opened.application.channel != .online
        values["isNone"] = opened.contact == nil && contacts.isEmpty
        values["kept"] = isKept ? opened.contact?.masked ?? "" : ""
        values["prove"] = page.link(page.proving(then: here))
    }
}
