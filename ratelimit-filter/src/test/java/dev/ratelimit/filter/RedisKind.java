package dev.ratelimit.filter;

import dev.ratelimit.embedded.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an address can lead to, each on as few servers as it takes. */
enum RedisKind {
    SERVER {
        @Override
        String start(WebServer owner) {
            return owner.closedAfterwards(RedisServer.start()).address();
        }
    },
    SENTINEL {
        @Override
        String start(WebServer owner) {
            RedisServer master = owner.closedAfterwards(RedisServer.start());
            RedisServer sentinel = owner.closedAfterwards(
                    RedisServer.startSentinel("sentinel monitor main 127.0.0.1 " + master.port() + " 1"));
            return "redis-sentinel://" + sentinel.address() + "/0#main";
        }
    },
    CLUSTER {
        @Override
        String start(WebServer owner) {
            RedisServer node = owner.closedAfterwards(
                    RedisServer.start("--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1"));
            giveAllSlots(node);
            return "redis-cluster://" + node.address();
        }
    };

    private static final int SLOTS = 16_384;
    private static final int AT_ONCE = 1_024;

    /** Starts what the tests close afterwards; its address. */
    abstract String start(WebServer owner);

    /** By lines that are short enough for the server, and without a client whose threads would be counted. */
    private static void giveAllSlots(RedisServer node) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (int first = 0; first < SLOTS; first += AT_ONCE) {
                String slots = IntStream.range(first, first + AT_ONCE)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" ", "CLUSTER ADDSLOTS ", "\r\n"));
                socket.getOutputStream().write(slots.getBytes(StandardCharsets.UTF_8));
                String answer = answers.readLine();
                if (!"+OK".equals(answer)) {
                    throw new IllegalStateException("CLUSTER ADDSLOTS: " + answer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
