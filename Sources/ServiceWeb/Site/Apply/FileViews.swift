import PassCrypto
import Register

/// Files as a page shows them: a small form each, so that a file is sent by itself and nothing else is lost with it. Shown by
/// `{{>files}}`.
struct FileViews {
    let opened: Register.OpenedApplication
    let files: [FileFields.File]
    let errors: [String: String]
    let page: PageContext

    var values: [[String: Any]] {
        files.map { file in
            let attached = opened.attachments.filter { $0.field == file.field }
            let number = opened.application.number
            return [
                "name": file.field, "label": file.label, "isForeign": file.language != nil,
                "foreign": file.language ?? "", "isOptional": !file.isRequired, "isPhoto": file.isPhoto,
                "hint": page.words[file.isPhoto ? "fields.photo.hint" : "fields.documents.hint"],
                "hasError": errors[file.field] != nil, "error": errors[file.field] ?? "",
                "types": PictureDesk.types, "action": page.link(ApplyPaths.upload(number, file.field)),
                "button": page.words[
                    attached.isEmpty ? "apply.upload" : file.isPhoto ? "apply.replace" : "apply.upload-another"],
                "hasPictures": !attached.isEmpty,
                "pictures": attached.map { attachment in
                    [
                        "picture": attachment.hex, "source": page.link(ApplyPaths.picture(number, attachment)),
                        "remove": page.link(ApplyPaths.upload(number, file.field) + "/remove"),
                        "alternative": file.label,
                    ]
                },
            ]
        }
    }
}
