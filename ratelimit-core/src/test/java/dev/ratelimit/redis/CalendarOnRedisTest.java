package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratelimit.algorithm.Reading;
import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Charges;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The node names windows of the calendar by its clock, and the script picks by the server's. */
@Tag("redis")
class CalendarOnRedisTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Limit MONTHLY = Limit.window(10, CalendarWindow.month(BERLIN, 1));
    private static final long MARCH = millis("2026-02-28T23:00:00Z");
    private static final long APRIL = millis("2026-03-31T22:00:00Z");
    private static final long MAY = millis("2026-04-30T22:00:00Z");
    private static final long JUNE = millis("2026-05-31T22:00:00Z");

    private static TestRedis redis;
    private static StatefulRedisConnection<byte[], byte[]> connection;

    private final Keys keys = new Keys("ratelimit");
    private final String subject = Charges.newSubject();

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        connection = redis.client().connect(ByteArrayCodec.INSTANCE);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void countsAMonthFromItsFirstMillisecondToItsLast() {
        assertThat(take(10, MARCH, MARCH).granted()).isEqualTo(1);
        Reading last = take(1, APRIL - 1, APRIL - 1);
        assertThat(last.granted()).isZero();
        assertThat(last.retryAfterMillis()).isEqualTo(1);
        assertThat(last.resetAtMillis()).isEqualTo(APRIL);
        assertThat(stored())
                .isEqualTo(Map.of("count", "10", "window_start", "" + MARCH, "limit", "10 10/month 1 Europe/Berlin"));
        assertThat(take(1, APRIL, APRIL).remaining()).isEqualTo(9);
    }

    @Test
    void aNodeThatIsBehindIsInTheNextWindowWhenTheServerIs() {
        take(10, APRIL - 1, APRIL - 1);
        Reading next = take(4, APRIL - 5_000, APRIL + 1);
        assertThat(next.granted()).isEqualTo(1);
        assertThat(next.remaining()).isEqualTo(6);
        assertThat(next.resetAtMillis()).isEqualTo(MAY);
        assertThat(stored()).containsEntry("window_start", "" + APRIL);
        assertThat(take(1, APRIL + 2, APRIL + 2).remaining()).isEqualTo(5);
        assertThat(take(6, APRIL - 1, MAY - 1).retryAfterMillis()).isEqualTo(1);
    }

    @Test
    void aNodeThatIsAheadBeginsTheNextWindowForAll() {
        take(10, APRIL - 300, APRIL - 300);
        Reading early = take(4, APRIL + 100, APRIL - 200);
        assertThat(early.granted()).isEqualTo(1);
        assertThat(early.resetAtMillis()).isEqualTo(MAY);
        assertThat(stored()).containsEntry("window_start", "" + APRIL);
        // Whoever comes next counts on in it: the two do not take turns with fresh windows.
        assertThat(take(5, APRIL - 100, APRIL - 100).remaining()).isEqualTo(1);
        assertThat(take(2, APRIL + 200, APRIL - 100).granted()).isZero();
        Reading denied = take(2, APRIL - 50, APRIL - 50);
        assertThat(denied.granted()).isZero();
        assertThat(denied.retryAfterMillis()).isEqualTo(MAY - APRIL + 50);
        assertThat(take(1, APRIL, APRIL).granted()).isEqualTo(1);
    }

    @Test
    void aServerThatIsBeyondBothWindowsCountsInWindowsAsLong() {
        long length = MAY - APRIL;
        assertThat(take(10, MARCH, MAY).remaining()).isZero();
        assertThat(stored()).containsEntry("window_start", "" + MAY);
        Reading denied = take(1, MARCH, MAY + 1);
        assertThat(denied.granted()).isZero();
        assertThat(denied.retryAfterMillis()).isEqualTo(length - 1);
        assertThat(take(10, MARCH, MAY + length).granted()).isEqualTo(1);
    }

    @Test
    void healsAWindowThatIsNeitherThisNorTheNextAndKeepsWhatWasUsed() {
        take(7, JUNE, JUNE);
        Reading healed = take(1, APRIL + 1, APRIL + 1);
        assertThat(healed.healed()).isTrue();
        assertThat(healed.remaining()).isEqualTo(2);
        assertThat(healed.resetAtMillis()).isEqualTo(MAY);
    }

    static List<CalendarWindow> calendars() {
        // Begins that are half a window away, so that none comes while a test runs.
        LocalTime noon = LocalTime.now(BERLIN).isAfter(LocalTime.of(6, 0)) ? LocalTime.MIDNIGHT : LocalTime.NOON;
        DayOfWeek other = DayOfWeek.from(Instant.now().atZone(BERLIN)).plus(3);
        int day = Instant.now().atZone(BERLIN).getDayOfMonth() > 15 ? 8 : 23;
        return List.of(
                CalendarWindow.day(BERLIN, noon),
                CalendarWindow.week(BERLIN, other),
                CalendarWindow.month(BERLIN, day));
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void aBucketLivesUntilItsWindowEndsAndASecond(CalendarWindow calendar) {
        Decision decision = Charges.take(redis.store(), Limit.window(10, calendar), subject, 3);
        long left = calendar.end(System.currentTimeMillis()) - System.currentTimeMillis();
        assertThat(decision.resetAtMillis()).isEqualTo(calendar.end(System.currentTimeMillis()));
        assertThat(redis.look().pttl(key())).isBetween(left - 10_000, left + 1_001);
    }

    private Reading take(long cost, long node, long server) {
        Charge charge = Charges.charge("rule", MONTHLY, subject, cost);
        Call call = Charges.take(charge);
        Reply reply = new Reply();
        byte[] time = Long.toString(server).getBytes(StandardCharsets.UTF_8);
        InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(node));
        String script = Script.of(call).text();
        connection.sync().dispatch(CommandType.EVAL, reply, Wire.arguments(script, call, keys, clock, time));
        return Wire.reading(charge, reply, 0);
    }

    private Map<String, String> stored() {
        return redis.look().hgetall(key());
    }

    private String key() {
        return "ratelimit:fixed_window:rule:" + subject;
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
