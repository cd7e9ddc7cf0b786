package dev.ratelimit.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads many keys by commands of which a handful leave together: checks use the same connection. */
final class Handfuls {

    private static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int HANDFUL = 16;
    private static final int FEW = 4;

    private final RedisLink link;

    Handfuls(RedisLink link) {
        this.link = link;
    }

    /** Evaluates a script with several lists of arguments, a few at a time: they may take long. */
    void eval(String script, List<byte[]> keys, List<List<String>> calls) {
        for (int i = 0; i < calls.size(); i += FEW) {
            List<CommandArgs<byte[], byte[]>> some = calls.subList(i, Math.min(calls.size(), i + FEW)).stream()
                    .map(texts -> Admin.arguments(script, keys, texts))
                    .toList();
            replies(CommandType.EVAL, some);
        }
    }

    /** The fields of several hashes. */
    List<Map<String, String>> hashes(List<byte[]> keys) {
        return fields(
                CommandType.HGETALL,
                keys.stream().map(key -> args().addKey(key)).toList());
    }

    /** Some fields of several hashes; of each those that it has. */
    List<Map<String, String>> hashes(List<byte[]> keys, List<String> fields) {
        List<CommandArgs<byte[], byte[]>> all = keys.stream()
                .map(key -> {
                    CommandArgs<byte[], byte[]> args = args().addKey(key);
                    fields.forEach(field -> args.add(field.getBytes(StandardCharsets.UTF_8)));
                    return args;
                })
                .toList();
        return replies(CommandType.HMGET, all).stream()
                .map(reply -> some(fields, reply.texts()))
                .toList();
    }

    private static Map<String, String> some(List<String> fields, List<String> values) {
        Map<String, String> some = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                some.put(fields.get(i), values.get(i));
            }
        }
        return some;
    }

    /** The members of several sorted sets with their scores. */
    List<Map<String, String>> ranked(List<byte[]> keys) {
        return fields(
                CommandType.ZREVRANGE,
                keys.stream()
                        .map(key -> args().addKey(key).add(0).add(-1).add("WITHSCORES"))
                        .toList());
    }

    private List<Map<String, String>> fields(CommandType type, List<CommandArgs<byte[], byte[]>> all) {
        return replies(type, all).stream().map(Reply::fields).toList();
    }

    private List<Reply> replies(CommandType type, List<CommandArgs<byte[], byte[]>> all) {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < all.size(); i += HANDFUL) {
            List<Reply> begun = new ArrayList<>();
            List<AsyncCommand<byte[], byte[], Void>> sent = all.subList(i, Math.min(all.size(), i + HANDFUL)).stream()
                    .map(args -> {
                        begun.add(new Reply());
                        return link.send(new AsyncCommand<>(new Command<>(type, begun.get(begun.size() - 1), args)));
                    })
                    .toList();
            sent.forEach(command -> link.await(command, PATIENCE.toNanos()));
            replies.addAll(begun);
        }
        return replies;
    }

    private static CommandArgs<byte[], byte[]> args() {
        return new CommandArgs<>(CODEC);
    }
}
