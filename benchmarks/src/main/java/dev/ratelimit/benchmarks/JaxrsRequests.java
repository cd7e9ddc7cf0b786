package dev.ratelimit.benchmarks;

/** Serves one request after the other to {@link JaxrsSetup.OrdersResource}. */
interface JaxrsRequests extends AutoCloseable {

    /** The response, as whoever serves it gives it. */
    Object send();

    @Override
    void close();
}
