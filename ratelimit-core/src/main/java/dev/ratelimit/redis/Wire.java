package dev.ratelimit.redis;

import dev.ratelimit.algorithm.Action;
import dev.ratelimit.algorithm.Reading;
import dev.ratelimit.algorithm.TokenBucket;
import dev.ratelimit.algorithm.Verb;
import dev.ratelimit.algorithm.Visit;
import dev.ratelimit.limit.CalendarWindow;
import dev.ratelimit.limit.Decision;
import dev.ratelimit.limit.Limit;
import dev.ratelimit.limit.Source;
import dev.ratelimit.store.Answer;
import dev.ratelimit.store.AssumedUser;
import dev.ratelimit.store.Call;
import dev.ratelimit.store.Charge;
import dev.ratelimit.store.Decisions;
import dev.ratelimit.store.StoreException;
import dev.ratelimit.store.StoreException.Trouble;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The wire format between {@link RedisStore} and its scripts; {@code prelude.lua} says the same from the other side.
 *
 * <pre>
 * KEYS   one for each bucket; with a user: the user's hash, the set of users (on Redis Cluster the hash again: the set is
 *        out of reach, and written beside the script)
 * ARGV   cost, capacity, permits, period              of one bucket
 *                                                     the period of a calendar's windows is a text: start, end, end of
 *                                                     the next one, by the node's clock, and its words
 *        verb, number, now ('' but for tests), version of the assumed profile ('' without a user),
 *          which a blank may follow to renew the record;   left out behind one bucket for take, 1, '', ''
 *        cost, capacity, permits, period, algorithm, group      for each of many buckets
 *        id, lifetime in ms, field, value, …          with a user
 * reply  now, healed, then granted, remaining, retry_after, reset_at, next_after for each bucket
 *        now, tokens, fraction                                      a usual take of a token bucket was granted
 *        -1, field, value, …                                        the profile has another version
 * </pre>
 */
final class Wire {

    /** How many arguments say one bucket. */
    static final int BUCKET = 4;

    private static final int USUAL = 3;
    private static final int HEAD = 2;
    private static final int WIDTH = 5;
    private static final byte[] SERVER_CLOCK = {};

    private Wire() {}

    /** What follows the script in EVAL or EVALSHA. */
    static CommandArgs<byte[], byte[]> arguments(String script, Call call, Keys keys) {
        return arguments(script, call, keys, InstantSource.system(), SERVER_CLOCK);
    }

    /**
     * The same for tests, whose clocks are virtual.
     *
     * @param node the caller's clock, by which it names the windows of calendars
     * @param now what the server's clock shows
     */
    static CommandArgs<byte[], byte[]> arguments(String script, Call call, Keys keys, InstantSource node, byte[] now) {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
        addKeys(args.add(script), call, keys);
        List<Charge> charges = call.charges();
        if (charges.size() == 1) {
            add(args, charges.get(0), node);
            // Each argument costs both sides, so the most frequent call says the least.
            if (!usual(call) || now.length > 0) {
                add(args, call, now);
            }
        } else {
            add(args, call, now);
            charges.forEach(charge ->
                    add(args, charge, node).add(charge.limit().algorithm().id()).add(charge.group()));
        }
        if (call.user() != null) {
            add(args, call.user());
        }
        return args;
    }

    /** Not by equals: the JDK keeps the last record type so asked, and with it the loader of an undeployed application. */
    private static boolean usual(Call call) {
        Action action = call.action();
        return call.user() == null && action.verb() == Verb.TAKE && action.times() == 1;
    }

    private static void addKeys(CommandArgs<byte[], byte[]> args, Call call, Keys keys) {
        AssumedUser user = call.user();
        args.add(call.charges().size() + (user == null ? 0 : 2));
        call.charges().forEach(charge -> args.addKey(keys.bucket(charge)));
        if (user != null) {
            byte[] record = keys.user(user.id());
            args.addKey(record).addKey(keys.tagged() ? record : keys.users());
        }
    }

    private static void add(CommandArgs<byte[], byte[]> args, Call call, byte[] now) {
        args.add(call.action().verb().id()).add(call.action().number()).add(now);
        args.add(call.user() == null ? "" : version(call.user()));
    }

    private static CommandArgs<byte[], byte[]> add(
            CommandArgs<byte[], byte[]> args, Charge charge, InstantSource node) {
        Limit limit = charge.limit();
        CalendarWindow calendar = limit.calendar();
        args.add(charge.cost()).add(limit.capacity()).add(limit.permits());
        return calendar == null ? args.add(limit.periodMillis()) : args.add(period(calendar, node.millis()));
    }

    /** This window and the next one; the script picks by its own time. */
    private static String period(CalendarWindow calendar, long now) {
        return calendar.start(now) + " " + calendar.end(now) + " " + calendar.nextEnd(now) + " " + calendar;
    }

    private static void add(CommandArgs<byte[], byte[]> args, AssumedUser user) {
        args.add(utf8(user.id())).add(user.lifetimeMillis());
        user.defaults().forEach((field, value) -> args.add(utf8(field)).add(utf8(value)));
    }

    /** A blank behind the version keeps the call off the straight line, which renews nothing. */
    private static String version(AssumedUser user) {
        return user.renew() ? user.version() + " " : Long.toString(user.version());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a reply.
     *
     * @throws StoreException when it has not the shape that the call asked for
     */
    static Answer answer(Call call, Reply reply) {
        if (reply.size() > 0 && reply.number(0) == -1) {
            return new Answer.OtherProfile(reply.fields());
        }
        List<Charge> charges = call.charges();
        boolean usual = reply.size() == USUAL && charges.size() == 1;
        if (!usual && reply.size() != HEAD + WIDTH * charges.size()) {
            throw new StoreException(
                    Trouble.CALL,
                    "the script replied " + reply.size() + " numbers for " + charges.size() + " buckets",
                    null);
        }
        List<Decision> decisions = new ArrayList<>(charges.size());
        for (int i = 0; i < charges.size(); i++) {
            decisions.add(Decisions.of(charges.get(i), reading(charges.get(i), reply, i), Source.REDIS));
        }
        return new Answer.Decided(reply.number(0), decisions);
    }

    /** What the reply says of the bucket of the {@code i}-th charge. */
    static Reading reading(Charge charge, Reply reply, int i) {
        if (reply.size() == USUAL) {
            Limit limit = charge.limit();
            return Visit.granted(new TokenBucket(reply.number(1), reply.number(2), reply.number(0), limit), limit);
        }
        int at = HEAD + WIDTH * i;
        return new Reading(
                reply.number(at),
                reply.number(at + 1),
                reply.number(at + 2),
                reply.number(at + 3),
                reply.number(at + 4),
                reply.number(1) > 0);
    }
}
