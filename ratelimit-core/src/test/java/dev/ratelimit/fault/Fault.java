package dev.ratelimit.fault;

import dev.ratelimit.limit.Limit;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A row about one server.
 *
 * @param setting what there is beside the server
 */
record Fault(String name, String how, Duration lasts, Act befall, Act end, Setting setting, Expected expected)
        implements Row {

    /** Something that befalls a rig, or ends. */
    @FunctionalInterface
    interface Act {
        /** Of what ends by itself. */
        Act NONE = rig -> {};

        void on(Rig rig) throws Exception;

        /** Says lines to the server. */
        static Act say(String... lines) {
            return rig -> {
                for (String line : lines) {
                    rig.say(line);
                }
            };
        }
    }

    static Fault of(String name, String how, Act befall, Act end, Expected expected) {
        return new Fault(name, how, Duration.ofSeconds(3), befall, end, Setting.USUAL, expected);
    }

    Fault lasting(Duration other) {
        return new Fault(name, how, other, befall, end, setting, expected);
    }

    Fault on(UnaryOperator<Setting> change) {
        return new Fault(name, how, lasts, befall, end, change.apply(setting), expected);
    }

    @Override
    public Limit limit() {
        return setting.limit();
    }

    @Override
    public boolean replaced() {
        return end == Act.NONE;
    }

    @Override
    public Scene open() {
        return new Rig(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
