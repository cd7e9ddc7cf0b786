package dev.ratelimit.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Objects;

/** {@code GET /search?q=lamp}: products by name; all of them without {@code q}. */
public final class SearchServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = Objects.requireNonNullElse(request.getParameter("q"), "");
        List<Product> found = Shop.search(query);
        Json.send(response, new Answer(query, found.size(), found));
    }

    private record Answer(String query, int count, List<Product> products) {}
}
