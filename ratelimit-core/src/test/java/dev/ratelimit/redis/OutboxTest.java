package dev.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<List<AsyncCommand<byte[], byte[], ?>>> writes = new ArrayList<>();
    private boolean closed;
    private final Outbox outbox = new Outbox(() -> this::execute, writes::add);

    @Test
    void writesAtOnceWhatWaitedTogetherInTheOrderInWhichItCame() {
        AsyncCommand<byte[], byte[], ?> first = send();
        AsyncCommand<byte[], byte[], ?> second = send();

        assertThat(loop).hasSize(1);
        loop.remove().run();

        assertThat(writes).containsExactly(List.of(first, second));
    }

    @Test
    void writesManyInHandfulsWithoutAnotherCall() {
        List<AsyncCommand<byte[], byte[], ?>> sent =
                Stream.generate(this::send).limit(2 * Outbox.LONGEST_WRITE + 3).toList();

        assertThat(loop).hasSize(1);
        loop.remove().run();

        assertThat(writes).extracting(List::size).containsExactly(Outbox.LONGEST_WRITE, Outbox.LONGEST_WRITE, 3);
        assertThat(writes.stream().flatMap(List::stream).toList()).isEqualTo(sent);
    }

    @Test
    void callsTheLoopAgainForWhatComesLater() {
        AsyncCommand<byte[], byte[], ?> first = send();
        loop.remove().run();
        AsyncCommand<byte[], byte[], ?> later = send();
        loop.remove().run();

        assertThat(writes).containsExactly(List.of(first), List.of(later));
    }

    @Test
    void writesNothingForACallerThatGaveUp() {
        send().cancel();
        loop.remove().run();

        assertThat(writes).isEmpty();
    }

    @Test
    void worksOnAfterALoopThatHadEnded() {
        closed = true;
        assertThatThrownBy(this::send).isInstanceOf(RejectedExecutionException.class);
        closed = false;
        AsyncCommand<byte[], byte[], ?> next = send();
        loop.remove().run();

        assertThat(writes).containsExactly(List.of(next));
    }

    private AsyncCommand<byte[], byte[], ?> send() {
        AsyncCommand<byte[], byte[], ?> command = new AsyncCommand<>(new Command<>(CommandType.PING, new Reply()));
        outbox.send(command);
        return command;
    }

    private void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("ended");
        }
        loop.add(task);
    }
}
