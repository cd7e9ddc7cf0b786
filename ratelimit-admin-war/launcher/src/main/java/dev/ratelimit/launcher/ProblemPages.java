package dev.ratelimit.launcher;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What Jetty refuses before the application sees it, as the application would say it. */
final class ProblemPages extends ErrorHandler {

    private static final String OTHER = "The request cannot be answered.";

    private volatile Map<String, String> headers = Map.of();

    /** @param headers of every response of the application */
    void add(Map<String, String> headers) {
        this.headers = headers;
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        headers.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        String problem = "{\"type\":\"about:blank\",\"title\":\"" + HttpStatus.getMessage(code) + "\",\"status\":"
                + code + ",\"detail\":\"" + detail(request, code) + "\"}";
        response.write(true, BufferUtil.toBuffer(problem, StandardCharsets.UTF_8), callback);
    }

    private static String detail(Request request, int code) {
        return code == HttpStatus.BAD_REQUEST_400 ? BadRequests.detail(request.getHttpURI()) : OTHER;
    }
}
