package dev.ratelimit.filter;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** The only page of applications that are deployed from a directory. */
public final class HelloServlet extends HttpServlet {

    static final String MAPPING = """
            <servlet>
              <servlet-name>hello</servlet-name>
              <servlet-class>dev.ratelimit.filter.HelloServlet</servlet-class>
              <async-supported>true</async-supported>
            </servlet>
            <servlet-mapping><servlet-name>hello</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
            """;

    @Serial
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("hello");
    }
}
