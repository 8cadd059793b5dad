extension TableColumn {
    package static let name = TableColumn(
        "name", ["姓名", "Name", "中文姓名", "英文姓名", "人員姓名", "船員姓名", "Full name", "Chinese name", "English name"])
    package static let nationality = TableColumn("nationality", ["國籍", "Nationality", "國別", "Country", "Citizenship"])
    /// A passport's number may stand here too where one column serves both.
    package static let idNumber = TableColumn(
        "idNumber",
        [
            "身分證字號", "ID number", "身分證", "身份證", "身份證字號", "身分證號", "身份證號", "身分證號碼", "身份證號碼", "身分證統一編號", "居留證", "居留證號",
            "居留證號碼", "統一證號", "證號", "證件號碼", "身分證字號/護照號碼", "身分證字號或護照號碼", "身分證/護照", "身分證或護照", "身分證/護照號碼", "身分證/居留證號",
            "身分證字號/居留證號", "身分證/居留證/護照號碼", "證件號碼(身分證/護照)", "ID no", "ID", "Identity number", "Identity no",
            "ID or passport", "ID/passport", "ID/passport number", "ID or passport number", "ID/passport no",
            "ID or passport no", "ID or resident no", "National ID", "Document number", "Document no",
        ])
    package static let passport = TableColumn(
        "passport", ["護照號碼", "Passport number", "護照", "護照號", "Passport no", "Passport"])
    package static let birthDate = TableColumn(
        "birthDate",
        [
            "出生日期", "Birth date", "生日", "出生年月日", "出生年月日(民國)", "Date of birth", "DOB", "Birthday", "Birthdate",
            "Born",
        ])
    package static let mobile = TableColumn(
        "mobile",
        [
            "手機", "Mobile", "手機號碼", "行動電話", "行動電話號碼", "連絡電話", "聯絡電話", "電話", "Mobile number", "Mobile no",
            "Mobile phone",
            "Cell", "Cell phone", "Phone", "Telephone", "Tel", "Phone number",
        ])
    package static let email = TableColumn(
        "email", ["電子郵件", "E-mail", "電子信箱", "電郵", "信箱", "電子郵件信箱", "Mail", "E-mail address", "Email address"])
    package static let jobTitle = TableColumn(
        "jobTitle", ["職稱", "Job title", "職務", "職位", "工作職稱", "Title", "Position", "Rank", "Job"])
    package static let plate = TableColumn(
        "plate",
        [
            "車牌", "Plate", "車牌號碼", "車號", "牌照號碼", "汽車牌照", "Plate number", "Plate no", "Licence plate", "License plate",
            "Registration", "Registration number", "Vehicle number", "Vehicle no",
        ])
    package static let trailerPlate = TableColumn(
        "trailerPlate",
        ["拖車車牌", "Trailer plate", "拖車號碼", "拖車牌照", "板架號碼", "板車號碼", "Trailer", "Trailer no", "Trailer number"])
    package static let vehicleClass = TableColumn(
        "vehicleClass", ["車種", "Vehicle type", "車輛種類", "車別", "車型", "Vehicle class", "Type"])
    package static let companyNumber = TableColumn(
        "companyNumber",
        [
            "統一編號", "Company number", "統編", "公司統編", "公司統一編號", "營利事業統一編號", "Company no", "Tax ID", "Business number",
            "UBN", "VAT number",
        ])
    package static let organisation = TableColumn(
        "organisation",
        [
            "公司名稱", "Company", "服務單位", "公司", "單位", "任職公司", "所屬公司", "Company name", "Organisation", "Organization",
            "Employer",
        ])
    package static let from = TableColumn(
        "from", ["起日", "From", "開始日期", "生效日期", "起始日期", "Start", "Start date", "Valid from"])
    package static let until = TableColumn(
        "until", ["迄日", "Until", "結束日期", "到期日", "截止日期", "End", "End date", "Valid until", "To"])
}
