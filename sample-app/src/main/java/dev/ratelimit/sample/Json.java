package dev.ratelimit.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes answers; records become objects. */
public final class Json {
    private static final ObjectWriter WRITER = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private Json() {}

    /** With status 200, unless another is set. */
    public static void send(HttpServletResponse response, Object answer) throws IOException {
        write(response, "application/json", answer);
    }

    /** A fault of the client's, as RFC 9457 has it. */
    static void badRequest(HttpServletResponse response, String detail) throws IOException {
        problem(response, HttpServletResponse.SC_BAD_REQUEST, "Bad Request", detail);
    }

    /** Any fault of the client's; the title is the status in words. */
    public static void problem(HttpServletResponse response, int status, String title, String detail)
            throws IOException {
        response.setStatus(status);
        write(response, "application/problem+json", new Problem("about:blank", title, status, detail));
    }

    private static void write(HttpServletResponse response, String type, Object answer) throws IOException {
        response.setContentType(type);
        // Bytes, with a line end: kind to those who read it in a terminal.
        byte[] body = (WRITER.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private record Problem(String type, String title, int status, String detail) {}
}
