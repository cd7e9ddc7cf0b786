package dev.ratelimit.filter;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The body of a request that is answered without reading it. A server that cannot get past it closes the connection, and
 * a client that was not told so loses the next request it sends there.
 */
public final class UnreadBody {

    /** What is skipped rather than paid for with a connection. */
    private static final int MOST = 64 * 1024;

    private UnreadBody() {}

    /**
     * Skips what has come of the body, without waiting for any of it; where more is to come, tells the client that the
     * connection ends. To be called before the response is committed.
     */
    public static void settle(HttpServletRequest request, HttpServletResponse response) {
        settle(request, response, 0);
    }

    /** The same where some bytes have been read already. */
    public static void settle(HttpServletRequest request, HttpServletResponse response, long read) {
        if (mayHaveOne(request) && !skipped(request, read)) {
            response.setHeader("Connection", "close");
        }
    }

    /** From HTTP/2 on a body has a stream of its own. */
    private static boolean mayHaveOne(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1")
                && (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null);
    }

    private static boolean skipped(HttpServletRequest request, long read) {
        long length = request.getContentLengthLong();
        if (read == length) {
            return true;
        }
        // To touch the body of such a request is to ask for it.
        if (request.getHeader("Expect") != null) {
            return false;
        }
        try {
            ServletInputStream body = request.getInputStream();
            return skip(body) + read == length || body.isFinished();
        } catch (IOException | IllegalStateException e) {
            // It is broken, or somebody before us took its reader.
            return false;
        }
    }

    private static int skip(ServletInputStream body) throws IOException {
        byte[] bytes = new byte[4096];
        int skipped = 0;
        while (!body.isFinished() && body.available() > 0 && skipped < MOST) {
            skipped += Math.max(0, body.read(bytes));
        }
        return skipped;
    }
}
