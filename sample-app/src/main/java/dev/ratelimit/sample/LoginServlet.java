package dev.ratelimit.sample;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** {@code POST /login} with the account's name in {@code X-Account}; this shop asks for no password. */
public final class LoginServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String account = request.getHeader("X-Account");
        if (account == null || account.isBlank()) {
            Json.badRequest(response, "The header X-Account is missing; it holds the account's name, such as alice");
            return;
        }
        Json.send(response, new Answer(account, "Welcome back"));
    }

    private record Answer(String account, String message) {}
}
