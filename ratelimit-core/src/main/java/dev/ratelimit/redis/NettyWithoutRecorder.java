package dev.ratelimit.redis;

/**
 * Loads Netty without its events for the JDK's flight recorder. Its allocators register a listener that is never removed
 * and keeps the class loader of an undeployed application. Whoever wants the events sets {@code io.netty.jfr.enabled} to
 * true; a Netty that is loaded already stays as it is.
 */
final class NettyWithoutRecorder {

    private static final String PROPERTY = "io.netty.jfr.enabled";

    private NettyWithoutRecorder() {}

    static synchronized void load() {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        System.setProperty(PROPERTY, "false");
        try {
            // Reads the property once, when it is initialised.
            Class.forName("io.netty.util.internal.PlatformDependent");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Netty is not on the class path; Lettuce needs netty-common", e);
        } finally {
            // For other applications in this JVM nothing has changed.
            System.clearProperty(PROPERTY);
        }
    }
}
