package dev.ratelimit.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds a port nobody listens on. */
final class FreePort {
    /** Above the well-known services, below where systems take the ports of outgoing connections (32768 on Linux). */
    private static final int LOWEST = 20_000;

    /** A node's cluster bus listens 10,000 above; that must be a port, too, and had better be free as well. */
    private static final int HIGHEST = 32_000;

    private static final int ATTEMPTS = 1_000;

    private FreePort() {}

    /** A random free port from 20,000 to 32,000; random, so that test runs side by side rarely meet. */
    static int find() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: try another.
            }
        }
        throw new RedisUnavailableException("No free port from " + LOWEST + " to " + HIGHEST);
    }
}
