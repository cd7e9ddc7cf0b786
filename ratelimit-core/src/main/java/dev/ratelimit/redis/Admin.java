package dev.ratelimit.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.ValueScanCursor;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.BooleanOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.KeyScanOutput;
import io.lettuce.core.output.MapScanOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.StreamMessageListOutput;
import io.lettuce.core.output.ValueScanOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands of administration on the connection that checks use: the same bytes, more time. */
final class Admin {

    private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Fields read in one step: few enough that checks wait for half a millisecond at most. */
    private static final int PAGE = 250;

    /** Entries of a stream in one reply. */
    private static final int HANDFUL = 16;

    /** So that a hung server does not gather them without end. */
    static final int MOST_UNAWAITED = 256;

    private static final byte[] BLOB = {'b'};

    private static final Logger LOG = LoggerFactory.getLogger(Admin.class);

    private final RedisLink link;
    private final Semaphore unawaited = new Semaphore(MOST_UNAWAITED);

    Admin(RedisLink link) {
        this.link = link;
    }

    void ping(Duration patience) {
        link.await(link.send(command(CommandType.PING, new StatusOutput<>(CODEC), args())), patience.toNanos());
    }

    long eval(String script, List<byte[]> keys, List<String> texts) {
        return call(CommandType.EVAL, new IntegerOutput<>(CODEC), arguments(script, keys, texts));
    }

    /** What a script replies for each of several keys, by commands that leave together. */
    List<Long> evalEach(String script, List<byte[]> keys, List<String> texts) {
        List<AsyncCommand<byte[], byte[], Long>> sent = keys.stream()
                .map(key -> link.send(
                        command(CommandType.EVAL, new IntegerOutput<>(CODEC), arguments(script, List.of(key), texts))))
                .toList();
        all(sent);
        return sent.stream().map(command -> command.getOutput().get()).toList();
    }

    static CommandArgs<byte[], byte[]> arguments(String script, List<byte[]> keys, List<String> texts) {
        CommandArgs<byte[], byte[]> args = args().add(script).add(keys.size()).addKeys(keys);
        texts.forEach(text -> args.add(text.getBytes(StandardCharsets.UTF_8)));
        return args;
    }

    /** What a script replies in texts. */
    List<String> texts(String script, List<byte[]> keys, List<String> texts) {
        return reply(CommandType.EVAL, arguments(script, keys, texts)).texts();
    }

    /** The number under a key; 0 where there is none. */
    long number(byte[] key) {
        List<String> texts = reply(CommandType.GET, args().addKey(key)).texts();
        return texts.isEmpty() || texts.get(0).isEmpty() ? 0 : Long.parseLong(texts.get(0));
    }

