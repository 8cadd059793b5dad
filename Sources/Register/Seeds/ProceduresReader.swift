/// Reads `procedures.json`.
enum ProceduresReader {
    static func read(_ root: SeedObject) throws(RegisterError) -> [Procedure] {
        try root.expectOnly(["procedures"])
        var procedures: [Procedure] = []
        for object in try root.objects("procedures") {
            try object.expectOnly(["id", "kind", "days", "police", "qualification", "documents"])
            let (id, kind) = (try name(object), try object.choice("kind", ApplicationKind.self))
            guard !procedures.contains(where: { $0.id == id && $0.kind == kind }) else {
                throw object.fail("id", "\(id) comes twice")
            }
            let (label, qualification) = (try object.object("label"), try object.object("qualification"))
            procedures.append(
                Procedure(
                    id: id, kind: kind, days: Int(try object.integer("days", in: 0...365)),
                    asksPolice: try object.bool("police", default: true),
                    labelInChinese: try label.string("zh"), labelInEnglish: try label.string("en"),
                    qualificationInChinese: try qualification.string("zh"),
                    qualificationInEnglish: try qualification.string("en"), documents: try documents(object)))
        }
        return procedures
    }

    private static func documents(_ procedure: SeedObject) throws(RegisterError) -> [Procedure.Document] {
        var documents: [Procedure.Document] = []
        for object in try procedure.objects("documents") {
            try object.expectOnly(["id", "required"])
            let id = try name(object)
            guard !documents.contains(where: { $0.id == id }) else { throw object.fail("id", "\(id) comes twice") }
            let label = try object.object("label")
            documents.append(
                Procedure.Document(
                    id: id, isRequired: try object.bool("required", default: false),
                    labelInChinese: try label.string("zh"), labelInEnglish: try label.string("en")))
        }
        return documents
    }

    private static func name(_ object: SeedObject) throws(RegisterError) -> String {
        let id = try object.string("id")
        guard id.utf8.count <= 32, id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) else {
            throw object.fail("id", "must be lower-case letters and dashes")
        }
        return id
    }
}
