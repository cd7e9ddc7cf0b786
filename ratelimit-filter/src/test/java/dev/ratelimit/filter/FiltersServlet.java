package dev.ratelimit.filter;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.stream.Collectors;

/** Tells which of our filters the application has. */
public final class FiltersServlet extends HttpServlet {

    static final String MAPPING = """
            <servlet>
              <servlet-name>filters</servlet-name>
              <servlet-class>dev.ratelimit.filter.FiltersServlet</servlet-class>
            </servlet>
            <servlet-mapping><servlet-name>filters</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
            """;

    @Serial
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter()
                .print(getServletContext().getFilterRegistrations().values().stream()
                        .map(FilterRegistration::getClassName)
                        .filter(name -> name.startsWith("dev.ratelimit."))
                        .sorted()
                        .collect(Collectors.joining(",")));
    }
}
