package dev.ratelimit.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.List;

/** {@code GET /catalogue}: everything on sale, for anybody. */
public final class CatalogueServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Json.send(response, new Answer(Shop.PRODUCTS.size(), Shop.PRODUCTS));
    }

    private record Answer(int count, List<Product> products) {}
}
