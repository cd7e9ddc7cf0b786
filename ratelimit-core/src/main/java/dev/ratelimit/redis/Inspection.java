package dev.ratelimit.redis;

import dev.ratelimit.node.Server;
import dev.ratelimit.store.StoreException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the servers what they are. One that may not be asked, or does not answer, is no reason to fail. */
final class Inspection {

    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String VERSION = "redis_version";
    private static final String POLICY = "maxmemory_policy";

    private final RedisLink link;
    private final InstantSource clock;

    /** @param clock this machine's */
    Inspection(RedisLink link, InstantSource clock) {
        this.link = link;
        this.clock = clock;
    }

    List<Server> servers() {
        return link.servers().stream().flatMap(this::server).toList();
    }

    private Stream<Server> server(String name) {
        try {
            Duration ahead = ahead(name);
            Map<String, String> told = told(name);
            return Stream.of(new Server(name, told.get(VERSION), told.get(POLICY), ahead));
        } catch (StoreException e) {
            LOG.debug("A server is not asked what it is: {}", e.getMessage());
            return Stream.empty();
        }
    }

    /** Of the time that the answer took nobody knows which part was the way there. */
    private Duration ahead(String server) {
        long sent = clock.millis();
        List<String> time = reply(server, CommandType.TIME).texts();
        long came = clock.millis();
        long told = Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000;
        if (told >= sent && told <= came) {
            return Duration.ZERO;
        }
        return Duration.ofMillis(told > came ? told - came : told - sent);
    }

    private Map<String, String> told(String server) {
        try {
            return lines(String.join("", reply(server, CommandType.INFO).texts()));
        } catch (StoreException e) {
            if (e.trouble() != StoreException.Trouble.REFUSED && e.trouble() != StoreException.Trouble.CALL) {
                throw e;
            }
            LOG.debug("The user of Redis may not ask it what it is: {}", e.getMessage());
            return Map.of();
        }
    }

    private Reply reply(String server, CommandType type) {
        Reply reply = new Reply();
        AsyncCommand<byte[], byte[], Void> command =
                new AsyncCommand<>(new Command<>(type, reply, new CommandArgs<>(ByteArrayCodec.INSTANCE)));
        link.await(link.send(server, command), PATIENCE.toNanos());
        return reply;
    }

    private static Map<String, String> lines(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            String[] field = line.split(":", 2);
            if (field.length == 2) {
                fields.put(field[0], field[1]);
            }
        });
        return fields;
    }
}
