package dev.ratelimit.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** {@code GET /download} and every path below it, such as {@code /download/prices.csv}: the price list as a file. */
public final class DownloadServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] file = priceList().getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/csv;charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"prices.csv\"");
        response.setContentLength(file.length);
        response.getOutputStream().write(file);
    }

    private static String priceList() {
        return Shop.PRODUCTS.stream()
                .map(product -> product.id() + "," + product.price())
                .collect(Collectors.joining("\n", "product,price\n", "\n"));
    }
}