    /** The text of a field of a hash; empty where there is none. */
    String field(byte[] key, String field) {
        CommandArgs<byte[], byte[]> args = args().addKey(key).add(field.getBytes(StandardCharsets.UTF_8));
        List<String> texts = reply(CommandType.HGET, args).texts();
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** The fields of the last entries of a stream, latest first. */
    List<Map<String, String>> stream(byte[] key, int most) {
        CommandArgs<byte[], byte[]> args =
                args().addKey(key).add("+").add("-").add("COUNT").add(most);
        return call(CommandType.XREVRANGE, new StreamMessageListOutput<>(CODEC, key), args).stream()
                .map(entry -> texts(entry.getBody()))
                .toList();
    }

    /** Appends to a stream, which forgets its oldest entries, and all of them when nothing is appended for a time. */
    void append(byte[] stream, byte[] blob, int most, Duration kept) {
        CommandArgs<byte[], byte[]> entry =
                args().addKey(stream).add("MAXLEN").add(most).add("*").add(BLOB).addValue(blob);
        CommandArgs<byte[], byte[]> life = args().addKey(stream).add(kept.toMillis());
        all(List.of(
                link.send(command(CommandType.XADD, new StatusOutput<>(CODEC), entry)),
                link.send(command(CommandType.PEXPIRE, new BooleanOutput<>(CODEC), life))));
    }

    /** Looks at what was appended to a stream and when, latest first, until the reader has enough. */
    void entries(byte[] stream, BiPredicate<Instant, byte[]> reader) {
        String from = "+";
        List<StreamMessage<byte[], byte[]>> page;
        do {
            page = call(
                    CommandType.XREVRANGE,
                    new StreamMessageListOutput<>(CODEC, stream),
                    args().addKey(stream).add(from).add("-").add("COUNT").add(HANDFUL));
            for (StreamMessage<byte[], byte[]> entry : page) {
                Instant at = Instant.ofEpochMilli(Long.parseLong(entry.getId().split("-", 2)[0]));
                byte[] blob = entry.getBody().values().stream().findFirst().orElse(new byte[0]);
                if (!reader.test(at, blob)) {
                    return;
                }
                from = "(" + entry.getId();
            }
        } while (page.size() == HANDFUL);
    }

    private static Map<String, String> texts(Map<byte[], byte[]> body) {
        Map<String, String> texts = new HashMap<>();
        body.forEach((field, value) ->
                texts.put(new String(field, StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8)));
        return texts;
    }

    private Reply reply(CommandType type, CommandArgs<byte[], byte[]> args) {
        Reply reply = new Reply();
        call(type, reply, args);
        return reply;
    }

    /** Deletes keys, wherever they are. */
    void delete(List<byte[]> keys) {
        if (link.clustered()) {
            all(keys.stream().map(key -> delete(args().addKey(key))).toList());
        } else if (!keys.isEmpty()) {
            all(List.of(delete(args().addKeys(keys))));
        }
    }

    private AsyncCommand<byte[], byte[], Long> delete(CommandArgs<byte[], byte[]> keys) {
        return link.send(command(CommandType.DEL, new IntegerOutput<>(CODEC), keys));
    }

    /** Adds to a set and waits for nothing; not at all while many such commands are unanswered. */
    void add(byte[] set, String text) {
        if (!unawaited.tryAcquire()) {
            LOG.debug("A user is not listed before the next time: too many at once");
            return;
        }
        try {
            var unused = link.send(changing(CommandType.SADD, set, List.of(text)))
                    .whenComplete((added, error) -> added(error));
        } catch (RuntimeException e) {
            unawaited.release();
            throw e;
        }
    }

    private void added(@Nullable Throwable error) {
        unawaited.release();
        if (error != null) {
            LOG.debug("A user is not listed before the next time: {}", Errors.describe(error));
        }
    }

    void add(byte[] set, List<String> texts) {
        if (!texts.isEmpty()) {
            all(List.of(link.send(changing(CommandType.SADD, set, texts))));
        }
    }

    void remove(byte[] set, List<String> texts) {
        if (!texts.isEmpty()) {
            all(List.of(link.send(changing(CommandType.SREM, set, texts))));
        }
    }

    private static AsyncCommand<byte[], byte[], Long> changing(CommandType type, byte[] set, List<String> texts) {
        CommandArgs<byte[], byte[]> args = args().addKey(set);
        texts.forEach(text -> args.add(text.getBytes(StandardCharsets.UTF_8)));
        return command(type, new IntegerOutput<>(CODEC), args);
    }

    /** Counts on, and what the number is then. */
    long increment(byte[] counter) {
        return call(CommandType.INCR, new IntegerOutput<>(CODEC), args().addKey(counter));
    }

    private void all(List<? extends AsyncCommand<byte[], byte[], ?>> sent) {
        sent.forEach(command -> link.await(command, PATIENCE.toNanos()));
    }

    /** The servers whose keys {@link #scan} goes through. */
    List<String> servers() {
        return link.servers();
    }

    KeyScanCursor<byte[]> scan(String server, ScanCursor from, ScanArgs which) {
        CommandArgs<byte[], byte[]> args = args().add(from.getCursor());
        which.build(args);
        KeyScanOutput<byte[], byte[]> output = new KeyScanOutput<>(CODEC);
        link.await(link.send(server, command(CommandType.SCAN, output, args)), PATIENCE.toNanos());
        return output.get();
    }

    ValueScanCursor<byte[]> scanSet(byte[] set, ScanCursor from, ScanArgs which) {
        CommandArgs<byte[], byte[]> args = args().addKey(set).add(from.getCursor());
        which.build(args);
        return call(CommandType.SSCAN, new ValueScanOutput<>(CODEC), args);
    }

    boolean isMember(byte[] set, String text) {
        return call(
                CommandType.SISMEMBER,
                new BooleanOutput<>(CODEC),
                args().addKey(set).add(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The fields of a hash of any size, read in steps. */
    Map<String, String> all(byte[] hash) {
        Map<String, String> fields = new TreeMap<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            var page = scanHash(hash, cursor, ScanArgs.Builder.limit(PAGE));
            fields.putAll(texts(page.getMap()));
            cursor = page;
        } while (!cursor.isFinished());
        return fields;
    }

    private MapScanCursor<byte[], byte[]> scanHash(byte[] hash, ScanCursor from, ScanArgs which) {
        CommandArgs<byte[], byte[]> args = args().addKey(hash).add(from.getCursor());
        which.build(args);
        return call(CommandType.HSCAN, new MapScanOutput<>(CODEC), args);
    }

    /** The fields of a small hash. */
    Map<String, String> hash(byte[] key) {
        return handfuls().hashes(List.of(key)).get(0);
    }

    /** Commands whose replies may be long. */
    Handfuls handfuls() {
        return new Handfuls(link);
    }

    /** About how many texts several HyperLogLogs were given together. */
    long distinct(List<byte[]> keys) {
        return keys.isEmpty() ? 0 : call(CommandType.PFCOUNT, new IntegerOutput<>(CODEC), args().addKeys(keys));
    }

    private <T> T call(
            ProtocolKeyword type, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> args) {
        link.await(link.send(command(type, output, args)), PATIENCE.toNanos());
        return output.get();
    }

    private static <T> AsyncCommand<byte[], byte[], T> command(
            ProtocolKeyword type, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> args) {
        return new AsyncCommand<>(new Command<>(type, output, args));
    }

    private static CommandArgs<byte[], byte[]> args() {
        return new CommandArgs<>(CODEC);
    }
}
