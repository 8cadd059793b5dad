/// Every fixed word on a letter.
enum LetterLabels {
    static let date = Label("日期", "Date")
    static let reference = Label("案號", "Reference")
    static let cutting = Label(
        "請沿虛線剪下，沿中線對摺後黏貼，即為您的通行證。", "Cut along the dashed line, fold in the middle and glue: this is your pass.")
    /// After a name, as envelopes have it.
    static let receive = "君　收"
}
