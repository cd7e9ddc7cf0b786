package dev.ratelimit.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the servlet and JAX-RS adapters show it to the engine; never the body. Called from the request's own
 * thread only. No method throws for absent things.
 */
public interface RequestView {

    /** The method on the wire, such as {@code GET}. */
    String method();

    /** The path below the context path as the container decoded it, such as {@code /orders/17}; {@code ""} for the root. */
    String path();

    /** The first value of a header; names ignore case. */
    @Nullable
    String header(String name);

    /** All values of a header, one for each line, in order. */
    List<String> headers(String name);

    /** The first value of a parameter of the query string. Never reads the body. */
    @Nullable
    String query(String name);

    /** The value of a cookie. */
    @Nullable
    String cookie(String name);

    /** The id of the caller's existing session; never creates one. */
    @Nullable
    String session();

    /** The socket's peer, as an IP literal. */
    String peerAddress();

    /** The name of the authenticated user, if any. */
    @Nullable
    String principal();

    /** A value that the application attached to the request. */
    @Nullable
    Object attribute(String name);

    /**
     * The id of the JAX-RS resource method that serves the request, such as {@code OrdersResource.create}; null where none
     * does, or where that is not known yet.
     */
    default @Nullable String resource() {
        return null;
    }

    /**
     * The path with the names of its variable parts, as the router knows it, such as <code>/orders/{id}</code>; null where it
     * is not known.
     */
    default @Nullable String template() {
        return null;
    }
}
