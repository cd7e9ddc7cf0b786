package dev.ratelimit.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.util.Collection;
import java.util.List;

/** Writes a condition as {@link ConditionReader} reads it. */
final class ConditionWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ConditionWriter() {}

    /** @throws IllegalArgumentException for a condition on nothing within another one, which JSON has no word for */
    static ObjectNode write(Condition condition) {
        ObjectNode json = JSON.objectNode();
        if (condition instanceof All all) {
            json.set("all", each(all.parts()));
        } else if (condition instanceof AnyOf any) {
            json.set("any", each(any.parts()));
        } else if (condition instanceof Not not) {
            json.set("not", write(not.other()));
        } else if (condition instanceof PathIs path) {
            json.set("path", texts(path.globs()));
        } else if (condition instanceof MethodIs method) {
            json.set("method", texts(method.methods()));
        } else if (condition instanceof ValueIs value) {
            json.putObject(value.place().word()).set(value.name(), patterns(value.globs()));
        } else if (condition instanceof IpIn ip) {
            json.set("ip", texts(ip.blocks()));
        } else if (condition instanceof UserIs user) {
            json.set("user", patterns(user.globs()));
        } else if (condition instanceof PlanIs plan) {
            json.set("plan", patterns(plan.globs()));
        } else if (condition instanceof AppIs app) {
            json.set("app", patterns(app.globs()));
        } else if (condition instanceof ResourceIs resource) {
            json.set("resource", patterns(resource.globs()));
        } else if (condition instanceof TimeIn time) {
            json.set("time", write(time));
        } else {
            throw new IllegalArgumentException("a condition that always holds has no form within another one");
        }
        return json;
    }

    private static ObjectNode write(TimeIn time) {
        ObjectNode json = JSON.objectNode();
        ArrayNode days = json.putArray("days");
        for (DayOfWeek day : DayOfWeek.values()) {
            if (time.days().contains(day)) {
                days.add(day.name().substring(0, 3));
            }
        }
        return json.put("from", TimeIn.shown(time.from()))
                .put("to", TimeIn.shown(time.to()))
                .put("zone", time.zone().getId());
    }

    private static ArrayNode each(List<Condition> parts) {
        ArrayNode array = JSON.arrayNode();
        parts.forEach(part -> array.add(write(part)));
        return array;
    }

    private static ArrayNode patterns(List<TextGlob> globs) {
        return texts(globs.stream().map(TextGlob::pattern).toList());
    }

    private static ArrayNode texts(Collection<?> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(value -> array.add(value.toString()));
        return array;
    }
}
