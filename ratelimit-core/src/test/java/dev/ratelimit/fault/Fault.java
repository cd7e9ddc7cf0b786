package dev.ratelimit.fault;

import dev.ratelimit.limit.FailurePolicy;
import java.time.Duration;
import java.util.List;

/**
 * A row of the table: what befalls a rig, what ends it, and what a user may expect meanwhile.
 *
 * @param name of the file with its figures
 * @param how in words, for the table
 * @param lasts how long it lasts before it is ended
 */
record Fault(String name, String how, Duration lasts, Act befall, Act end, Rig.Setting setting, Expected expected) {

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
        return new Fault(name, how, Duration.ofSeconds(3), befall, end, Rig.Setting.USUAL, expected);
    }

    Fault lasting(Duration other) {
        return new Fault(name, how, other, befall, end, setting, expected);
    }

    Fault overNetwork() {
        return with(new Rig.Setting(true, setting.policy(), setting.budget(), setting.arguments()));
    }

    Fault policy(FailurePolicy policy) {
        return with(new Rig.Setting(setting.proxied(), policy, setting.budget(), setting.arguments()));
    }

    /** With the budget that a limiter has by default. */
    Fault inTime() {
        return with(new Rig.Setting(setting.proxied(), setting.policy(), Gate.BUDGET, setting.arguments()));
    }

    Fault server(String... arguments) {
        return with(new Rig.Setting(setting.proxied(), setting.policy(), setting.budget(), List.of(arguments)));
    }

    private Fault with(Rig.Setting other) {
        return new Fault(name, how, lasts, befall, end, other, expected);
    }

    @Override
    public String toString() {
        return name;
    }
}
