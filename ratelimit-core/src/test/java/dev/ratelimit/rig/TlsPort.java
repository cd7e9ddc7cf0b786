package dev.ratelimit.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A second port of a server, for TLS, by which clients and other servers come; a rig commands it by the first one.
 *
 * @param certificate what all servers of a rig show, and trust
 */
record TlsPort(Certificate certificate, int port) {

    /** Below those that embedded servers take, and 10,000 below those for the buses of a cluster. */
    private static final int LOWEST = 10_000;

    private static final int HIGHEST = 19_999;
    private static final int BUS = 10_000;

    /** One that is free, and whose bus port is. */
    static TlsPort find(Certificate certificate) {
        int port = IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1))
                .filter(candidate -> free(candidate) && free(candidate + BUS))
                .findFirst()
                .orElseThrow();
        return new TlsPort(certificate, port);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code 127.0.0.1:port}. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** What a server needs for it, each line an option; replicas and Sentinels use TLS as well. */
    List<String> configuration() {
        return List.of(
                "tls-port " + port,
                "tls-cert-file " + certificate.pem(),
                "tls-key-file " + certificate.key(),
                "tls-ca-cert-file " + certificate.pem(),
                "tls-auth-clients no",
                "tls-replication yes");
    }

    /** The same as arguments. */
    List<String> arguments() {
        return configuration().stream()
                .map(line -> line.split(" ", 2))
                .flatMap(option -> Stream.of("--" + option[0], option[1]))
                .toList();
    }
}
