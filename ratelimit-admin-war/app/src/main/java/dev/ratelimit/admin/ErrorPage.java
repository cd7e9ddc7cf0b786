package dev.ratelimit.admin;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** In place of the container's page for errors that the container found: files that are not there, logins that failed. */
public final class ErrorPage extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer found ? found : 404;
        Problem.of(status).send(response);
    }
}
