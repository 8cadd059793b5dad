/// The words of the ready-made forms: a start in both languages, for whoever has none of their own.
package struct PaperFormWords: Sendable {
    /// By key, `person.title` and the like.
    package var labels: [String: Label]

    package init(_ labels: [String: Label]) { self.labels = labels }

    /// The label of a key; the key itself where there is none, so that a missing word is seen on the form.
    package subscript(key: String) -> Label { labels[key] ?? Label(key, "") }

    package static let standard = PaperFormWords([
        "person.title": Label("人員港區通行證申請書", "Application for a port pass: person"),
        "vehicle.title": Label("車輛港區通行證申請書", "Application for a port pass: vehicle"),
        "visit.title": Label("當次進港申請書", "Application for a single visit"),

        "intro.write": Label(
            "請以正楷填寫，一格一字；出生日期等可填民國或西元年。",
            "Please print, one character a box. Dates may be in ROC (民國) or Gregorian years."),
        "intro.where": Label(
            "填妥後連同應備文件交至任一港口服務窗口，或以掛號郵寄；亦可於線上 24 小時申辦。",
            "Hand in at any port service counter with the documents needed, or send by registered post. You can also apply online, 24 hours a day."
        ),

        "section.kind": Label("申請類別", "What you apply for"),
        "section.person": Label("申請人資料", "Applicant"),
        "section.company": Label("服務單位", "Employer"),
        "section.vehicle": Label("車輛資料", "Vehicle"),
        "section.owner": Label("車主", "Owner"),
        "section.sponsor": Label("擔保業者", "Sponsor"),
        "section.visit": Label("事由與船舶", "Purpose and ship"),
        "section.people": Label("人員名單", "People"),
        "section.vehicles": Label("車輛名單", "Vehicles"),
        "section.area": Label("通行港區與期間", "Ports and dates"),
        "section.documents": Label("附件", "Documents enclosed"),
        "section.delivery": Label("領證方式", "How to receive the pass"),
        "section.consent": Label("個人資料告知與簽章", "Privacy notice and signature"),
        "section.office": Label("受理機關填寫", "For official use"),

        "term": Label("證別", "Term"),
        "term.periodic": Label("定期", "Periodic"),
        "term.temporary": Label("臨時", "Temporary"),
        "request": Label("申請事項", "Request"),
        "request.new": Label("新辦", "New"),
        "request.renewal": Label("續證", "Renewal"),
        "request.replacement": Label("補發、換發", "Replacement"),
        "request.number": Label("原證號", "Present pass no."),

        "name": Label("姓名", "Full name"),
        "name.hint": Label("與證件相同", "As on your document"),
        "nationality": Label("國籍", "Nationality"),
        "birthDate": Label("出生日期", "Date of birth"),
        "idKind": Label("證件種類", "Kind of document"),
        "idKind.national": Label("身分證", "National ID"),
        "idKind.resident": Label("居留證", "Resident ID"),
        "idKind.passport": Label("護照", "Passport"),
        "idNumber": Label("證件號碼", "Document no."),
        "mobile": Label("手機", "Mobile"),
        "mobile.hint": Label("無手機可填代理人", "An agent's number is fine"),
        "email": Label("電子郵件", "E-mail"),
        "photo": Label("照片", "Photo"),
        "nameShape": Label("罕用字字形", "Rare characters"),
        "nameShape.hint": Label("姓名有罕用字時，請放大書寫", "Write them large, if your name has any"),
        "photo.hint": Label("正面、清楚、不遮臉", "Facing front, clear, uncovered"),

        "companyNumber": Label("統一編號", "Company no."),
        "organisation": Label("單位名稱", "Name"),
        "jobTitle": Label("職稱", "Job title"),
        "companyContact": Label("聯絡人", "Contact person"),
        "companyPhone": Label("聯絡電話", "Telephone"),

        "vehicleClass": Label("車種", "Type"),
        "class.car": Label("小客車", "Car"),
        "class.lorry": Label("貨車、曳引車", "Lorry, tractor"),
        "class.trailer": Label("拖車", "Trailer"),
        "class.motorcycle": Label("機車", "Motorcycle"),
        "class.bus": Label("大客車", "Bus"),
        "class.machinery": Label("動力機械", "Machinery"),
        "class.taxi": Label("計程車", "Taxi"),
        "plate": Label("車牌號碼", "Plate no."),
        "trailerPlate": Label("拖車車牌", "Trailer plate"),
        "ownership": Label("車主", "Ownership"),
        "ownership.own": Label("自有", "Own"),
        "ownership.affiliated": Label("靠行", "Affiliated"),
        "dangerousGoods": Label("危險物品", "Dangerous goods"),
        "yes": Label("是", "Yes"),
        "no": Label("否", "No"),
        "dangerousGoodsExpiry": Label("許可證到期日", "Licence expires"),
        "driver": Label("主要駕駛", "Usual driver"),

        "purpose": Label("進港事由", "Purpose"),
        "vesselCall": Label("船舶簽證編號", "Ship visa no."),
        "shipName": Label("船名", "Ship's name"),
        "list.name": Label("姓名", "Name"),
        "list.nationality": Label("國籍", "Nationality"),
        "list.idNumber": Label("證件號碼", "Document no."),
        "list.birthDate": Label("出生日期", "Date of birth"),
        "list.jobTitle": Label("職稱", "Job title"),
        "list.plate": Label("車牌號碼", "Plate no."),
        "list.driver": Label("駕駛", "Driver"),

        "ports": Label("港口", "Ports"),
        "zones": Label("管制區、碼頭", "Zones, berths"),
        "from": Label("起日", "From"),
        "until": Label("迄日", "Until"),
        "until.hint": Label("臨時最長 1 個月，定期最長 3 年", "Temporary up to 1 month, periodic 3 years"),
        "until.visit.hint": Label("", ""),
        "documents": Label("已附文件", "Enclosed"),
        "document.id": Label("身分證件影本", "Copy of identity document"),
        "document.employment": Label("在職證明", "Proof of employment"),
        "document.photo": Label("照片", "Photo"),
        "document.registration": Label("行照影本", "Vehicle registration"),
        "document.licence": Label("駕照影本", "Driving licence"),
        "document.insurance": Label("保險證明", "Insurance"),
        "document.passport": Label("護照影本（外籍）", "Passport copy (foreigners)"),
        "document.list": Label("人員名冊", "List of people"),
        "document.other": Label("其他", "Other"),
        "delivery": Label("領證方式", "Delivery"),
        "delivery.phone": Label("手機通行證", "On the phone"),
        "delivery.counter": Label("臨櫃領取", "At the counter"),
        "delivery.post": Label("郵寄紙本", "By post"),
        "postAddress": Label("郵寄地址", "Postal address"),

        "consent.text": Label(
            "本人已閱讀並瞭解個人資料蒐集告知事項，同意為辦理港區通行、查驗及港口安全之目的，蒐集、處理及利用上列資料；並知悉得請求查詢、閱覽、製給複製本、補充更正、停止蒐集處理利用及刪除。所填資料均屬實。",
            "I have read the privacy notice and agree that these data are collected, processed and used for port access, inspection and port security. I may ask to inspect, copy, correct, stop the use of, and erase them. All that is stated here is true."
        ),
        "signature": Label("申請人簽章", "Signature"),
        "companySeal": Label("單位章戳", "Company seal"),
        "date": Label("日期", "Date"),
        "office.number": Label("受理編號", "Case no."),
        "office.received": Label("收件日期", "Received"),
        "office.review": Label("承辦人", "Handled by"),
        "office.police": Label("港警查核", "Port police"),
    ])
}
