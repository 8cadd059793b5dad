/// What belongs together, with what the open data platform wants to know of it.
package struct Dataset: Sendable {
    package let id: String
    package let title: DataText
    package let about: DataText
    package let resources: [DataResource]

    package static let all = [
        Dataset(
            id: "passes", title: DataText("港區通行證核發統計", "Port passes issued"),
            about: DataText(
                "每季核發之港區通行證張數（含換發及補發），依證別、期別及港口統計；可通行多個港口者列於「多港」，僅計一次。",
                "Port passes issued in each quarter, those that replace another among them, by kind, term and port. A pass for more than one port counts once, under several ports."
            ), resources: [.passesByTerm, .passesByPort]),
        Dataset(
            id: "processing", title: DataText("港區通行證申請案件處理統計", "How applications for port passes were dealt with"),
            about: DataText(
                "每季結案之申請案件，依結果及申辦管道統計，並列申請至核發之時數。",
                "Applications that ended in each quarter, by outcome and channel, and the hours from application to pass."
            ),
            resources: [.applications, .applicationsByChannel, .processingTimes]),
        Dataset(
            id: "gates", title: DataText("港區門哨各時段流量統計", "Comings and goings at the gates, by hour"),
            about: DataText(
                "每季各門哨依一日各時段之進港、離港及未放行次數。",
                "How often in each quarter somebody came in, went out or was refused at each gate, by the hour of the day."
            ),
            resources: [.gateVolumes]),
        Dataset(
            id: "refusals", title: DataText("港區通行拒絕原因統計", "Why passes were refused"),
            about: DataText(
                "每季申請駁回及門哨未放行之原因分類。",
                "For which reasons applications were rejected, and people refused at the gates, in each quarter."),
            resources: [.rejections, .gateRefusals]),
        Dataset(
            id: "satisfaction", title: DataText("港區通行證服務滿意度調查", "Satisfaction with the pass service"),
            about: DataText(
                "每季結案後滿意度調查之回答數，依調查對象及分數統計。",
                "How content people were after their case had ended, by what was asked about and score, in each quarter."
            ),
            resources: [.satisfaction]),
        Dataset(
            id: "petitions", title: DataText("港區通行證陳情及申復處理統計", "Petitions and how long their answers took"),
            about: DataText(
                "每季收受之意見、陳情、申復及異議件數與回復情形，並列首次回復時數。",
                "Opinions, petitions, appeals and objections received in each quarter, whether they were answered in time, and how long it took."
            ), resources: [.petitions, .answerTimes]),
        Dataset(
            id: "service", title: DataText("港區通行證服務專線及公告統計", "Calls to the pass service, and its announcements"),
            about: DataText(
                "每季服務專線之來電、接聽、時限內接聽及回撥通數，並列公告之發布、更正及撤下則數。",
                "Calls in each quarter that came, were answered, were answered in time and were made back; and announcements that were published, corrected and withdrawn."
            ), resources: [.calls, .announcements]),
        Dataset(
            id: "seminars", title: DataText("港區通行證說明會統計", "Seminars about port passes"),
            about: DataText(
                "每季舉辦之說明會場次、報名及出席人次，與會後公布答覆之題數。",
                "Seminars held in each quarter, how many people signed up and came, and questions answered on their pages."
            ), resources: [.seminars]),
    ]

    package static func of(_ resource: String) -> (dataset: Dataset, resource: DataResource)? {
        for dataset in all {
            if let found = dataset.resources.first(where: { $0.id == resource }) { return (dataset, found) }
        }
        return nil
    }
}
