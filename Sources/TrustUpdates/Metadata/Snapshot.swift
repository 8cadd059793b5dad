package import StrictJSON

/// Snapshot metadata: the versions of all targets metadata that belong together (specification, section 4.4).
package struct Snapshot: MetadataContent {
    package static let type: ExactText = "snapshot"

    package var header: MetadataHeader
    /// By `MetadataRole.listedName`, e.g. `targets.json`.
    package var files: [ExactText: MetaFile]

    package init(header: MetadataHeader, files: [ExactText: MetaFile]) {
        self.header = header
        self.files = files
    }

    package init(header: MetadataHeader, fields: inout MetadataFields) throws(UpdateError) {
        self.header = header
        files = [:]
        for (name, json) in try fields.object("meta") { files[name] = try MetaFile(json, name) }
    }

    package var members: [ExactText: JSONValue] {
        ["meta": .object(JSONObject(files.mapValues(\.json)))]
    }
}
