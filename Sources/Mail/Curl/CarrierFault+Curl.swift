internal import CCurl

extension CarrierFault {
    /// What broke between here and a server.
    static func transfer(_ code: CURLcode) -> CarrierFault {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: CarrierFault("name", isOfTheWay: true)
        case CURLE_COULDNT_CONNECT: CarrierFault("connect", isOfTheWay: true)
        case CURLE_OPERATION_TIMEDOUT: CarrierFault("timeout", isOfTheWay: true)
        case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM:
            CarrierFault("tls", isOfTheWay: true)
        case CURLE_LOGIN_DENIED: CarrierFault("login", isOfTheWay: true)
        case CURLE_ABORTED_BY_CALLBACK: CarrierFault("stopped")
        default: CarrierFault("cut", isOfTheWay: true)
        }
    }

    static let options = CarrierFault("options", isOfTheWay: true)
}
