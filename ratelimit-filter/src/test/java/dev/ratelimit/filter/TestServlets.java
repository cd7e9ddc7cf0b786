package dev.ratelimit.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** What the applications of the tests answer. */
final class TestServlets {

    private TestServlets() {}

    static void addTo(ServletContext context) {
        add(context, "/*", (request, response) -> response.getWriter().print("hello"));
        add(context, "/target", (request, response) -> response.getWriter().print("target"));
        add(context, "/oops", (request, response) -> response.getWriter().print("sorry"));
        add(context, "/verdict", (request, response) -> response.getWriter().print(RateLimitFilter.verdict(request)));
        add(
                context,
                "/forward",
                (request, response) -> request.getRequestDispatcher("/target").forward(request, response));
        add(context, "/include", (request, response) -> {
            request.getRequestDispatcher("/target").include(request, response);
            request.getRequestDispatcher("/target").include(request, response);
        });
        add(context, "/error", (request, response) -> response.sendError(500));
        add(context, "/fault", (request, response) -> {
            throw new ServletException("as the test wants it");
        });
        add(context, "/body", (request, response) -> request.getReader().transferTo(response.getWriter()));
        add(context, "/session", (request, response) -> request.getSession());
        add(context, "/async", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                print(async, "later");
                async.complete();
            });
        });
        add(context, "/async-dispatch", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> async.dispatch("/target"));
        });
    }

    static void add(ServletContext context, String path, Page page) {
        Servlet servlet = new PageServlet(page);
        ServletRegistration.Dynamic registration = context.addServlet(path, servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(path);
    }

    private static void print(AsyncContext async, String text) {
        try {
            async.getResponse().getWriter().print(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    interface Page {
        void answer(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException;
    }

    private static final class PageServlet extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Page page;

        PageServlet(Page page) {
            this.page = page;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            page.answer(request, response);
        }
    }
}
