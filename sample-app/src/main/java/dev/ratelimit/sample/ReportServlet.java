package dev.ratelimit.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.math.BigDecimal;
import java.util.List;

/** {@code GET /report}: what the stock is worth; stands for whatever makes a database sweat. */
public final class ReportServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int PIECES_EACH = 12;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Line> lines = Shop.PRODUCTS.stream().map(ReportServlet::line).toList();
        BigDecimal total = lines.stream().map(Line::worth).reduce(BigDecimal.ZERO, BigDecimal::add);
        Json.send(response, new Answer("stock", lines, total));
    }

    private static Line line(Product product) {
        return new Line(product.id(), PIECES_EACH, product.price().multiply(BigDecimal.valueOf(PIECES_EACH)));
    }

    private record Line(String product, int pieces, BigDecimal worth) {}

    private record Answer(String report, List<Line> lines, BigDecimal total) {}
}
