import Identifiers
import Photos
import Register

/// Labels, hints and errors of the form for a person's pass.
enum FieldWords {
    static func label(_ field: ApplicationForm.Field) -> Words {
        switch field {
        case .name: Words("姓名", "Full name")
        case .idNumber: Words("身分證／居留證號", "ID or resident no.")
        case .organisation: Words("服務公司（沒有可不填）", "Company, if any")
        case .term: Words("證別", "Kind of pass")
        case .zone: Words("港區", "Ports and zones")
        case .from: Words("通行期間：起日", "First day")
        case .until: Words("通行期間：迄日", "Last day")
        case .photo: Words("大頭照（可不附）", "Photo of your face, optional")
        }
    }

    static func hint(_ field: ApplicationForm.Field) -> Words? {
        switch field {
        case .name: Words("與證件相同", "As on your document")
        case .idNumber: Words("例：A123456789", "e.g. A123456789")
        case .organisation, .term: nil
        case .zone: Words("可複選；需資格證明的區域請洽窗口", "Several may be chosen; zones that ask for a certificate: at the counter")
        case .from: Words("例：2026-12-01", "e.g. 2026-12-01")
        case .until: Words("臨時最長 1 個月，定期最長 3 年", "Temporary up to 1 month, periodic 3 years")
        case .photo: Words("正面、臉部清楚；JPEG、PNG 或 WebP，10 MB 以內", "Face from the front; JPEG, PNG or WebP, up to 10 MB")
        }
    }

    static let termMissing = Words("請選擇證別", "Choose the kind of pass")
    static let zoneMissing = Words("請至少選擇一個港區", "Choose at least one zone")
    static let zoneUnknown = Words("港區有誤，請重新選擇", "No such zone; choose again")
    static let fromMissing = Words("請輸入完整的起日，例：2026-12-01", "Enter the first day in full, e.g. 2026-12-01")
    static let fromPast = Words("起日不可早於今天", "The first day can't be in the past")
    static let untilMissing = Words("請輸入完整的迄日，例：2026-12-31", "Enter the last day in full, e.g. 2026-12-31")

    /// A browser forgets the file of a form that comes back.
    static let photoAgain = Words("其他項目有誤，更正後請再選一次照片", "Choose the photo again when the rest is mended")

    static let photoBusy = Words(
        "目前收到的照片較多，請一分鐘後再選一次照片送出", "Many photos are being read; choose it again in a minute")
    static let photoNoRoom = Words(
        "目前無法收照片，請先不附照片送出，或改日再申請", "Photos can't be taken right now; apply without one, or later")

    /// What became of a picture.
    static func photo(_ code: PhotoError.Code) -> Words {
        switch code {
        case .tooLarge: Words("照片太大，請改用 10 MB、6 千萬像素以內的照片", "Too large; at most 10 MB and 60 megapixels")
        case .notAPicture: Words("這不是照片，請選擇 JPEG、PNG 或 WebP 檔", "Not a picture; choose a JPEG, PNG or WebP file")
        case .tooSmall: Words("照片太小，看不清臉部，請靠近一點重新拍攝", "Too small to see the face; take it closer")
        default: Words("無法讀取這張照片，請重新拍攝或另存後再選", "It can't be read; take or save it again")
        }
    }

    /// What the register says of a record, in the words of the form.
    /// - Parameter latest: the last day that the term allows.
    static func problem(_ problem: FieldProblem, latest: CivilDate?) -> FormProblem {
        let member = problem.field.prefix { $0 != "." }
        switch member {
        case "name": return FormProblem(field: .name, words: name(problem.rule))
        case "idNumber": return FormProblem(field: .idNumber, words: idNumber(problem.rule))
        case "organisation": return FormProblem(field: .organisation, words: organisation(problem.rule))
        case "term": return FormProblem(field: .term, words: termMissing)
        case "access":
            return FormProblem(
                field: .zone, words: problem.rule == "required" || problem.rule == "empty" ? zoneMissing : zoneUnknown)
        case "notBefore": return FormProblem(field: .from, words: fromMissing)
        case "photo": return FormProblem(field: .photo, words: photoNoRoom)
        case "notAfter": return FormProblem(field: .until, words: until(problem.rule, latest: latest))
        default:
            return FormProblem(
                field: nil, words: Words("資料太長或無法處理，請縮短後再送出", "Too long, or can't be used; shorten it and send again"))
        }
    }

    private static func name(_ rule: String) -> Words {
        switch rule {
        case "too-long": Words("姓名太長，最多約 30 個中文字或 90 個英文字母", "Too long; at most 90 letters")
        case "forbidden-character": Words("姓名含有不能使用的字元，請重新輸入", "A character in it can't be used; type it again")
        default: Words("請輸入證件上的姓名", "Enter the name on your document")
        }
    }

    private static func idNumber(_ rule: String) -> Words {
        switch rule {
        case "required", "empty": Words("請輸入身分證或居留證號碼", "Enter your ID or resident number")
        default: Words("號碼有誤，請對照證件重新輸入", "Number is not valid; check your document")
        }
    }

    private static func organisation(_ rule: String) -> Words {
        switch rule {
        case "too-long": Words("公司名稱太長，最多約 30 個中文字或 90 個英文字母", "Too long; at most 90 letters")
        case "forbidden-character": Words("公司名稱含有不能使用的字元，請重新輸入", "A character in it can't be used; type it again")
        default: Words("請輸入公司名稱", "Enter the company")
        }
    }

    private static func until(_ rule: String, latest: CivilDate?) -> Words {
        switch rule {
        case "longest-validity":
            guard let date = latest.map(SiteDate.text) else { return Words("迄日超過上限", "Too long") }
            return Words("迄日超過上限，最晚可選 \(date)", "Too long; latest is \(date)")
        case "after-not-before": return Words("迄日不可早於起日", "The last day can't be before the first")
        case "already-over": return Words("迄日已過，請重新選擇", "The last day is over; choose another")
        default: return untilMissing
        }
    }
}
