package dev.ratelimit.node;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** The name of this machine, found once, and not before somebody asks: the last way may ask a name server. */
final class Host {

    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private static final class Found {
        static final String NAME = find();
    }

    private Host() {}

    static String name() {
        return Found.NAME;
    }

    private static String find() {
        return Stream.of("HOSTNAME", "COMPUTERNAME")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElseGet(Host::ofSystem);
    }

    private static String ofSystem() {
        try {
            return Files.isReadable(LINUX)
                    ? Files.readString(LINUX).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException | RuntimeException e) {
            return "unknown";
        }
    }
}
