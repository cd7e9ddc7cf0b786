package dev.ratelimit.simulation;

import dev.ratelimit.simulation.Simulation.Named;
import dev.ratelimit.traffic.Alike;
import dev.ratelimit.traffic.Seen;
import dev.ratelimit.traffic.Traffic;
import dev.ratelimit.traffic.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What is told of a replay. */
final class Figures {

    private static final int MOST = 20;
    private static final int MOST_POINTS = 120;
    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1));

    private final Traffic traffic;
    private final Names names;
    private final long stepMillis;
    private final long firstStep;
    private final Tally[] series;
    private final Map<Long, Tally> users = new HashMap<>();
    private final Map<String, Tally> routes = new HashMap<>();
    private Tally total = Tally.NONE;
    private long requests;

    Figures(Traffic traffic, Names names) {
        this.traffic = traffic;
        this.names = names;
        Duration length = Duration.between(traffic.from(), traffic.to());
        this.stepMillis = STEPS.stream()
                .filter(step -> step.multipliedBy(MOST_POINTS).compareTo(length) >= 0)
                .findFirst()
                .orElse(Duration.ofHours(1))
                .toMillis();
        this.firstStep = traffic.from().toEpochMilli() / stepMillis;
        long last = Math.max(firstStep, (traffic.to().toEpochMilli() - 1) / stepMillis);
        this.series = new Tally[(int) (last - firstStep + 1)];
        Arrays.fill(series, Tally.NONE);
    }

    void came(Seen seen) {
        requests += seen.times() * traffic.scale();
    }

    void add(Seen seen, Tally tally) {
        Alike request = seen.request();
        total = total.and(tally);
        int step = (int) (seen.atMillis() / stepMillis - firstStep);
        series[step] = series[step].and(tally);
        if (request.who() != Who.NOBODY) {
            users.merge(request.caller(), tally, Tally::and);
        }
        if (request.route() != null) {
            routes.merge(request.route(), tally, Tally::and);
        }
    }

    Simulation simulation(List<String> assumptions) {
        Map<Instant, Tally> steps = new TreeMap<>();
        for (int i = 0; i < series.length; i++) {
            steps.put(Instant.ofEpochMilli((firstStep + i) * stepMillis), series[i]);
        }
        return new Simulation(
                traffic.from(),
                traffic.to(),
                traffic.scale(),
                requests,
                total,
                Duration.ofMillis(stepMillis),
                steps,
                most(users, names::of),
                most(routes, route -> route),
                assumptions);
    }

    private static <K> List<Named> most(Map<K, Tally> all, Function<K, String> name) {
        return all.entrySet().stream()
                .map(entry -> new Named(name.apply(entry.getKey()), entry.getValue()))
                .filter(named -> named.tally().denied() + named.tally().current() > 0)
                .sorted(Comparator.comparingLong((Named named) -> named.tally().denied())
                        .thenComparingLong(named -> named.tally().current())
                        .reversed()
                        .thenComparing(Named::name))
                .limit(MOST)
                .toList();
    }
}
