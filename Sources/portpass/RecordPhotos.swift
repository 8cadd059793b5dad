import CommandSupport
import Foundation
import Photos
import Register
import StrictJSON

/// The pictures that records name: `"photo": "FILE"`, from the folder of the records' file.
///
/// What is sealed and stored is the photo that a child process makes of the picture.
struct RecordPhotos: Sendable {
    private static let member: [UInt8] = Array("\"photo\"".utf8)

    /// What a relative name begins at; empty for the working directory.
    let folder: String
    let intake: PhotoIntake
    let register: Register

    /// The record without its `photo`, and what became of that.
    func take(_ record: [UInt8]) async -> Result<PhotographedRecord, RecordRefusal> {
        // Nearly all records of a bulk issue name none: they are read once, where they are held against the rules.
        guard Self.mayNamePhoto(record), case .object(var members)? = try? JSONReader.read(record),
            let value = members["photo"], value != .null
        else { return .success(PhotographedRecord(json: record, photo: nil)) }
        members["photo"] = nil
        do {
            guard case .string(let name) = value else {
                throw RecordRefusal([FieldProblem("photo", "type", "must be the name of a file, is \(value.kind)")])
            }
            let jpeg = try await intake.jpeg(from: try picture(name.string))
            return .success(
                PhotographedRecord(json: JSONWriter.compact(.object(members)), photo: try register.sealed(photo: jpeg)))
        } catch let error as RecordRefusal {
            return .failure(error)
        } catch let error as PhotoError {
            return .failure(RecordRefusal([FieldProblem("photo", error.code.rawValue, error.description)]))
        } catch {
            return .failure(RecordRefusal([FieldProblem("photo", "photo-cannot-seal", "the photo can't be sealed")]))
        }
    }

    /// Looks for the member's name without reading the record: a plain loop, as it is gone through for each of thousands.
    private static func mayNamePhoto(_ record: [UInt8]) -> Bool {
        guard record.count > member.count else { return false }
        for start in 0...record.count - member.count
        where record[start] == member[0] && record[start + 1] == member[1] && record[start + 2] == member[2] {
            if record[start..<start + member.count].elementsEqual(member) { return true }
        }
        return false
    }

    /// The file's bytes: of a regular file, and no more than a picture may have.
    private func picture(_ name: String) throws(RecordRefusal) -> [UInt8] {
        let unreadable = RecordRefusal([
            FieldProblem("photo", "file", "can't be read: name a picture's file, from the folder of the records")
        ])
        guard !name.isEmpty, !name.utf8.contains(0) else { throw unreadable }
        let path = name.hasPrefix("/") || folder.isEmpty ? name : "\(folder)/\(name)"
        // Not waiting for the other end, should it be a pipe.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw unreadable }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let data = try? handle.read(upToCount: PhotoLimits.file + 1)
        else { throw unreadable }
        return Array(data)
    }
}
