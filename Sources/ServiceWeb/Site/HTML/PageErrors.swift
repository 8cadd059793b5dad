import HTTPTypes
import Hummingbird
import Logging

/// What people see of an error, in place of a problem document.
struct PageErrors: RouterMiddleware {
    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as CancellationError {
            throw error
        } catch {
            let (problem, isLogged) = Problem.problem(for: error)
            if isLogged {
                // The route and not the path, which holds the handle of an application.
                context.logger.error(
                    "\(request.method) \(context.endpointPath ?? "a page") failed: \(String(describing: error).prefix(500))"
                )
            }
            let page = PageFrame.page(Self.title(of: problem), isError: true) { page in
                page.element(.paragraph, Self.advice(for: problem))
            }
            var headers: HTTPFields = [:]
            if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
            return PageFrame.response(page, status: problem.status, headers: headers)
        }
    }

    private static func title(of problem: Problem) -> Words {
        switch problem.status {
        case .forbidden where problem == .refusedForm: Words("表單已失效，未送出任何資料", "The form was not accepted")
        case .notFound: Words("找不到這個網頁", "There is nothing here")
        case .tooManyRequests: Words("請稍後再試", "Too many requests")
        case .contentTooLarge: Words("送出的資料太大", "Too large")
        case let status where status.kind == .clientError: Words("無法處理這項要求", "This can't be done")
        default: Words("系統暫時無法服務", "Out of service for now")
        }
    }

    private static func advice(for problem: Problem) -> Words {
        switch problem.status {
        case .forbidden where problem == .refusedForm:
            Words(
                "這個網頁開啟太久、在另一個分頁完成了驗證，或不是由本網站送出。請回上一頁，重新整理後再送出一次；請允許本網站使用 Cookie。",
                """
                The page was open too long, you proved something in another tab, or the form did not come from this site. Go \
                back, reload the page and send it again; let this site use cookies.
                """)
        case .notFound: Words("請確認網址是否完整。", "Check that the address is complete.")
        case .tooManyRequests:
            Words(
                "送出的次數太多，請等 \(problem.retryAfter ?? 60) 秒後再試。",
                "Wait \(problem.retryAfter ?? 60) seconds, then send it again.")
        case .contentTooLarge: Words("請減少內容後重新送出。", "Send less.")
        case let status where status.kind == .clientError:
            Words("請回上一頁重新操作。", "Go back and try again: \(problem.detail).")
        default: Words("資料未送出，請稍後再試。", "Nothing was sent: try again later.")
        }
    }
}
