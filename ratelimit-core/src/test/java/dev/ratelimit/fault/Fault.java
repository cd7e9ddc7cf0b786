package dev.ratelimit.fault;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A row of the table: what befalls a rig, what ends it, and what a user may expect meanwhile.
 *
 * @param name of the file with its figures
 * @param how in words, for the table
 * @param lasts how long it lasts before it is ended
 */
record Fault(String name, String how, Duration lasts, Act befall, Act end, Setting setting, Expected expected) {

    /** Something that befalls a rig, or ends. */
    @FunctionalInterface
    interface Act {
        void on(Rig rig) throws Exception;

        /** Ends by itself. */
        static Act none() {
            return rig -> {};
        }

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
    public String toString() {
        return name;
    }
}
