package dev.ratelimit.rule;

import java.util.Arrays;

/** Positions in the order of evaluation, as plain numbers. */
final class Positions {

    private static final int[] NONE = {};

    private int[] values = NONE;
    private int size;

    void add(int position) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(4, 2 * size));
        }
        values[size++] = position;
    }

    void addAll(Positions others) {
        for (int i = 0; i < others.size; i++) {
            add(others.values[i]);
        }
    }

    int size() {
        return size;
    }

    int at(int index) {
        return values[index];
    }

    /** Puts them in ascending order, each once. */
    Positions sorted() {
        Arrays.sort(values, 0, size);
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                values[distinct++] = values[i];
            }
        }
        size = distinct;
        return this;
    }
}
