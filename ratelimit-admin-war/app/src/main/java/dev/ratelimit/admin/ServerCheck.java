package dev.ratelimit.admin;

import dev.ratelimit.admin.SettingsResource.Remark;
import dev.ratelimit.node.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What there is to say of a server of Redis. */
final class ServerCheck {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");
    private static final int LEAST_MAJOR = 6;
    private static final int LEAST_MINOR = 2;
    private static final Duration MOST_AHEAD = Duration.ofSeconds(1);

    /** Under these no bucket is evicted that is not about to go by itself. */
    private static final Set<String> KEEPING = Set.of("noeviction", "volatile-ttl");

    private ServerCheck() {}

    static List<Remark> of(Server server) {
        String name = server.name().isEmpty() ? "Redis" : "Redis at " + server.name();
        List<Remark> remarks = new ArrayList<>();
        if (isOld(server.version())) {
            remarks.add(new Remark(
                    "warning",
                    "old-redis",
                    name + " is of version " + server.version() + ", with which the library is not tested.",
                    "Upgrade it to Redis 6.2 or newer, or to Valkey."));
        }
        String policy = server.evictionPolicy();
        if (policy != null && !KEEPING.contains(policy)) {
            remarks.add(new Remark(
                    "warning",
                    "evicting-redis",
                    name + " has maxmemory-policy " + policy + ": short of memory it forgets counts and records, and a"
                            + " forgotten bucket is a full one.",
                    "Set maxmemory-policy to noeviction or volatile-ttl."));
        }
        if (server.ahead().abs().compareTo(MOST_AHEAD) > 0) {
            remarks.add(new Remark(
                    "warning",
                    "clocks-apart",
                    "The clock of this machine is " + tenths(server.ahead().abs()) + " s "
                            + (server.ahead().isNegative() ? "ahead of" : "behind") + " that of " + name
                            + ", by which limits count; ends of lists, plans and the switch go by this machine's.",
                    "Set both right, with chronyd or ntpd on each machine."));
        }
        return remarks;
    }

    private static boolean isOld(@Nullable String version) {
        Matcher numbers = VERSION.matcher(version == null ? "" : version);
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major < LEAST_MAJOR || (major == LEAST_MAJOR && Integer.parseInt(numbers.group(2)) < LEAST_MINOR);
    }

    private static String tenths(Duration time) {
        long tenths = time.toMillis() / 100;
        return tenths / 10 + "." + tenths % 10;
    }
}
